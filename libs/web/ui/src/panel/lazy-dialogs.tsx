import { lazy, Suspense } from 'react';
import type { ConfirmDialogProps } from './confirm-dialog';
import type { DialogProps } from './dialog';

const LoadedDialog = lazy(async () => ({ default: (await import('./dialog')).Dialog }));
const LoadedConfirm = lazy(async () => ({ default: (await import('./confirm-dialog')).ConfirmDialog }));

export type { ConfirmDialogProps, DialogProps };

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
