import { describe, expect, it } from 'vitest';
import { type SourceRows, sourceSetOf } from '../../../test/source-set-of.js';
import { findExceptions } from './find-exceptions.js';
import { foldCase } from './fold-case.js';

const person = (id: number, more: object = {}): Record<string, unknown> => ({
  id,
  status: 'active',
  name: `Person ${id}`,
  login: `p${id}`,
  ...more,
});
const line = (id: number, more: object = {}): Record<string, unknown> => ({
  id,
  customer_id: 1,
  tariff_id: 1,
  status: 'active',
  login: `l${id}`,
  start_date: '2025-01-01',
  ...more,
});
const paid = (id: number, more: object = {}): Record<string, unknown> => ({
  id,
  customer_id: 1,
  date: '2026-01-01',
  amount: '10',
  receipt_number: `r${id}`,
  ...more,
});
const bill = (id: number, more: object = {}): Record<string, unknown> => ({
  id,
  customer_id: 1,
  status: 'not_paid',
  date_created: '2026-01-01',
  number: `n${id}`,
  ...more,
});
const base: SourceRows = {
  customers: [person(1), person(2)],
  'tariffs-internet': [{ id: 1, title: 'Plan' }],
  'recurring-services': [],
};

describe('rows that need a person', () => {
  it.each<[string, SourceRows, readonly string[]]>([
    [
      'a hardware address that is none, among good ones',
      { 'internet-services': [line(5, { mac: '2CC81BBDC9AB, 00-E0-4C-68-7E-6A, 12:34' })] },
      ['INVALID_MAC service 5'],
    ],
    [
      'a hardware address on two services, on the later',
      { 'internet-services': [line(10, { mac: '2cc8.1bbd.c9ab' }), line(9, { mac: '2C:C8:1B:BD:C9:AB' })] },
      ['DUPLICATE_MAC service 10'],
    ],
    [
      'an address on two services, on the later',
      { 'internet-services': [line(9, { ipv4: '10.0.0.1' }), line(10, { ipv4: '10.0.0.1' })] },
      ['DUPLICATE_IP service 10'],
    ],
    [
      'a service that ends before it starts',
      { 'internet-services': [line(5, { end_date: '2024-12-31' })] },
      ['SERVICE_DATE_ORDER service 5'],
    ],
    [
      'an active service that nothing identifies',
      { 'internet-services': [line(5, { login: '', mac: ' ' })] },
      ['NO_ACCESS_IDENTIFIER service 5'],
    ],
    ['a router that is not listed', { 'internet-services': [line(5, { router_id: 3 })] }, ['UNKNOWN_ROUTER service 5']],
    ['a tariff that is not listed', { 'internet-services': [line(5, { tariff_id: 2 })] }, ['UNKNOWN_TARIFF service 5']],
    [
      'a service of nobody',
      { 'internet-services': [line(5), line(6, { customer_id: 77, mac: 'xx' })] },
      ['ORPHAN_SERVICE service 6'],
    ],
    [
      'a payment that went back without a credit note',
      { payments: [paid(1, { amount: '-5' }), paid(2, { amount: '-5', credit_note_id: 9 })] },
      ['REVERSED_PAYMENT payment 1'],
    ],
    [
      'one receipt twice, however the amount is printed',
      { payments: [paid(1, { receipt_number: 'x' }), paid(2, { receipt_number: 'x', amount: 10 })] },
      ['DUPLICATE_RECEIPT payment 2'],
    ],
    [
      'two payments without a receipt number are two',
      { payments: [paid(1, { receipt_number: '' }), paid(2, { receipt_number: '' })] },
      [],
    ],
    [
      'an invoice that the payment names and nobody has',
      { payments: [paid(1, { invoice_id: 8 })] },
      ['PAYMENT_INVOICE_MISSING payment 1'],
    ],
    [
      'a number used twice, on the later',
      {
        invoices: [
          bill(10, { number: 'A' }),
          bill(9, { number: 'A' }),
          bill(11, { number: '' }),
          bill(12, { number: '' }),
        ],
      },
      ['DUPLICATE_INVOICE_NUMBER invoice 10'],
    ],
    [
      'money of one customer on the invoice of another, once',
      {
        payments: [paid(1, { customer_id: 2 })],
        invoices: [bill(1), bill(2)],
        'invoice-relations': [relation(1, 1), relation(2, 2)],
      },
      ['CROSS_CUSTOMER_ALLOCATION payment 1'],
    ],
    [
      'an allocation that hangs in the air',
      { payments: [paid(1)], invoices: [], 'invoice-relations': [relation(1, 1)] },
      ['ORPHAN_RECORD allocation 1'],
    ],
    ['money of nobody', { payments: [paid(1, { customer_id: 77 })] }, ['ORPHAN_RECORD payment 1']],
    ['a row that cannot be read', { payments: [paid(1, { amount: 'ten' })] }, ['INVALID_ROW payments row 1']],
  ])('%s', (_what, rows, expected) => {
    expect(found({ ...base, ...rows })).toEqual(expected);
  });

  it('an active customer without any service, unless it is the parent of one', () => {
    const customers = [person(1), person(2, { parent_id: 1 }), person(3), person(4, { status: 'new' })];
    const all = findExceptions(sourceSetOf({ customers, 'internet-services': [line(1, { customer_id: 2 })] }));
    expect(all.filter((one) => one.code === 'NO_SERVICE').map((one) => one.id)).toEqual(['3']);
  });

  it('a customer whom a person blocked last, not one whom the system blocked after', () => {
    const customers = [1, 2, 3].map((id) => person(id, { status: 'blocked' }));
    const change = (id: number, customer_id: number, administrator_id: unknown, date: string): object => ({
      id,
      customer_id,
      administrator_id,
      date,
      new_status: 'blocked',
    });
    const log = [
      change(10, 1, 0, '2026-01-01'),
      change(9, 1, '2', '2026-01-01'),
      change(1, 2, 2, '2026-01-02'),
      change(2, 2, 0, '2026-01-01'),
      change(3, 3, null, '2026-01-01'),
    ];
    expect(found({ customers, 'customer-logs-changes': log as never })).toEqual(['ADMIN_BLOCK customer 2']);
  });

  it('the same name and e-mail in another Unicode form and case', () => {
    const customers = [
      person(1, { name: '\u00C9va Stra\u00DFe', email: 'a@b.example' }),
      person(2, { name: 'E\u0301VA STRASSE', email: 'A@B.example' }),
    ];
    expect(found({ customers })).toEqual(['POSSIBLE_DUPLICATE customer 2']);
    expect(foldCase('ΟΔΟΣ')).toBe(foldCase('οδος'));
    expect(foldCase('ı')).not.toBe(foldCase('i'));
  });
});

function relation(id: number, invoice_id: number): Record<string, unknown> {
  return { id, customer_id: 1, payer_id: 1, type: 'payment', invoice_id, amount: 5 };
}

function found(rows: SourceRows): readonly string[] {
  return findExceptions(sourceSetOf(rows))
    .filter((one) => one.code !== 'NO_SERVICE' && one.code !== 'BALANCE_MISMATCH')
    .map((one) => `${one.code} ${one.entity} ${one.id}`);
}
