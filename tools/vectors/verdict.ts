import type { CaseLife } from './case-life.ts';
import { findingFor } from './findings.ts';

export interface CaseReport {
  readonly id: string;
  readonly result: 'right' | 'wrong' | 'unsupported';
  readonly expected: unknown;
  readonly found: unknown;
  readonly reason: string | null;
}

/** Figures that a source shows on its way, at four places; only what is rounded to the currency binds. */
const ON_THE_WAY = /_4dp$/;

/** Reads every stated answer back from the life and compares it. */
export async function judge(life: CaseLife): Promise<Omit<CaseReport, 'id'>> {
  const { expect } = life.vector;
  const facts = await life.facts();
  const found: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [key, wanted] of Object.entries(expect)) {
    if (ON_THE_WAY.test(key)) continue;
    found[key] = (await findingFor(key)(life, facts, wanted)) ?? null;
    if (!isSame(wanted, found[key]))
      wrong.push(`${key}: ${JSON.stringify(wanted)} expected, ${JSON.stringify(found[key])} found`);
  }
  const result = wrong.length > 0 ? 'wrong' : 'right';
  return { result, expected: expect, found, reason: wrong.length > 0 ? wrong.join('; ') : null };
}

/** Amounts as numbers, lists of lines and terms in any order, everything else as it is. */
export function isSame(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted) && Array.isArray(found)) {
    return wanted.length === found.length && isSameInOrder(wanted.map(said).sort(), found.map(said).sort());
  }
  return said(wanted) === said(found);
}

function isSameInOrder(left: readonly string[], right: readonly string[]): boolean {
  return left.every((one, index) => one === right[index]);
}

/** One text for each meaning: `1.50` and `1.5` are one amount, `14/31` and `28/62` one share. */
function said(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(said).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, part]) => `${key}:${said(part)}`).join(',')}}`;
  }
  const text = String(value);
  const share = /^(\d+)\/(\d+)$/.exec(text);
  if (share) return `share ${reduced(BigInt(share[1] ?? 0), BigInt(share[2] ?? 1))}`;
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  return /^-?0+(\.0+)?$/.test(text) ? '0' : text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function reduced(numerator: bigint, denominator: bigint): string {
  let [left, right] = [numerator, denominator];
  while (right !== 0n) [left, right] = [right, left % right];
  return `${numerator / left}/${denominator / left}`;
}
