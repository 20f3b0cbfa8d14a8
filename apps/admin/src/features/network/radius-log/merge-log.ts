/** A line of the log by its number: larger is newer. */
export interface Numbered {
  readonly id: string;
}

export const mostLines = 2_000;

/**
 * What came since put before what is there, each line once and at most 2,000 of them. When more has come than the page
 * could hold, what is there no longer follows on it, and the page begins anew: the log never shows a gap as if there were none.
 */
export function mergeLog<Line extends Numbered>(known: readonly Line[], page: readonly Line[]): readonly Line[] {
  const newest = known[0];
  if (newest === undefined || page.length === 0) return page;
  const since = page.findIndex(({ id }) => id === newest.id);
  if (since === 0) return known;
  if (since < 0) return page;
  return [...page.slice(0, since), ...known].slice(0, mostLines);
}

/** How many of the lines are newer than the newest that is shown. */
export function newerThan(lines: readonly Numbered[], shown: readonly Numbered[]): number {
  const newest = shown[0];
  if (newest === undefined) return lines.length;
  const since = lines.findIndex(({ id }) => id === newest.id);
  return since < 0 ? lines.length : since;
}
