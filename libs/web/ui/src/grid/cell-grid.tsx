import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { StatusFamily } from '../tokens/tokens';
import { useCards } from './cards';
import { cellKeyAct, cellTyped } from './cell-keys';

export interface GridCell {
  readonly id: string;
  /** What stands in the cell: a few letters. */
  readonly text: string;
  /** A sign of its state, so that no colour is needed to know it. */
  readonly icon: ReactNode;
  /** What a screen reader says, and what is shown when it has the focus. */
  readonly name: string;
  readonly family: StatusFamily;
}

export interface CellGridProps {
  /** Accessible name. */
  readonly label: string;
  readonly cells: readonly GridCell[];
  readonly onOpen: (id: string) => void;
  /** The first and the last of what was marked with Shift. */
  readonly onRange?: (first: string, last: string) => void;
  /** PageUp and PageDown. */
  readonly onPage?: (by: 1 | -1) => void;
  /** The cell that has the focus at first, such as the one that was looked for. */
  readonly startAt?: string | undefined;
  /** Tells how it is operated. */
  readonly hint: string;
}

const COLUMNS = { wide: 16, narrow: 8 } as const;
const TYPING_MS = 1_200;

/** Many small cells, one in the order of Tab: arrows move, Enter opens, typing jumps, Shift marks a range. */
export function CellGrid({ label, cells, onOpen, onRange, onPage, startAt, hint }: CellGridProps) {
  const columns = useCards() ? COLUMNS.narrow : COLUMNS.wide;
  const [at, setAt] = useState(0);
  const [anchor, setAnchor] = useState<number | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  useEffect(() => {
    const found = startAt === undefined ? -1 : cells.findIndex(({ id }) => id === startAt);
    setAt((now) => (found >= 0 ? found : Math.min(now, Math.max(0, cells.length - 1))));
    setAnchor(null);
  }, [cells, startAt]);
  const focus = (to: number, extend: boolean) => {
    const from = extend ? (anchor ?? at) : null;
    setAnchor(from);
    setAt(to);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${to}"]`)?.focus();
    const [first, last] = [cells[Math.min(from ?? to, to)], cells[Math.max(from ?? to, to)]];
    if (first && last) onRange?.(first.id, last.id);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const act = cellKeyAct(event, at, cells.length, columns);
    if (act.kind === 'none') return;
    event.preventDefault();
    event.stopPropagation();
    if (act.kind === 'move') focus(act.to, act.extends);
    if (act.kind === 'page') onPage?.(act.by);
    if (act.kind === 'open') onOpen(cells[at]?.id ?? '');
    if (act.kind === 'type') {
      const goesOn = event.timeStamp - typed.current.at < TYPING_MS;
      typed.current = { text: `${goesOn ? typed.current.text : ''}${act.letter}`, at: event.timeStamp };
      const found = cellTyped(
        cells.map(({ id }) => id),
        typed.current.text,
      );
      if (found >= 0) focus(found, false);
    }
  };
  const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) => row * columns);
  const isMarked = (index: number) => anchor !== null && index >= Math.min(anchor, at) && index <= Math.max(anchor, at);
  return (
    <div className="dm-cells">
      <p className="dm-cells-hint">{hint}</p>
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        aria-multiselectable={onRange !== undefined}
        className="dm-cells-grid"
        onKeyDown={onKeyDown}
      >
        {rows.map((first) => (
          <div
            role="row"
            key={first}
            className="dm-cells-row"
            style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
          >
            {cells.slice(first, first + columns).map((cell, offset) => (
              <button
                key={cell.id}
                type="button"
                role="gridcell"
                data-cell={first + offset}
                data-family={cell.family}
                className="dm-cell"
                tabIndex={first + offset === at ? 0 : -1}
                aria-label={cell.name}
                aria-selected={isMarked(first + offset)}
                title={cell.name}
                onClick={(event) => {
                  focus(first + offset, event.shiftKey);
                  if (!event.shiftKey) onOpen(cell.id);
                }}
              >
                <span className="dm-cell-icon" aria-hidden="true">
                  {cell.icon}
                </span>
                <span className="dm-cell-text">{cell.text}</span>
              </button>
            ))}
          </div>
        ))}
      </div>
      <p className="dm-cells-now" aria-hidden="true">
        {cells[at]?.name ?? ''}
      </p>
    </div>
  );
}
