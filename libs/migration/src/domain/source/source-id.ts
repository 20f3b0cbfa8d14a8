/** An id of the source, as canonical digits: `7`, `"7"` and `"007"` are one id. Never a number of ours. */
export type SourceId = string & { readonly __brand: 'SourceId' };

const DIGITS = /^\d{1,19}$/;

export function parseSourceId(text: string): SourceId | undefined {
  const digits = text.trim();
  if (!DIGITS.test(digits)) return undefined;
  return digits.replace(/^0+(?=\d)/, '') as SourceId;
}

/** By number, not by text: 9 comes before 10. */
export function compareSourceIds(left: SourceId, right: SourceId): number {
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function byId<T extends { readonly id: SourceId }>(rows: readonly T[]): T[] {
  return [...rows].sort((left, right) => compareSourceIds(left.id, right.id));
}
