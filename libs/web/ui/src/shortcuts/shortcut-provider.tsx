import { createContext, lazy, Suspense, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { matchSequence, pressName, type Shortcut } from './key-sequence';

const ShortcutSheet = lazy(async () => ({ default: (await import('./shortcut-sheet')).ShortcutSheet }));

interface ShortcutRegistry {
  readonly add: (read: () => readonly Shortcut[]) => () => void;
  readonly all: () => readonly Shortcut[];
}

const ShortcutContext = createContext<ShortcutRegistry | null>(null);

const storageKey = 'demarc-shortcuts';
const pauseMs = 1_200;

/** WCAG 2.1.4: single-key shortcuts can be switched off, from the sheet under `?`. */
function storedSwitch(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

function inField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [role=menu], [role=listbox]') !==
        null)
  );
}

function createRegistry(): ShortcutRegistry {
  const sources = new Set<() => readonly Shortcut[]>();
  return {
    add: (read) => {
      sources.add(read);
      return () => {
        sources.delete(read);
      };
    },
    all: () => [...sources].flatMap((read) => read()),
  };
}

export function ShortcutProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(createRegistry, []);
  const [enabled, setEnabled] = useState(storedSwitch);
  const [sheetOpen, setSheetOpen] = useState(false);
  const openSheet = useRef(() => setSheetOpen(true));
  useKeyListener(registry, enabled, openSheet.current);
  const choose = (next: boolean) => {
    setEnabled(next);
    try {
      localStorage.setItem(storageKey, next ? 'on' : 'off');
    } catch {
      return;
    }
  };
  return (
    <ShortcutContext value={registry}>
      {children}
      {sheetOpen && (
        <Suspense fallback={null}>
          <ShortcutSheet
            shortcuts={registry.all()}
            enabled={enabled}
            onEnabledChange={choose}
            onClose={() => setSheetOpen(false)}
          />
        </Suspense>
      )}
    </ShortcutContext>
  );
}

function useKeyListener(registry: ShortcutRegistry, enabled: boolean, openSheet: () => void) {
  useEffect(() => {
    let pressed: readonly string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const name = pressName(event);
      if (name === null || event.defaultPrevented || event.isComposing) return;
      const typing = inField(event.target);
      const usable = registry
        .all()
        .filter((shortcut) => (typing ? shortcut.inInputs === true : enabled || shortcut.keys.startsWith('mod+')));
      const sheet: Shortcut = { keys: '?', label: '', run: openSheet };
      const match = matchSequence(typing ? usable : [sheet, ...usable], [...pressed, name]);
      clearTimeout(timer);
      pressed = match.kind === 'pending' ? match.pressed : [];
      timer = setTimeout(() => (pressed = []), pauseMs);
      if (match.kind === 'none') return;
      event.preventDefault();
      if (match.kind === 'run') match.shortcut.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      clearTimeout(timer);
    };
  }, [registry, enabled, openSheet]);
}

export function useShortcutRegistry(): ShortcutRegistry {
  const registry = useContext(ShortcutContext);
  if (registry === null) throw new Error('useShortcuts needs a UiProvider above it');
  return registry;
}
