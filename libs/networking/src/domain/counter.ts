/** Without Gigawords an octet counter starts again at 4 GiB (RFC 2866 §5.3). */
export const WRAP = 4_294_967_296n;
const HALF = WRAP / 2n;

export interface KnownCount {
  /** What the session used so far: what wrapped counters counted before, and the counter. */
  readonly total: bigint;
  readonly base: bigint;
  readonly seconds: number;
}

export interface ReportedCount {
  readonly counter: bigint;
  readonly seconds: number;
  /** Whether the report has Gigawords, so that the counter cannot wrap. */
  readonly isWide: boolean;
}

/**
 * What is known after a report. A report older than what is known changes nothing, a total never goes back, and a fall by
 * half of the range or more is a wrap. A smaller fall is a device that forgot: nothing is counted until it is past the old
 * mark, because usage that is not certain is not the customer's to pay. The statements in `accounting-statements.ts` say the same.
 */
export function nextCount(known: KnownCount, { counter, seconds, isWide }: ReportedCount): KnownCount {
  if (seconds < known.seconds) return known;
  const before = known.total - known.base;
  const hasWrapped = !isWide && seconds > known.seconds && before - counter >= HALF;
  const base = hasWrapped ? known.base + WRAP : known.base;
  const total = base + counter > known.total ? base + counter : known.total;
  return { total, base, seconds };
}
