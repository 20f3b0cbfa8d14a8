import type { CaseLife } from './case-life.ts';
import { findingFor } from './findings.ts';
import { isRecord } from './format.ts';

export interface CaseReport {
  readonly id: string;
  readonly result: 'right' | 'wrong' | 'unsupported';
  readonly expected: unknown;
  readonly found: unknown;
  readonly reason: string | null;
}

/** Figures that a source shows on its way, at four places; only what is rounded to the currency binds. */
const ON_THE_WAY = /_4dp$/;
/** Lists whose order the source leaves open. */
const IN_ANY_ORDER = new Set(['lines', 'periods_billed_terms']);
/** Sources print these from binary floats: the last of their sixteen digits is noise. */
const FROM_FLOATS = new Set(['precise']);

/** Reads every stated answer back from the life and compares it. */
export async function judge(life: CaseLife): Promise<Omit<CaseReport, 'id'>> {
  const { expect } = life.vector;
  const facts = await life.facts();
  const found: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [key, wanted] of Object.entries(expect)) {
    if (ON_THE_WAY.test(key)) continue;
    found[key] = (await findingFor(key)(life, facts, wanted)) ?? null;
    if (!isAnswer(key, wanted, found[key]))
      wrong.push(`${key}: ${JSON.stringify(wanted)} expected, ${JSON.stringify(found[key])} found`);
  }
  const result = wrong.length > 0 ? 'wrong' : 'right';
  return { result, expected: expect, found, reason: wrong.length > 0 ? wrong.join('; ') : null };
}

/** Is `found` what a case wants to hear under this key? */
export function isAnswer(key: string, wanted: unknown, found: unknown): boolean {
  if (FROM_FLOATS.has(key)) return isNear(String(wanted), String(found));
  if (!IN_ANY_ORDER.has(key) || !Array.isArray(wanted) || !Array.isArray(found)) return isSame(wanted, found);
  if (key === 'periods_billed_terms') return isSame(wholeTogether(wanted), wholeTogether(found));
  return wanted.length === found.length && fits(wanted, found);
}

/** Amounts as numbers, shares as shares, everything else as it is; lists in their order. */
export function isSame(wanted: unknown, found: unknown): boolean {
  return said(wanted) === said(found);
}

/** Can each wanted line be given a found one of its own that is so in everything it says? */
function fits(wanted: readonly unknown[], found: readonly unknown[]): boolean {
  const [first, ...rest] = wanted;
  if (wanted.length === 0) return true;
  return found.some((one, index) => isPartOf(first, one) && fits(rest, found.toSpliced(index, 1)));
}

function isPartOf(wanted: unknown, found: unknown): boolean {
  if (!isRecord(wanted) || !isRecord(found)) return isSame(wanted, found);
  return Object.entries(wanted).every(([key, value]) => isSame(value, found[key]));
}

/** Three whole periods may be written as three or as `3`. */
function wholeTogether(terms: readonly unknown[]): string[] {
  const whole = terms.filter((term) => /^\d+$/.test(String(term)));
  const sum = whole.reduce<number>((all, term) => all + Number(term), 0);
  const parts = terms.filter((term) => !whole.includes(term)).map(said);
  return [...parts.sort(), ...(sum > 0 ? [String(sum)] : [])];
}

/** One text for each meaning: `1.50` and `1.5` are one amount, `14/31` and `28/62` one share. */
function said(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(said).join(',')}]`;
  if (isRecord(value)) {
    const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, part]) => `${key}:${said(part)}`).join(',')}}`;
  }
  const text = String(value);
  const share = /^(\d+)\/(\d+)$/.exec(text);
  if (share && share[2] !== '0') return reduced(BigInt(share[1] ?? 0), BigInt(share[2] ?? 1));
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  return /^-?0+(\.0+)?$/.test(text) ? '0' : text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function isNear(wanted: string, found: string): boolean {
  const [whole = '', places = ''] = wanted.split('.');
  if (whole.length + places.length < 15) return isSame(wanted, found);
  return Math.abs(Number(wanted) - Number(found)) <= Math.abs(Number(wanted)) * 1e-14;
}

function reduced(numerator: bigint, denominator: bigint): string {
  let [left, right] = [numerator, denominator];
  while (right !== 0n) [left, right] = [right, left % right];
  return denominator === left ? String(numerator / left) : `${numerator / left}/${denominator / left}`;
}
