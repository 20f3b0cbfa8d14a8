import { addDays } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPolicy, asCharged, aService, charge, EUR, on, tries } from '../../test/domain-examples.js';
import { chargeLines, type BillableService } from './charge-plan.js';
import { lineAmount } from './line-amount.js';
import { evaluateExplanation } from './explanation.js';
import { type ChangeFee, planChange, type PlanChangePlan, type PlanChangeRequest } from './plan-change.js';
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

const fee = (amount: string): ChangeFee => ({ amount, amountIncludesTax: false, tax: null });
const anyTerms = fc.record({
  refund: fc.constantFrom('unused' as const, 'unused' as const, 'none' as const),
  feeToDearer: fc.constantFrom(null, fee('1.23'), fee('0')),
  feeToCheaper: fc.constantFrom(null, fee('30'), fee('0.005')),
  invoice: fc.constantFrom('period_end' as const, 'thirty_days' as const, 'next_run' as const),
  minimumInvoiceMinor: fc.constantFrom(null, 0n, 5_000n),
});

describe('ten thousand random plan changes', () => {
  it('are decided alike by preview and result, each line explained, and their sum is the net result (M-12)', () => {
    fc.assert(
      fc.property(cases, anyTerms, fc.integer({ min: -20, max: 20 }), (given, terms, ahead) => {
        const { startsOn, after, billingDay, dayCount, before, next, tax: itsTax, priceIncludesTax } = given;
        const policy = aPolicy({ billingDay, dayCount });
        const service = aService({ startsOn, unitPrice: before, tax: itsTax, priceIncludesTax });
        const changeOn = addDays(startsOn, after);
        const today = addDays(changeOn, ahead);
        const lines = today < startsOn ? [] : chargeLines(service, policy, EUR, today);
        const request: PlanChangeRequest = {
          currency: EUR,
          today,
          changeOn,
          service: charge(service, lines),
          chargedLines: asCharged(lines),
          to: {
            serviceId: 'service-2',
            planKind: service.planKind,
            description: 'Next',
            quantity: '1',
            unitPrice: next,
            priceIncludesTax,
            tax: itsTax,
            payPeriod: null,
          },
          policy,
          terms,
        };
        const preview = planChange(request);
        const result = planChange(structuredClone(request));
        expect(result).toEqual(preview);
        if (!preview.ok) return;
        const { credits, charges, fee: taken, feeWhen, netMinor, deferredMinor } = preview.value;
        for (const line of [...credits, ...charges, ...(taken ? [taken] : [])]) {
          const again = evaluateExplanation(line.explanation);
          expect([again['net'], again['tax'], again['gross']]).toEqual([line.netMinor, line.taxMinor, line.grossMinor]);
        }
        const now = gross(charges) + (taken && feeWhen === 'now' ? taken.grossMinor : 0n);
        expect(netMinor).toBe(gross(credits) - now);
        if (feeWhen === 'next_invoice')
          expect([charges, deferredMinor >= (taken?.grossMinor ?? 0n)]).toEqual([[], true]);
        if (terms.minimumInvoiceMinor && now > 0n) expect(now).toBeGreaterThanOrEqual(terms.minimumInvoiceMinor);
        expect(gross(credits)).toBeLessThanOrEqual(gross(lines));
      }),
      tries(10_000),
    );
  }, 60_000);
});

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
      tries(1_000),
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
      tries(1_000),
    );
  });
});
