/** One binding: `'g c'` is G then C, `'mod+k'` is Ctrl-K or Cmd-K, `'?'` the character itself. */
export interface Shortcut {
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
  /** Fires in inputs too. Only for combinations with `mod`. */
  readonly inInputs?: boolean;
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The name of a press, or null where browsers and assistive tools own the combination. */
export function pressName(press: KeyPress): string | null {
  if (press.altKey || ['Shift', 'Control', 'Meta', 'Alt'].includes(press.key)) return null;
  const mod = press.ctrlKey || press.metaKey;
  const key = press.key.toLowerCase();
  const isLetter = /^[a-z]$/.test(key);
  return `${mod ? 'mod+' : ''}${press.shiftKey && (isLetter || press.key.length > 1) ? 'shift+' : ''}${key}`;
}

export type SequenceMatch =
  | { readonly kind: 'run'; readonly shortcut: Shortcut }
  | { readonly kind: 'pending'; readonly pressed: readonly string[] }
  | { readonly kind: 'none' };

/** Later bindings win: those of the page over those of the shell. */
export function matchSequence(shortcuts: readonly Shortcut[], pressed: readonly string[]): SequenceMatch {
  const typed = pressed.join(' ');
  const exact = shortcuts.findLast((shortcut) => shortcut.keys === typed);
  if (exact) return { kind: 'run', shortcut: exact };
  if (shortcuts.some((shortcut) => shortcut.keys.startsWith(`${typed} `))) return { kind: 'pending', pressed };
  const last = pressed.at(-1);
  return pressed.length > 1 && last !== undefined ? matchSequence(shortcuts, [last]) : { kind: 'none' };
}
