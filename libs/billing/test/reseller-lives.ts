import fc from 'fast-check';
import { localDate } from '@demarc/kernel';
import { type ResellerDocument, settleReseller, type Worth } from '../src/domain/reseller-settlement.js';

export const NOTHING: Worth = { grossMinor: 0n, netMinor: 0n, sharedMinor: 0n };

/** One moment of a document’s life: what is paid of it, and how much of it credit notes took off. */
export interface Moment {
  readonly settledPart: number;
  readonly creditedPart: number;
}

const worth = fc
  .record({
    shared: fc.bigInt({ min: 0n, max: 90_000n }),
    fees: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2_000n })),
    tax: fc.bigInt({ min: 0n, max: 20_000n }),
  })
  .map(({ shared, fees, tax }) => ({
    grossMinor: shared + fees + tax,
    netMinor: shared + fees,
    sharedMinor: shared,
  }));
export const moment = fc.record({
  settledPart: fc.integer({ min: 0, max: 100 }),
  creditedPart: fc.integer({ min: 0, max: 100 }),
});
const terms = fc.constantFrom(
  { termsId: 't-1', percent: '12.5' },
  { termsId: 't-2', percent: '33.3333' },
  { termsId: 't-3', percent: '100' },
);
export const life = fc.record({
  kind: fc.constantFrom('invoice' as const, 'invoice' as const, 'credit_note' as const),
  worth,
  terms,
  customer: fc.integer({ min: 1, max: 4 }),
  basis: fc.constantFrom('collected' as const, 'invoiced' as const),
  moments: fc.array(moment, { minLength: 4, maxLength: 4 }),
});
export type Life = Parameters<typeof documentAt>[0];

function part(amount: bigint, percent: number): bigint {
  return (amount * BigInt(percent)) / 100n;
}

function partOf({ grossMinor, netMinor, sharedMinor }: Worth, percent: number): Worth {
  const shared = part(sharedMinor, percent);
  const net = shared + part(netMinor - sharedMinor, percent);
  return { grossMinor: net + part(grossMinor - netMinor, percent), netMinor: net, sharedMinor: shared };
}

/** A document as it stands at a moment. A credit note stands on its own only where documents count as they are invoiced. */
export function documentAt(
  one: {
    readonly kind: ResellerDocument['kind'];
    readonly worth: Worth;
    readonly terms: { readonly termsId: string; readonly percent: string };
    readonly customer: number;
    readonly basis: 'collected' | 'invoiced';
    readonly moments: readonly Moment[];
  },
  index: number,
  when: number,
  counted: Worth,
): ResellerDocument {
  const at = one.moments[when] ?? { settledPart: 0, creditedPart: 0 };
  return {
    documentId: `d-${index}`,
    kind: one.kind,
    customerId: `c-${one.customer}`,
    ...one.terms,
    termsFrom: localDate('2026-01-01'),
    basis: one.kind === 'credit_note' ? 'invoiced' : one.basis,
    withFees: one.worth.netMinor === one.worth.sharedMinor,
    worth: one.worth,
    credited: partOf(one.worth, at.creditedPart),
    settledMinor: part(one.worth.grossMinor, at.settledPart),
    counted,
  };
}

/** Settles at each of the moments in turn, as the books do: what was counted is remembered. */
export function settleAt(lives: readonly Life[], moments: readonly number[]) {
  return settleOn(
    lives,
    moments,
    lives.map(() => NOTHING),
  );
}

/** The same, going on from what was counted before. What is counted of a document is the sum of its lines so far. */
export function settleOn(lives: readonly Life[], moments: readonly number[], before: readonly Worth[]) {
  let counted = before;
  return moments.map((when) => {
    const documents = lives.map((one, index) => documentAt(one, index, when, counted[index] ?? NOTHING));
    const settled = settleReseller(documents);
    counted = documents.map((document) => {
      const line = settled.lines.find(({ documentId }) => documentId === document.documentId);
      const { grossMinor, netMinor, sharedMinor } = document.counted;
      if (!line) return document.counted;
      return {
        grossMinor: grossMinor + line.grossMinor,
        netMinor: netMinor + line.baseMinor + line.notSharedMinor,
        sharedMinor: sharedMinor + line.baseMinor,
      };
    });
    return { documents, counted, ...settled };
  });
}
