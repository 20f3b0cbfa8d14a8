const DAY_MS = 86_400_000;

/** The last `count` days by the browser's calendar, today included. */
export function lastDays(count: number, now: number = Date.now()): { from: string; through: string } {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return { from: day(now - (count - 1) * DAY_MS), through: day(now) };
}
