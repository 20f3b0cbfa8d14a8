import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyCode, Decimal, localDate } from '@demarc/kernel';
import { emptySet } from '../../test/empty-set.js';
import { balancesOf } from './balances.js';
import { fromMinor, toMinor } from './mapping/minor-units.js';
import { planLedger } from './plan-ledger.js';
import type { SourceInvoice, SourcePayment, SourceTransaction } from './source/finance-records.js';
import type { BillingType, SourceCustomer } from './source/records.js';
import type { SourceId } from './source/source-id.js';
import type { SourceSet } from './source/source-set.js';

const ZAR = currencyCode('ZAR');
const DAY = localDate('2026-03-01');

describe('the ledger of an import', () => {
  it('plus its residue is exactly what the transactions of the source add up to', () => {
    fc.assert(
      fc.property(provider, (set) => {
        const plan = planLedger(set, ZAR);
        for (const [customerId, { fromTransactions }] of balancesOf(set)) {
          const ours = fromMinor(ledgerOf(set, plan, customerId), ZAR);
          const residue = plan.residues.find((one) => one.customerId === customerId)?.amount ?? new Decimal(0);
          expect(ours.plus(residue).toFixed(4)).toBe(fromTransactions.toFixed(4));
        }
      }),
    );
  });

  it('never posts a difference below a cent: a paid customer owes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9_999_999 }), { minLength: 1, maxLength: 24 }),
        (tenThousandths) => {
          const invoices = tenThousandths.map((price, index) => invoiceOf(index + 1, new Decimal(price).div(10_000)));
          const transactions = invoices.flatMap((one, index) => [
            transactionOf(100 + index, 'debit', new Decimal(tenThousandths[index] ?? 0).div(10_000), {
              invoiceId: one.id,
            }),
            transactionOf(200 + index, 'credit', one.total, { paymentId: String(300 + index) as SourceId }),
          ]);
          const payments = invoices.map((one, index) => paymentOf(300 + index, one.total));
          const set = { ...emptySet(), customers: [customerOf('recurring')], invoices, transactions, payments };
          const plan = planLedger(set, ZAR);
          expect(plan.adjustments).toEqual([]);
          expect(ledgerOf(set, plan, '1' as SourceId)).toBe(0n);
        },
      ),
    );
  });
});

function ledgerOf(set: SourceSet, plan: ReturnType<typeof planLedger>, customerId: SourceId): bigint {
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((left, right) => left + right, 0n);
  const mine = <T extends { readonly customerId: SourceId }>(rows: readonly T[]): readonly T[] =>
    rows.filter((row) => row.customerId === customerId);
  return (
    sum(mine(set.payments).map((one) => toMinor(one.amount, ZAR))) -
    sum(
      mine(set.invoices)
        .filter((one) => one.status !== 'deleted')
        .map((one) => toMinor(one.total, ZAR)),
    ) +
    sum(mine(plan.adjustments).map((one) => one.amountMinor))
  );
}

const amount = fc.integer({ min: -999_999, max: 9_999_999 }).map((value) => new Decimal(value).div(10_000));

const provider = fc
  .record({
    billingType: fc.constantFrom<BillingType[]>('recurring', 'prepaid', 'prepaid_monthly'),
    invoices: fc.array(fc.record({ total: amount, deleted: fc.boolean() }), { maxLength: 5 }),
    payments: fc.array(amount, { maxLength: 5 }),
    transactions: fc.array(
      fc.record({
        kind: fc.constantFrom('debit' as const, 'credit' as const),
        total: amount,
        of: fc.integer({ min: 0, max: 12 }),
        toInvoice: fc.boolean(),
      }),
      { maxLength: 20 },
    ),
  })
  .map(({ billingType, invoices, payments, transactions }): SourceSet => ({
    ...emptySet(),
    customers: [customerOf(billingType)],
    invoices: invoices.map(({ total, deleted }, index) => ({
      ...invoiceOf(index + 1, total),
      status: deleted ? 'deleted' : 'not_paid',
    })),
    payments: payments.map((total, index) => paymentOf(index + 6, total.toDecimalPlaces(2))),
    transactions: transactions.map(({ kind, total, of, toInvoice }, index) => ({
      ...transactionOf(
        index + 100,
        kind,
        total,
        of === 0 ? {} : of < 6 ? { invoiceId: String(of) as SourceId } : { paymentId: String(of) as SourceId },
      ),
      toInvoice,
    })),
  }));

function customerOf(billingType: BillingType): SourceCustomer {
  const text = {
    login: '',
    name: 'A',
    email: '',
    billingEmail: '',
    phone: '',
    street: '',
    zipCode: '',
    city: '',
    gps: '',
    consent: '',
  };
  return { ...text, id: '1' as SourceId, billingType, status: 'active', category: 'person', labels: [], custom: {} };
}

function invoiceOf(id: number, total: Decimal): SourceInvoice {
  const printed = {
    number: String(id),
    createdOn: DAY,
    kind: 'recurring',
    status: 'paid',
    note: '',
    memo: '',
    items: [],
  } as const;
  return {
    ...printed,
    id: String(id) as SourceId,
    customerId: '1' as SourceId,
    total: total.toDecimalPlaces(2),
    due: new Decimal(0),
  };
}

function paymentOf(id: number, total: Decimal): SourcePayment {
  const printed = {
    receiptNumber: '',
    on: DAY,
    comment: '',
    fields: [],
    note: '',
    unallocated: new Decimal(0),
  } as const;
  return { ...printed, id: String(id) as SourceId, customerId: '1' as SourceId, amount: total };
}

function transactionOf(
  id: number,
  kind: 'debit' | 'credit',
  total: Decimal,
  links: Partial<SourceTransaction>,
): SourceTransaction {
  const one = new Decimal(1);
  const printed = {
    description: '',
    comment: '',
    serviceKind: '',
    toInvoice: false,
    on: DAY,
    quantity: one,
    taxPercent: new Decimal(0),
  } as const;
  return {
    ...printed,
    id: String(id) as SourceId,
    customerId: '1' as SourceId,
    kind,
    price: total,
    total,
    unallocated: new Decimal(0),
    ...links,
  };
}
