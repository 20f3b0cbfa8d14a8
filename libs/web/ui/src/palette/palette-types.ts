import type { ReactNode } from 'react';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** Second line: number, address, state. */
  readonly detail?: ReactNode;
  readonly icon?: ReactNode;
  readonly end?: ReactNode;
  readonly href?: string;
  readonly onSelect?: () => void;
}

/** A section, "Go to" or "Do". An answer to an older text is dropped; a failing section says so and leaves the others. */
export interface PaletteSource {
  readonly id: string;
  readonly label: string;
  readonly find: (text: string, signal: AbortSignal) => readonly PaletteItem[] | Promise<readonly PaletteItem[]>;
}

export interface PaletteSection {
  readonly id: string;
  readonly label: string;
  readonly items: readonly PaletteItem[];
  readonly state: 'loading' | 'ready' | 'failed';
  /** The text that it answers; another one than is typed while the new answer is on its way. */
  readonly answers: string | null;
}
