import { Decimal } from '@demarc/kernel';
import type { TaxedAmount } from './tax.js';

/** A line as people compare it. */
export interface DiffedLine extends TaxedAmount {
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly taxPercent: string;
}

export interface LineDifference {
  readonly change: 'same' | 'changed' | 'added' | 'removed';
  readonly before: DiffedLine | null;
  readonly after: DiffedLine | null;
  readonly grossMinor: bigint;
}

/** What a correction makes of each line: lines of the old document in their order, then those that are new. */
export function lineDifferences(
  before: readonly (DiffedLine & { readonly lineId: string })[],
  after: readonly (DiffedLine & { readonly lineId: string | null })[],
): LineDifference[] {
  const kept = before.map((old): LineDifference => {
    const now = after.find((line) => line.lineId === old.lineId) ?? null;
    const change = now === null ? 'removed' : isSame(old, now) ? 'same' : 'changed';
    return { change, before: old, after: now, grossMinor: (now?.grossMinor ?? 0n) - old.grossMinor };
  });
  const added = after
    .filter((line) => line.lineId === null)
    .map((line): LineDifference => ({ change: 'added', before: null, after: line, grossMinor: line.grossMinor }));
  return [...kept, ...added];
}

function isSame(old: DiffedLine, now: DiffedLine): boolean {
  return (
    old.description === now.description &&
    new Decimal(old.quantity).eq(now.quantity) &&
    new Decimal(old.unitPrice).eq(now.unitPrice) &&
    new Decimal(old.taxPercent).eq(now.taxPercent) &&
    old.netMinor === now.netMinor &&
    old.taxMinor === now.taxMinor
  );
}
