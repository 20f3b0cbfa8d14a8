const UNITS_MS: readonly (readonly [string, number])[] = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

const PARTS = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?(?:(\d+)us)?$/;
const CLOCK = /^(?:(\d+)w)?(?:(\d+)d)?(\d{1,3}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?$/;

/** Milliseconds of a RouterOS time (`1w2d`, `30s`, `500ms`, `2d03:04:05`, `90` seconds); undefined for `never` or anything else. */
export function parseDuration(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const parts = text === '' ? null : PARTS.exec(text);
  if (parts) {
    const [, w, d, h, m, s, ms, us] = parts.map((part) => Number(part ?? 0));
    return sum(w, d, h, m, s) + (ms ?? 0) + (us ?? 0) / 1_000;
  }
  const clock = CLOCK.exec(text);
  if (!clock) return undefined;
  const [w, d, h, m, s] = clock.slice(1, 6).map((part) => Number(part ?? 0));
  return sum(w, d, h, m, s) + Number((clock[6] ?? '').padEnd(3, '0'));
}

function sum(...counts: (number | undefined)[]): number {
  return counts.reduce<number>((total, count, k) => total + (count ?? 0) * (UNITS_MS[k]?.[1] ?? 0), 0);
}

/** As RouterOS prints it: `1w2d3h`, `0s` for nothing. Parts of a millisecond are dropped. */
export function formatDuration(milliseconds: number): string {
  let left = Math.max(0, Math.floor(milliseconds));
  let out = '';
  for (const [unit, size] of UNITS_MS) {
    const count = Math.floor(left / size);
    if (count > 0) out += `${count}${unit}`;
    left -= count * size;
  }
  return out === '' ? '0s' : out;
}
