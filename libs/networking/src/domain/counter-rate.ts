export interface CounterReading {
  readonly value: bigint;
  readonly at: Date;
  /** The device's own age; a smaller one than before means that it started anew and counts from zero. */
  readonly uptimeSeconds: number | null;
}

const TURNS = { 32: 1n << 32n, 64: 1n << 64n } as const;
/** No port is faster than this; more is a counter that was set back, not traffic. */
const MOST_PER_SECOND = 1e12;

/** How much a counter grew a second between two readings; undefined over a restart, or where it cannot be told. */
export function counterRate(before: CounterReading, now: CounterReading, bits: 32 | 64): number | undefined {
  const seconds = (now.at.getTime() - before.at.getTime()) / 1000;
  if (seconds <= 0) return undefined;
  if (before.uptimeSeconds !== null && now.uptimeSeconds !== null && now.uptimeSeconds < before.uptimeSeconds)
    return undefined;
  const grown = now.value >= before.value ? now.value - before.value : now.value + TURNS[bits] - before.value;
  const rate = Number(grown) / seconds;
  return rate > MOST_PER_SECOND ? undefined : rate;
}
