import type { LocalDate } from '@demarc/kernel';
import { roundQuotient, scaled } from './exact-number.js';

/** What a reseller's share is taken of: what documents say, or what customers have paid of them. */
export type ResellerBasis = 'collected' | 'invoiced';

/** Amounts of a document: all of it, what is before tax, and what of that is shared. */
export interface Worth {
  readonly grossMinor: bigint;
  readonly netMinor: bigint;
  readonly sharedMinor: bigint;
}

/** A document at the end of a period, with what earlier settlements counted of it. */
export interface ResellerDocument {
  readonly documentId: string;
  readonly kind: 'invoice' | 'credit_note';
  readonly customerId: string;
  /** The terms of the day on which it was issued: they hold for it as long as it lives. */
  readonly termsId: string;
  readonly termsFrom: LocalDate;
  readonly percent: string;
  readonly basis: ResellerBasis;
  readonly withFees: boolean;
  readonly worth: Worth;
  /** What credit notes took off it. */
  readonly credited: Worth;
  /** What customers' money has settled of its gross amount. */
  readonly settledMinor: bigint;
  readonly counted: Worth;
}

/** What one document brings in one settlement: base = share + kept, gross = base + not shared + tax. */
export interface SettledLine {
  readonly documentId: string;
  readonly kind: ResellerDocument['kind'];
  readonly customerId: string;
  readonly termsId: string;
  readonly percent: string;
  readonly grossMinor: bigint;
  readonly taxMinor: bigint;
  readonly notSharedMinor: bigint;
  readonly baseMinor: bigint;
  readonly shareMinor: bigint;
  readonly keptMinor: bigint;
}

export type SettledSums = Omit<SettledLine, 'documentId' | 'kind' | 'customerId' | 'termsId' | 'percent'>;

export interface ResellerSettlement {
  readonly lines: readonly SettledLine[];
  readonly totals: SettledSums;
}

const NOTHING: Worth = { grossMinor: 0n, netMinor: 0n, sharedMinor: 0n };

/**
 * What of a document counts since it was issued. Of one that is shared as it is collected: its part that is paid, of what
 * credit notes left of it. Paid whole, it counts whole, to the last minor unit.
 */
export function countsOf({ kind, basis, worth, credited, settledMinor }: ResellerDocument): Worth {
  if (kind === 'credit_note') return less(NOTHING, worth);
  if (basis === 'invoiced') return worth;
  const left = less(worth, credited);
  if (settledMinor >= left.grossMinor) return left;
  if (settledMinor <= 0n) return NOTHING;
  const part = (minor: bigint): bigint => roundQuotient(minor * settledMinor, left.grossMinor);
  return { grossMinor: settledMinor, netMinor: part(left.netMinor), sharedMinor: part(left.sharedMinor) };
}

/** The settlement of a period: what counts at its end less what was counted before. What went back comes as a negative line. */
export function settleReseller(documents: readonly ResellerDocument[]): ResellerSettlement {
  const bare = documents.flatMap((document) => {
    const { grossMinor, netMinor, sharedMinor } = less(countsOf(document), document.counted);
    if (grossMinor === 0n && netMinor === 0n && sharedMinor === 0n) return [];
    const { documentId, kind, customerId, termsId, percent } = document;
    const sums = { taxMinor: grossMinor - netMinor, notSharedMinor: netMinor - sharedMinor, baseMinor: sharedMinor };
    return [{ documentId, kind, customerId, termsId, percent, grossMinor, ...sums }];
  });
  const shares = sharesOf(bare);
  const lines = bare.map((line, index) => {
    const shareMinor = shares[index] ?? 0n;
    return { ...line, shareMinor, keptMinor: line.baseMinor - shareMinor };
  });
  return { lines, totals: sumLines(lines) };
}

export function sumLines(lines: readonly SettledSums[]): SettledSums {
  const sum = (pick: (line: SettledSums) => bigint): bigint => lines.reduce((total, line) => total + pick(line), 0n);
  return {
    grossMinor: sum((line) => line.grossMinor),
    taxMinor: sum((line) => line.taxMinor),
    notSharedMinor: sum((line) => line.notSharedMinor),
    baseMinor: sum((line) => line.baseMinor),
    shareMinor: sum((line) => line.shareMinor),
    keptMinor: sum((line) => line.keptMinor),
  };
}

export interface SettledGroup<Line extends SettledLine> {
  readonly id: string;
  readonly lines: readonly Line[];
  readonly sums: SettledSums;
}

/** The same sums for each customer or each of the terms, in the order in which they come. */
export function settledBy<Line extends SettledLine>(
  name: 'customerId' | 'termsId',
  lines: readonly Line[],
): SettledGroup<Line>[] {
  return [...Map.groupBy(lines, (line) => line[name])].map(([id, own]) => ({ id, lines: own, sums: sumLines(own) }));
}

interface Shared {
  readonly termsId: string;
  readonly percent: string;
  readonly baseMinor: bigint;
}

/** Rounded once for each of the terms; spread over its lines by the largest remainder, so that they add up exactly. */
function sharesOf(lines: readonly Shared[]): bigint[] {
  const shares = lines.map(() => 0n);
  const parts = lines.map((line, index) => ({ index, termsId: line.termsId, ...partOf(line) }));
  for (const own of Map.groupBy(parts, ({ termsId }) => termsId).values()) {
    const exact = own.reduce((sum, part) => sum + part.exact, 0n);
    const floors = own.reduce((sum, part) => sum + part.floor, 0n);
    // Lines of the same terms have the same percent, and so the same scale.
    const left = Number(roundQuotient(exact, own[0]?.scale ?? 1n) - floors);
    own.sort(byRemainder).forEach((part, place) => (shares[part.index] = part.floor + (place < left ? 1n : 0n)));
  }
  return shares;
}

interface Part {
  readonly exact: bigint;
  readonly scale: bigint;
  /** Down, also below zero: what is left over is never negative. */
  readonly floor: bigint;
  readonly remainder: bigint;
}

function partOf({ baseMinor, percent }: Shared): Part {
  const { units, scale: decimals } = scaled(percent);
  const scale = decimals * 100n;
  const exact = baseMinor * units;
  const rest = exact % scale;
  const remainder = rest < 0n ? rest + scale : rest;
  return { exact, scale, floor: (exact - remainder) / scale, remainder };
}

function byRemainder(one: Part & { readonly index: number }, two: Part & { readonly index: number }): number {
  if (one.remainder === two.remainder) return one.index - two.index;
  return one.remainder > two.remainder ? -1 : 1;
}

function less(from: Worth, what: Worth): Worth {
  return {
    grossMinor: from.grossMinor - what.grossMinor,
    netMinor: from.netMinor - what.netMinor,
    sharedMinor: from.sharedMinor - what.sharedMinor,
  };
}
