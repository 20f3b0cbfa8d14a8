const halfHourS = 1_800;

/** From the first to the last instant, in seconds; around a single one an hour, for uPlot would show years. */
export function spanOfTimes(times: readonly string[]): [number, number] {
  const first = Date.parse(times[0] ?? '') / 1000;
  const last = Date.parse(times.at(-1) ?? '') / 1000;
  return first === last ? [first - halfHourS, last + halfHourS] : [first, last];
}
