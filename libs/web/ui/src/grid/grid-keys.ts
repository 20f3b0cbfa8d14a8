export type GridKeyAct =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'toggle'; readonly range: boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'none' };

export interface GridKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key does with the focus on a row. `page` is the number of rows that fit. */
export function gridKeyAct(press: GridKey, at: number, count: number, page: number): GridKeyAct {
  if (press.altKey || press.metaKey || count === 0) return { kind: 'none' };
  const last = count - 1;
  const move = (to: number): GridKeyAct => ({ kind: 'move', to: Math.max(0, Math.min(last, to)) });
  if (press.ctrlKey) return press.key === 'Home' ? move(0) : press.key === 'End' ? move(last) : { kind: 'none' };
  switch (press.key) {
    case 'j':
    case 'J':
    case 'ArrowDown':
      return move(at + 1);
    case 'k':
    case 'K':
    case 'ArrowUp':
      return move(at - 1);
    case 'PageDown':
      return move(at + page);
    case 'PageUp':
      return move(at - page);
    case 'Home':
      return move(0);
    case 'End':
      return move(last);
    case 'x':
      return { kind: 'toggle', range: false };
    case 'X':
      return { kind: 'toggle', range: press.shiftKey };
    case 'Enter':
      return { kind: 'open' };
    default:
      return { kind: 'none' };
  }
}

/** The ids between two rows, both included. */
export function idsBetween(ids: readonly string[], one: number, other: number): readonly string[] {
  return ids.slice(Math.min(one, other), Math.max(one, other) + 1);
}
