export interface CellKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export type CellKeyAct =
  | { readonly kind: 'move'; readonly to: number; readonly extends: boolean }
  | { readonly kind: 'page'; readonly by: 1 | -1 }
  | { readonly kind: 'open' }
  | { readonly kind: 'type'; readonly letter: string }
  | { readonly kind: 'none' };

/** What a key does on a cell, as the grid pattern of ARIA has it; letters and digits spell what is looked for. */
export function cellKeyAct(press: CellKey, at: number, count: number, columns: number): CellKeyAct {
  if (press.altKey || press.metaKey || count === 0) return { kind: 'none' };
  const move = (to: number): CellKeyAct => ({
    kind: 'move',
    to: Math.max(0, Math.min(count - 1, to)),
    extends: press.shiftKey,
  });
  const row = at - (at % columns);
  switch (press.key) {
    case 'ArrowRight':
      return move(at + 1);
    case 'ArrowLeft':
      return move(at - 1);
    case 'ArrowDown':
      return move(at + columns < count ? at + columns : at);
    case 'ArrowUp':
      return move(at >= columns ? at - columns : at);
    case 'Home':
      return move(press.ctrlKey ? 0 : row);
    case 'End':
      return move(press.ctrlKey ? count - 1 : row + columns - 1);
    case 'PageDown':
      return { kind: 'page', by: 1 };
    case 'PageUp':
      return { kind: 'page', by: -1 };
    case 'Enter':
      return { kind: 'open' };
    default:
      return !press.ctrlKey && /^[0-9a-f.:]$/i.test(press.key)
        ? { kind: 'type', letter: press.key.toLowerCase() }
        : { kind: 'none' };
  }
}

/** The cell that what was typed means: it ends so (`7` is .7), is so, or begins so. */
export function cellTyped(names: readonly string[], typed: string): number {
  const text = typed.replace(/^[.:]/, '');
  if (text === '') return -1;
  const last = (name: string): string => name.split('/')[0]?.split(/[.:]/).filter(Boolean).at(-1) ?? '';
  const whole = names.findIndex((name) => name === typed || name.split('/')[0] === typed);
  if (whole >= 0) return whole;
  const exact = names.findIndex((name) => last(name) === text);
  return exact >= 0 ? exact : names.findIndex((name) => last(name).startsWith(text) || name.startsWith(text));
}
