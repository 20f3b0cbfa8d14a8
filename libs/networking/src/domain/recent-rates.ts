/** What was used until a moment, over the seconds before it. */
export interface UsedStretch {
  readonly untilMs: number;
  readonly seconds: number;
  readonly downloadOctets: number;
  readonly uploadOctets: number;
}

export interface RatePoint {
  readonly atMs: number;
  /** In bit/s; null where nothing was reported, which is no zero. */
  readonly downloadBps: number | null;
  readonly uploadBps: number | null;
}

/**
 * The rate of each step between two moments. A report says how much was used over its time, not when within it: it is spread
 * evenly, and what lies outside the steps is left out. Sessions of one service side by side add up.
 */
export function ratesByStep(
  stretches: readonly UsedStretch[],
  { fromMs, toMs, stepMs }: { readonly fromMs: number; readonly toMs: number; readonly stepMs: number },
): RatePoint[] {
  const first = Math.floor(fromMs / stepMs) * stepMs;
  const steps = Math.max(0, Math.ceil((toMs - first) / stepMs));
  const used = Array.from({ length: steps }, () => ({ coveredMs: 0, download: 0, upload: 0 }));
  for (const { untilMs, seconds, downloadOctets, uploadOctets } of stretches) {
    if (seconds <= 0) continue;
    const sinceMs = untilMs - seconds * 1_000;
    const from = Math.max(0, Math.floor((sinceMs - first) / stepMs));
    for (let at = from; at < steps && first + at * stepMs < untilMs; at += 1) {
      const step = used[at];
      const startMs = first + at * stepMs;
      const overlapMs = Math.min(untilMs, startMs + stepMs) - Math.max(sinceMs, startMs);
      if (!step || overlapMs <= 0) continue;
      const share = overlapMs / (seconds * 1_000);
      step.coveredMs += overlapMs;
      step.download += downloadOctets * share;
      step.upload += uploadOctets * share;
    }
  }
  return used.map(({ coveredMs, download, upload }, at) => {
    const bps = (octets: number): number | null =>
      coveredMs === 0 ? null : Math.round((octets * 8_000) / Math.min(coveredMs, stepMs));
    return { atMs: first + at * stepMs, downloadBps: bps(download), uploadBps: bps(upload) };
  });
}
