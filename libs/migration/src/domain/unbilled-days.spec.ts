import { Decimal, localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import type { TargetInvoice } from './finance-target.js';
import { parseSourceId, type SourceId } from './source/source-id.js';
import type { TargetService } from './target.js';
import { unbilledDays } from './unbilled-days.js';

const id = (text: string): SourceId => {
  const parsed = parseSourceId(text);
  if (parsed === undefined) throw new RangeError(text);
  return parsed;
};

const service: TargetService = {
  kind: 'internet',
  sourceId: id('7'),
  customerId: id('1'),
  plan: 'internet/1',
  description: 'Home 50',
  status: 'active',
  quantity: new Decimal(1),
  unitPrice: new Decimal(20),
  startsOn: localDate('2025-11-01'),
  chargedFrom: localDate('2026-04-01'),
  discounts: [],
};

function invoice(from: string, through: string, status: TargetInvoice['status'] = 'issued'): TargetInvoice {
  const zero = new Decimal(0);
  const periods = { periodFrom: localDate(from), periodThrough: localDate(through) };
  const amounts = { unitPrice: zero, taxPercent: zero, netMinor: 0n, taxMinor: 0n };
  return {
    sourceId: id('2001'),
    customerId: id('1'),
    number: from,
    kind: 'recurring',
    status,
    paymentPending: false,
    issuedOn: localDate(from),
    dueOn: localDate(from),
    totalMinor: 0n,
    note: '',
    lines: [
      {
        description: '',
        quantity: new Decimal(1),
        unit: '',
        ...amounts,
        ...periods,
        serviceId: id('7'),
        serviceKind: 'internet',
      },
    ],
  };
}

const found = (services: readonly TargetService[], invoices: readonly TargetInvoice[]) =>
  unbilledDays(services, invoices).map(({ id: of, from, through, days }) => [of, from, through, days]);

describe('days before charging begins here', () => {
  it('are listed where no invoice charged them, holes between invoices too', () => {
    const invoices = [invoice('2026-03-01', '2026-03-31'), invoice('2025-12-01', '2026-01-31')];
    expect(found([service], invoices)).toEqual([['7', '2025-11-01', '2026-02-28', 30 + 28]]);
    expect(found([service], [])).toEqual([['7', '2025-11-01', '2026-03-31', 151]]);
  });

  it('are not listed where all of them were charged, once or twice', () => {
    const invoices = [invoice('2025-11-01', '2026-02-28'), invoice('2026-01-01', '2026-03-31')];
    expect(found([service], invoices)).toEqual([]);
  });

  it('count as not charged when the invoice was deleted', () => {
    expect(found([service], [invoice('2025-11-01', '2026-03-31', 'void')])).toHaveLength(1);
  });

  it('are of no interest of a service that has ended, has not begun, or is free', () => {
    const others: TargetService[] = [
      { ...service, status: 'disabled' },
      { ...service, status: 'archived' },
      { ...service, status: 'pending' },
      { ...service, unitPrice: new Decimal(0) },
      { ...service, startsOn: localDate('2026-04-01') },
    ];
    expect(found(others, [])).toEqual([]);
  });

  it('end with a service that ended before', () => {
    expect(found([{ ...service, endsOn: localDate('2025-11-10') }], [])).toEqual([
      ['7', '2025-11-01', '2025-11-10', 10],
    ]);
  });
});
