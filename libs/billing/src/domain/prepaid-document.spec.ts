import { addDays, localDate, type LocalDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { USUAL_BILLING } from './billing-policy.js';
import type { BillableService } from './charge-plan.js';
import { evaluateExplanation, type Explanation } from './explanation.js';
import { dayCharge } from './prepaid-day.js';
import { chargesToDocument, daysTogether, explanationTogether, type UndocumentedCharge } from './prepaid-document.js';

const EUR = 'EUR' as never;
const service: BillableService = {
  serviceId: 's',
  planKind: 'internet',
  description: 'Fibre',
  status: 'active',
  startsOn: localDate('2026-04-01'),
  endsOn: null,
  endedBy: null,
  payPeriod: null,
  quantity: '1',
  unitPrice: '40.0000',
  priceIncludesTax: false,
  tax: { taxId: 't', name: 'VAT', ratePercent: '7' },
  pauses: [],
  charged: [],
};

/** So many days, charged one by one from a day on. */
function days(from: LocalDate, count: number, price = '40.0000'): UndocumentedCharge[] {
  const taken: ReturnType<typeof dayCharge> = [];
  for (let at = 0; at < count; at += 1) {
    const terms = { policy: USUAL_BILLING, currency: EUR };
    taken.push(...dayCharge({ ...service, unitPrice: price }, addDays(from, at), taken, terms));
  }
  return taken.map((line) => ({
    ...line,
    part: { period: line.period, days: line.days, of: line.of },
    chargedOn: line.covers.from,
    document: 'monthly',
  }));
}

const sum = (charges: readonly UndocumentedCharge[], of: 'netMinor' | 'taxMinor' | 'grossMinor'): bigint =>
  charges.reduce((total, charge) => total + charge[of], 0n);

describe('prepaid days on an invoice', () => {
  it('make one line for days in a row, which explains exactly what they were charged', () => {
    const charges = days(localDate('2026-04-07'), 17);
    const rows = daysTogether(charges);
    expect(rows).toHaveLength(1);
    const { explanation: first } = charges[0] ?? {};
    const { explanation: last } = charges.at(-1) ?? {};
    expect(evaluateExplanation(explanationTogether(first as Explanation, last as Explanation))).toMatchObject({
      net: sum(charges, 'netMinor'),
      tax: sum(charges, 'taxMinor'),
      gross: sum(charges, 'grossMinor'),
    });
  });

  it('begin a new line after a gap, with a new month, and with another price', () => {
    const spring = [...days(localDate('2026-04-01'), 2), ...days(localDate('2026-04-05'), 2)];
    expect(daysTogether(spring).map((row) => row.length)).toEqual([2, 2]);
    expect(daysTogether([...days(localDate('2026-04-29'), 2), ...days(localDate('2026-05-01'), 1)])).toHaveLength(2);
    const dearer = days(localDate('2026-04-01'), 4, '50.0000').slice(2);
    expect(daysTogether([...days(localDate('2026-04-01'), 2), ...dearer])).toHaveLength(2);
  });

  it('make one invoice for each month that is over', () => {
    const charges = [
      ...days(localDate('2026-04-29'), 2),
      ...days(localDate('2026-05-01'), 31),
      ...days(localDate('2026-06-01'), 3),
    ];
    const due = chargesToDocument(charges, { on: localDate('2026-06-03'), owedMinor: 0n, moment: 'month' });
    expect(due.map((month) => month.length)).toEqual([2, 31]);
    expect(chargesToDocument(charges, { on: localDate('2026-06-03'), owedMinor: 0n, moment: 'payment' })).toEqual([]);
  });

  it('that wait for money get an invoice as far as it reaches, the oldest first', () => {
    const charges = days(localDate('2026-04-01'), 5).map((one) => ({ ...one, document: 'after_payment' as const }));
    const facts = { on: localDate('2026-04-05'), owedMinor: sum(charges.slice(3), 'grossMinor') };
    expect(chargesToDocument(charges, { ...facts, moment: 'payment' })).toEqual([charges.slice(0, 3)]);
    expect(chargesToDocument(charges, { ...facts, owedMinor: facts.owedMinor + 1n, moment: 'payment' })).toEqual([
      charges.slice(0, 2),
    ]);
    expect(chargesToDocument(charges, { ...facts, moment: 'charge' })).toEqual([]);
  });
});
