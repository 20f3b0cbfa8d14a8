import { lazy, Suspense } from 'react';
import type { ConfirmDialogProps } from './confirm-dialog';
import type { DialogProps } from './dialog';
import type { ReasonDialogProps } from './reason-dialog';

const LoadedDialog = lazy(async () => ({ default: (await import('./dialog')).Dialog }));
const LoadedConfirm = lazy(async () => ({ default: (await import('./confirm-dialog')).ConfirmDialog }));
const LoadedReason = lazy(async () => ({ default: (await import('./reason-dialog')).ReasonDialog }));

export type { ConfirmDialogProps, DialogProps, ReasonDialogProps };

/** Dialogs are no part of a first screen; they load when one opens. */
export function Dialog(props: DialogProps) {
  return (
    <Suspense fallback={null}>
      <LoadedDialog {...props} />
    </Suspense>
  );
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Suspense fallback={null}>
      <LoadedConfirm {...props} />
    </Suspense>
  );
}

export function ReasonDialog(props: ReasonDialogProps) {
  return (
    <Suspense fallback={null}>
      <LoadedReason {...props} />
    </Suspense>
  );
}
