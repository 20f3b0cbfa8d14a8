import { Decimal, localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import type { TargetInvoice, TargetLine } from '../finance-target.js';
import { parseSourceId, type SourceId } from '../source/source-id.js';
import { withChargedFrom } from './charged-from.js';
import type { MappedService } from './map-services.js';

const id = (text: string): SourceId => {
  const parsed = parseSourceId(text);
  if (parsed === undefined) throw new RangeError(text);
  return parsed;
};

const SNAPSHOT = localDate('2026-03-15');

const service: MappedService = {
  kind: 'internet',
  sourceId: id('7'),
  customerId: id('1'),
  plan: 'internet/1',
  description: 'Home 50',
  status: 'active',
  quantity: new Decimal(1),
  unitPrice: new Decimal(20),
  startsOn: localDate('2019-05-01'),
  discounts: [],
};

function invoice(
  through: string,
  more: Partial<TargetLine> & Partial<Pick<TargetInvoice, 'status'>> = {},
): TargetInvoice {
  const { status = 'issued', ...lineChanges } = more;
  const zero = new Decimal(0);
  const line: TargetLine = {
    description: 'Home 50',
    quantity: new Decimal(1),
    unit: '',
    unitPrice: zero,
    taxPercent: zero,
    netMinor: 0n,
    taxMinor: 0n,
    periodThrough: localDate(through),
    serviceId: id('7'),
    serviceKind: 'internet',
    ...lineChanges,
  };
  return {
    sourceId: id('2001'),
    customerId: id('1'),
    number: through,
    kind: 'recurring',
    status,
    paymentPending: false,
    issuedOn: SNAPSHOT,
    dueOn: SNAPSHOT,
    totalMinor: 0n,
    note: '',
    lines: [line],
  };
}

function chargedFrom(invoices: readonly TargetInvoice[], billingDay = 1): string | undefined {
  return withChargedFrom([service], [{ customerId: id('1'), billingDay }], invoices, SNAPSHOT)[0]?.chargedFrom;
}

describe('the first day that is charged here', () => {
  it('follows the last day that was charged there, however long the service has run', () => {
    expect(chargedFrom([invoice('2026-03-31'), invoice('2025-12-31')])).toBe('2026-04-01');
    expect(chargedFrom([invoice('2026-12-31')])).toBe('2027-01-01');
  });

  it('follows it as well when the last period was not billed there yet', () => {
    expect(chargedFrom([invoice('2026-02-28')])).toBe('2026-03-01');
    expect(chargedFrom([invoice('2026-01-31')])).toBe('2026-02-01');
  });

  it('is in the running period when nothing, or nothing of late, was charged there', () => {
    expect(chargedFrom([])).toBe('2026-03-01');
    expect(chargedFrom([invoice('2024-06-30')])).toBe('2026-03-01');
    expect(chargedFrom([], 20)).toBe('2026-02-20');
    expect(chargedFrom([], 31)).toBe('2026-02-28');
  });

  it('does not look at deleted invoices, nor at those of another service', () => {
    expect(chargedFrom([invoice('2026-03-31', { status: 'void' })])).toBe('2026-03-01');
    expect(chargedFrom([invoice('2026-03-31', { serviceKind: 'recurring' })])).toBe('2026-03-01');
    expect(chargedFrom([invoice('2026-03-31', { serviceId: id('8') })])).toBe('2026-03-01');
  });
});
