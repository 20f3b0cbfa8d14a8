export interface DrawnRow {
  readonly index: number;
  /** Height of the rows above it that are not drawn. */
  readonly gapPx: number;
}

export interface DrawnRows {
  readonly rows: readonly DrawnRow[];
  readonly gapAfterPx: number;
}

interface Placed {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** The active row is drawn wherever it is, so there may be a hole between it and the rows in view; every hole keeps its height. */
export function placeRows(items: readonly Placed[], totalPx: number): DrawnRows {
  let end = 0;
  const rows = items.map((item) => {
    const gapPx = Math.max(0, item.start - end);
    end = item.end;
    return { index: item.index, gapPx };
  });
  return { rows, gapAfterPx: Math.max(0, totalPx - end) };
}
