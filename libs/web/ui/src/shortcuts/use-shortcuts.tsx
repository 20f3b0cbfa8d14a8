import { useEffect, useRef } from 'react';
import type { Shortcut } from './key-sequence';
import { useShortcutRegistry } from './shortcut-provider';

/** Keys of a screen, while it is mounted. They never fire in inputs, and are listed under `?`. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useShortcutRegistry();
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => registry.add(() => latest.current), [registry]);
}
