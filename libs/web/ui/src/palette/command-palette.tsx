import { lazy, Suspense } from 'react';
import { useShortcuts } from '../shortcuts/use-shortcuts';
import { useUiTexts } from '../text/use-texts';
import type { PaletteSource } from './palette-types';
import { useEarlyKeys } from './use-early-keys';

const PaletteDialog = lazy(async () => ({ default: (await import('./palette-dialog')).PaletteDialog }));

export interface CommandPaletteProps {
  readonly opened: boolean;
  readonly onOpenedChange: (opened: boolean) => void;
  /** Stable between renders (module scope or `useMemo`): a new list asks anew. */
  readonly sources: readonly PaletteSource[];
  readonly placeholder?: string;
}

/** Ctrl-K and `/`: one box, sections "Go to" and "Do". */
export function CommandPalette({ opened, onOpenedChange, sources, placeholder }: CommandPaletteProps) {
  const t = useUiTexts();
  const open = () => onOpenedChange(true);
  useShortcuts([
    { keys: 'mod+k', label: t('shortcut.palette'), run: () => onOpenedChange(!opened), inInputs: true },
    { keys: '/', label: t('shortcut.search'), run: open },
  ]);
  const early = useEarlyKeys(opened);
  if (!opened) return null;
  return (
    <Suspense fallback={null}>
      <PaletteDialog
        sources={sources}
        takeEarlyKeys={early.take}
        onClose={() => onOpenedChange(false)}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
    </Suspense>
  );
}
