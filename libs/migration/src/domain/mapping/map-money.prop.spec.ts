import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyCode, Decimal, localDate } from '@demarc/kernel';
import { emptySet } from '../../../test/empty-set.js';
import type { SourceAllocation, SourceInvoice, SourcePayment } from '../source/finance-records.js';
import type { SourceCustomer } from '../source/records.js';
import type { SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import { mapAllocations } from './map-money.js';
import { toMinor } from './minor-units.js';

const EUR = currencyCode('EUR');
const DAY = localDate('2026-03-01');
const id = (value: number): SourceId => String(value) as SourceId;
const cents = fc.integer({ min: -50_000, max: 500_000 }).map((value) => new Decimal(value).div(100));
/** Small, so that allocations often ask for more than there is. */
const purse = fc.integer({ min: -5_000, max: 40_000 }).map((value) => new Decimal(value).div(100));
const fine = fc.integer({ min: 1, max: 6_000_000 }).map((value) => new Decimal(value).div(10_000));

describe('which payment settles which invoice', () => {
  it('never takes more from a payment than it has, nor puts more on an invoice than it is', () => {
    fc.assert(
      fc.property(books, (set) => {
        const made = mapAllocations(set, EUR);
        const sum = (rows: typeof made): bigint => rows.reduce((total, one) => total + one.amountMinor, 0n);
        for (const payment of set.payments) {
          const used = sum(made.filter((one) => one.payerId === payment.id));
          expect(used <= 0n || used <= toMinor(payment.amount, EUR)).toBe(true);
        }
        for (const invoice of set.invoices) {
          const settled = sum(made.filter((one) => one.invoiceId === invoice.id));
          expect(settled <= toMinor(invoice.total, EUR)).toBe(true);
          if (invoice.status === 'deleted') expect(settled).toBe(0n);
        }
      }),
    );
  });

  it('leaves no invoice open for parts below a cent', () => {
    const half = new Decimal('6.1728');
    const set: SourceSet = {
      ...emptySet(),
      customers: [CUSTOMER],
      invoices: [invoiceOf(1, new Decimal('12.35'), false)],
      payments: [paymentOf(11, new Decimal('100'))],
      allocations: [allocationOf(1, 11, 1, half), allocationOf(2, 11, 1, half)],
    };
    expect(mapAllocations(set, EUR).map((one) => one.amountMinor)).toEqual([617n, 618n]);
  });
});

const CUSTOMER: SourceCustomer = {
  id: id(1),
  billingType: 'recurring',
  status: 'active',
  category: 'person',
  labels: [],
  custom: {},
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

const books = fc
  .record({
    invoices: fc.array(fc.record({ total: cents, deleted: fc.boolean() }), { maxLength: 4 }),
    payments: fc.array(purse, { maxLength: 4 }),
    allocations: fc.array(
      fc.record({ payer: fc.integer({ min: 11, max: 15 }), invoice: fc.integer({ min: 1, max: 5 }), amount: fine }),
      { maxLength: 12 },
    ),
  })
  .map(({ invoices, payments, allocations }): SourceSet => ({
    ...emptySet(),
    customers: [CUSTOMER],
    invoices: invoices.map(({ total, deleted }, index) => invoiceOf(index + 1, total.abs(), deleted)),
    payments: payments.map((amount, index) => paymentOf(index + 11, amount)),
    allocations: allocations.map(({ payer, invoice, amount }, index) =>
      allocationOf(index + 1, payer, invoice, amount),
    ),
  }));

function invoiceOf(key: number, total: Decimal, isDeleted: boolean): SourceInvoice {
  const printed = { number: '', createdOn: DAY, kind: 'recurring', note: '', memo: '', items: [], due: total } as const;
  return { ...printed, id: id(key), customerId: id(1), total, status: isDeleted ? 'deleted' : 'not_paid' };
}

function paymentOf(key: number, amount: Decimal): SourcePayment {
  return {
    id: id(key),
    customerId: id(1),
    receiptNumber: '',
    on: DAY,
    amount,
    unallocated: amount,
    comment: '',
    fields: [],
    note: '',
  };
}

function allocationOf(key: number, payer: number, invoice: number, amount: Decimal): SourceAllocation {
  return { id: id(key), customerId: id(1), payerKind: 'payment', payerId: id(payer), invoiceId: id(invoice), amount };
}
