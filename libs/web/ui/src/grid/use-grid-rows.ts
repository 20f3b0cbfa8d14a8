import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { cardHeight, useCards } from './cards';
import { placeRows } from './drawn-rows';
import { gridKeyAct, idsBetween } from './grid-keys';
import type { DataGridProps, GridSelection } from './grid-types';
import type { GridTable } from './use-grid-table';

/** Below this many rows all are drawn: cheap, and the find of the browser sees them. */
const plainUpTo = 60;
const prefetchRows = 40;

function rowHeight(): number {
  const set = Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--dm-row'), 10);
  return Number.isNaN(set) ? 32 : set;
}

/** Which rows are drawn, which one is active, and what the keys do. */
export function useGridRows<Row>(
  props: DataGridProps<Row>,
  table: GridTable<Row>,
  scroller: RefObject<HTMLDivElement | null>,
) {
  const { rows, plain = false, selection, onOpen, hasMore, loadingMore, onLoadMore } = props;
  const [active, setActive] = useState(-1);
  const anchor = useRef(-1);
  const models = table.getRowModel().rows;
  const ids = models.map((model) => model.id);
  const virtual = !plain && rows.length > plainUpTo;
  const cards = useCards();
  const keepActive = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      return active < 0 || active >= range.count || drawn.includes(active)
        ? drawn
        : [...drawn, active].sort((a, b) => a - b);
    },
    [active],
  );
  const virtualizer = useVirtualizer({
    count: virtual ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => (cards ? cardHeight(table.getVisibleLeafColumns().length) : rowHeight()),
    overscan: 12,
    rangeExtractor: keepActive,
  });
  const focusRow = (index: number) => {
    setActive(index);
    if (virtual) virtualizer.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`)?.focus({ preventScroll: virtual }),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest('button, a, input, select, [role=menu]') !== null)
      return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight()) - 2);
    const act = gridKeyAct(event, active, rows.length, page);
    if (act.kind === 'none') return;
    const row = rows[active];
    if (act.kind === 'move') focusRow(act.to);
    if (act.kind === 'open' && row !== undefined) onOpen?.(row);
    if (act.kind === 'toggle') anchor.current = toggle(selection, ids, active, act.range ? anchor.current : -1);
    event.preventDefault();
    event.stopPropagation();
  };
  const items = virtual ? virtualizer.getVirtualItems() : [];
  const lastDrawn = virtual ? (items.at(-1)?.index ?? -1) : -1;
  useEffect(() => {
    if (virtual && hasMore && !loadingMore && lastDrawn >= rows.length - prefetchRows) onLoadMore?.();
  }, [virtual, hasMore, loadingMore, lastDrawn, rows.length, onLoadMore]);
  const onScroll = () => {
    const box = scroller.current;
    const nearEnd = box !== null && box.scrollTop + box.clientHeight > box.scrollHeight - 400;
    if (!virtual && nearEnd && hasMore && !loadingMore) onLoadMore?.();
  };
  const drawn = virtual
    ? placeRows(items, virtualizer.getTotalSize())
    : { rows: rows.map((_, index) => ({ index, gapPx: 0 })), gapAfterPx: 0 };
  // Rows have one height, cards have their own.
  const measure = virtual && cards ? virtualizer.measureElement : undefined;
  /** Cards that are all there need no frame of their own: the page scrolls. */
  const unframed = cards && !virtual && !hasMore;
  return { ids, models, drawn, unframed, active, setActive, focusRow, onKeyDown, onScroll, measure };
}

export type GridRows<Row> = ReturnType<typeof useGridRows<Row>>;

function toggle(selection: GridSelection | undefined, ids: readonly string[], at: number, anchor: number): number {
  const id = ids[at];
  if (selection === undefined || id === undefined) return at;
  const next = new Set(selection.ids);
  if (anchor >= 0) for (const between of idsBetween(ids, anchor, at)) next.add(between);
  else if (next.has(id)) next.delete(id);
  else next.add(id);
  selection.onChange(next);
  return at;
}
