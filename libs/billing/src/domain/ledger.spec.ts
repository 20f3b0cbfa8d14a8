import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EUR, on, tries } from '../../test/domain-examples.js';
import { balanceView, signedBalance } from './balance.js';
import {
  creditNoteIssued,
  invoiceIssued,
  openingAdjustment,
  paymentReceived,
  paymentRefunded,
  reversalOf,
  writtenOff,
  type BookedLine,
} from './journal-entries.js';
import { assertBalanced, receivableOf, type JournalEntryDraft } from './ledger.js';

const booking = { customerId: 'customer-1', currency: EUR, bookedOn: on('2024-11-01') };
const line = (netMinor: bigint, taxMinor: bigint, taxId: string | null = 'vat'): BookedLine => ({
  revenue: 'revenue.internet',
  netMinor,
  taxMinor,
  taxId,
});

describe('journal entries', () => {
  it('of an invoice debit the customer and credit revenue and tax, one posting each', () => {
    const entry = invoiceIssued({
      ...booking,
      lines: [line(1_000n, 200n), line(500n, 100n), { ...line(300n, 0n, null), revenue: 'revenue.voice' }],
    });
    expect(entry.postings.map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
      ['receivable', 2_100n],
      ['revenue.internet', -1_500n],
      ['revenue.voice', -300n],
      ['tax_payable', -300n],
    ]);
    expect(entry.postings[0]?.customerId).toBe('customer-1');
    expect(entry.postings[3]?.taxId).toBe('vat');
  });

  it('leave the customer owing what invoices, payments, refunds and credit notes say', () => {
    const entries = [
      invoiceIssued({ ...booking, lines: [line(2_000n, 0n)] }),
      paymentReceived({ ...booking, into: 'bank', amountMinor: 2_000n }),
      paymentRefunded({ ...booking, from: 'bank', amountMinor: 700n }),
    ];
    expect(receivableOf('customer-1', entries, EUR)).toBe(700n);
    expect(
      receivableOf('customer-1', [...entries, creditNoteIssued({ ...booking, lines: [line(700n, 0n)] })], EUR),
    ).toBe(0n);
    expect(receivableOf('customer-1', [...entries, writtenOff({ ...booking, amountMinor: 700n })], EUR)).toBe(0n);
    expect(receivableOf('customer-2', entries, EUR)).toBe(0n);
  });

  it('bring opening balances of both signs, and none for zero', () => {
    expect(openingAdjustment({ ...booking, owedMinor: 0n })).toBeUndefined();
    for (const owedMinor of [500n, -500n]) {
      const entry = openingAdjustment({ ...booking, owedMinor });
      expect(receivableOf('customer-1', entry ? [entry] : [], EUR)).toBe(owedMinor);
    }
  });

  it('out of balance, of zero, without a customer or of a negative payment are faults', () => {
    const broken =
      (...postings: JournalEntryDraft['postings']) =>
      () =>
        assertBalanced({ kind: 'reversal', bookedOn: booking.bookedOn, postings });
    expect(broken({ account: 'cash', amountMinor: 1n, currency: EUR })).toThrow(/out of balance/);
    expect(broken({ account: 'cash', amountMinor: 0n, currency: EUR })).toThrow(/zero/);
    expect(
      broken(
        { account: 'receivable', amountMinor: 1n, currency: EUR },
        { account: 'cash', amountMinor: -1n, currency: EUR },
      ),
    ).toThrow(/whose/);
    expect(() => paymentReceived({ ...booking, into: 'cash', amountMinor: -5n })).toThrow(RangeError);
  });

  it('always balance, and their reversal takes everything back (M-1)', () => {
    const cents = fc.bigInt({ min: -5_000n, max: 5_000n });
    const lines = fc.array(
      fc.tuple(cents, cents, fc.constantFrom('a', 'b', null)).map(([net, tax, taxId]) => line(net, tax, taxId)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(lines, (booked) => {
        const issued = invoiceIssued({ ...booking, lines: booked });
        const back = reversalOf(issued, on('2024-11-05'));
        const credit = creditNoteIssued({ ...booking, lines: booked });
        expect(receivableOf('customer-1', [issued, back], EUR)).toBe(0n);
        expect(receivableOf('customer-1', [issued, credit], EUR)).toBe(0n);
        for (const entry of [issued, back, credit])
          expect(entry.postings.reduce((sum, leg) => sum + leg.amountMinor, 0n)).toBe(0n);
      }),
      tries(500),
    );
  });
});

describe('the balance', () => {
  it('is shown as due or as credit, never with a sign', () => {
    expect(balanceView(871n)).toEqual({ dueMinor: 871n, creditMinor: 0n });
    expect(balanceView(-871n)).toEqual({ dueMinor: 0n, creditMinor: 871n });
    expect(balanceView(0n)).toEqual({ dueMinor: 0n, creditMinor: 0n });
    expect([signedBalance(5n), signedBalance(-5n), signedBalance(0n)]).toEqual([-5n, 5n, 0n]);
  });
});
