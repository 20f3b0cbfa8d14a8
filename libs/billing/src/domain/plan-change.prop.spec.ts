import { addDays } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPolicy, asCharged, aService, charge, EUR, on } from '../../test/domain-examples.js';
import { chargeLines, type BillableService } from './charge-plan.js';
import { lineAmount } from './line-amount.js';
import { planChange, type PlanChangePlan } from './plan-change.js';
import { unusedPart } from './prorate.js';

const price = fc.constantFrom('0', '0.01', '0.1', '19.99', '29.95', '100', '249.9500', '33.3333', '10000000');
const tax = fc.constantFrom(
  null,
  ...['5', '8.25', '23.33', '20'].map((ratePercent) => ({ taxId: ratePercent, name: 'VAT', ratePercent })),
);
const cases = fc.record({
  startsOn: fc.integer({ min: 0, max: 365 }).map((days) => addDays(on('2023-06-01'), days)),
  after: fc.integer({ min: 0, max: 45 }),
  billingDay: fc.integer({ min: 1, max: 31 }),
  dayCount: fc.constantFrom('actual' as const, 'thirty' as const),
  before: price,
  next: price,
  tax,
  priceIncludesTax: fc.boolean(),
});

function changed(
  service: BillableService,
  changeOn: typeof service.startsOn,
  unitPrice: string,
  policy: ReturnType<typeof aPolicy>,
): PlanChangePlan {
  const lines = chargeLines(service, policy, EUR, changeOn);
  const { planKind, priceIncludesTax, tax: itsTax } = service;
  const result = planChange({
    currency: EUR,
    today: changeOn,
    changeOn,
    service: charge(service, lines),
    chargedLines: asCharged(lines),
    to: {
      serviceId: 'service-2',
      planKind,
      description: 'Next',
      quantity: '1',
      unitPrice,
      priceIncludesTax,
      tax: itsTax,
      payPeriod: null,
    },
    policy,
    terms: { refund: 'unused', feeToDearer: null, feeToCheaper: null, invoice: 'period_end' },
  });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const gross = (lines: readonly { readonly grossMinor: bigint }[]): bigint =>
  lines.reduce((sum, line) => sum + line.grossMinor, 0n);

describe('a plan change', () => {
  it('conserves money (M-11): what is charged is the old lines less their unused days plus the new days, each rounded once', () => {
    fc.assert(
      fc.property(cases, ({ startsOn, after, billingDay, dayCount, before, next, tax: itsTax, priceIncludesTax }) => {
        const policy = aPolicy({ billingDay, dayCount });
        const service = aService({ startsOn, unitPrice: before, tax: itsTax, priceIncludesTax });
        const changeOn = addDays(startsOn, after);
        const old = chargeLines(service, policy, EUR, changeOn);
        const plan = changed(service, changeOn, next, policy);
        const fresh = aService({ startsOn: changeOn, unitPrice: next, tax: itsTax, priceIncludesTax });
        expect(gross(plan.charges)).toBe(gross(chargeLines(fresh, policy, EUR, changeOn)));
        const unused = old.map((line) => {
          const part = unusedPart(line, changeOn, policy.period, policy.dayCount);
          const isWhole = part.days === line.days;
          return isWhole ? line.grossMinor : lineAmount(line.thing, part, EUR).grossMinor;
        });
        expect(gross(plan.credits)).toBe(unused.reduce((sum, one) => sum + one, 0n));
        expect(gross(plan.credits)).toBeLessThanOrEqual(gross(old));
        expect(plan.netMinor).toBe(gross(plan.credits) - gross(plan.charges));
      }),
      { numRuns: 1_000 },
    );
  });

  it('there and back on one day costs nothing (M-11)', () => {
    fc.assert(
      fc.property(cases, ({ startsOn, after, billingDay, dayCount, before, next, tax: itsTax, priceIncludesTax }) => {
        const policy = aPolicy({ billingDay, dayCount });
        const service = aService({ startsOn, unitPrice: before, tax: itsTax, priceIncludesTax });
        const changeOn = addDays(startsOn, after);
        const there = changed(service, changeOn, next, policy);
        const between = aService({ startsOn: changeOn, unitPrice: next, tax: itsTax, priceIncludesTax });
        const back = changed(between, changeOn, before, policy);
        expect(back.oldService.kind).toBe('archive');
        expect(there.netMinor + back.netMinor).toBe(0n);
      }),
      { numRuns: 1_000 },
    );
  });
});
