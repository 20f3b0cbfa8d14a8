import { useMantineColorScheme, type MantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';

const storageKey = 'demarc-color-scheme';

export type ColorScheme = MantineColorScheme;

function isColorScheme(value: unknown): value is ColorScheme {
  return value === 'light' || value === 'dark' || value === 'auto';
}

/** The choice lives on this device. A browser that refuses storage still works, with the system's scheme. */
export function deviceColorScheme(): MantineColorSchemeManager {
  let unsubscribe: (() => void) | undefined;
  return {
    get: (fallback) => {
      try {
        const stored = localStorage.getItem(storageKey);
        return isColorScheme(stored) ? stored : fallback;
      } catch {
        return fallback;
      }
    },
    set: (value) => {
      try {
        localStorage.setItem(storageKey, value);
      } catch {
        return;
      }
    },
    subscribe: (onUpdate) => {
      const listen = (event: StorageEvent) => {
        if (event.key === storageKey && isColorScheme(event.newValue)) onUpdate(event.newValue);
      };
      window.addEventListener('storage', listen);
      unsubscribe = () => window.removeEventListener('storage', listen);
    },
    unsubscribe: () => unsubscribe?.(),
    clear: () => localStorage.removeItem(storageKey),
  };
}

export interface ColorSchemeChoice {
  readonly scheme: ColorScheme;
  readonly choose: (scheme: ColorScheme) => void;
}

export function useColorScheme(): ColorSchemeChoice {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return { scheme: colorScheme, choose: setColorScheme };
}
