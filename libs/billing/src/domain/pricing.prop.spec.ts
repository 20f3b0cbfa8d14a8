import {
  addDays,
  daysBetween,
  type DateRange,
  Decimal,
  type LocalDate,
  roundMoney,
  type RoundingRule,
} from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aService, EUR, on, tries } from '../../test/domain-examples.js';
import { MONTH, QUARTER, WEEK } from './billing-period.js';
import { USUAL_BILLING, type BillingPolicy } from './billing-policy.js';
import { calendarOf, chargeLines, type BillableService, type ChargeLine } from './charge-plan.js';
import { creditUnused, type ChargedLine } from './credit-unused.js';
import type { DatedDiscount } from './discount.js';
import { explainInWords } from './explain-in-words.js';
import { inEnglish } from './explanation-in-english.js';
import { evaluateExplanation, type Explanation } from './explanation.js';
import { taxByDocument } from './line-amount.js';
import { documentTotals, type ResolvedTax, type TaxBase } from './tax.js';
import { TaxBook, taxParts } from './tax-group.js';

const BEGIN = on('2024-01-01');
const LAST_RUN = on('2024-07-15');
const day = fc.integer({ min: -20, max: 220 }).map((offset) => addDays(BEGIN, offset));
const amount = (max: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 9999 }))
    .map(([whole, part]) => `${whole}.${String(part).padStart(4, '0')}`);

const discounts: fc.Arbitrary<DatedDiscount[]> = fc.array(
  fc
    .record({
      percent: fc.option(fc.constantFrom('0', '5', '12.5', '50', '100'), { nil: null }),
      amount: amount(80),
      from: fc.option(day, { nil: null }),
      days: fc.option(fc.integer({ min: 0, max: 90 }), { nil: null }),
      main: fc.boolean(),
    })
    .map(({ percent, amount: fixed, from, days, main }): DatedDiscount => {
      const dates = { from, to: days === null ? null : addDays(from ?? BEGIN, days), main, label: 'an offer' };
      return percent === null ? { ...dates, kind: 'fixed', amount: fixed } : { ...dates, kind: 'percent', percent };
    }),
  { maxLength: 4 },
);

const bases = fc.constantFrom<TaxBase[]>('net', 'previous_tax', 'net_and_previous', 'net_and_all');
const rate = fc.constantFrom('0', '5', '8.25', '12', '19.6', '33.3333');
const group: fc.Arbitrary<ResolvedTax> = fc
  .tuple(fc.array(fc.tuple(rate, bases), { minLength: 2, maxLength: 5 }), fc.constantFrom<(0 | 2 | 4)[]>(0, 2, 4))
  .map(([parts, decimals]) => {
    const single = parts.map(([percent], index) => ({
      taxId: `t${index}`,
      name: `Tax ${index}`,
      percent,
      versions: [],
      parts: [],
    }));
    const all = { taxId: 'group', name: 'Group', percent: '0', versions: [] };
    const of = parts.map(([, base], index) => ({
      taxId: `t${index}`,
      name: '',
      percent: '0',
      on: index === 0 ? ('net' as const) : base,
    }));
    const tax = new TaxBook([...single, { ...all, parts: of }]).on('group', BEGIN, decimals);
    if (!tax) throw new Error('no group');
    return tax;
  });
const tax = fc.oneof(
  fc.constant(null),
  rate.map((ratePercent): ResolvedTax => ({ taxId: ratePercent, name: 'VAT', ratePercent })),
  group,
);

const services: fc.Arbitrary<BillableService> = fc
  .record({
    startsOn: fc.integer({ min: 0, max: 60 }).map((offset) => addDays(BEGIN, offset)),
    served: fc.option(fc.integer({ min: 0, max: 150 }), { nil: null }),
    quantity: fc.constantFrom('1', '2', '0.3333', '12.5'),
    prices: fc.uniqueArray(fc.tuple(day, amount(120)), { maxLength: 4, selector: ([from]) => from }),
    discounts,
    tax,
    priceIncludesTax: fc.boolean(),
    exempt: fc.boolean(),
  })
  .map(({ startsOn, served, prices, tax: given, exempt, ...rest }) =>
    aService({
      ...rest,
      startsOn,
      unitPrice: '31.0000',
      endsOn: served === null ? null : addDays(startsOn, served),
      endedBy: served === null ? null : 'end_date',
      priceVersions: prices
        .map(([from, unitPrice]) => ({ from, unitPrice }))
        .sort((left, right) => (left.from < right.from ? -1 : 1)),
      tax: exempt ? null : given,
      ...(exempt ? { exemption: { kind: 'exempt' as const, reason: 'Charity', documentNumber: 'C-1' } } : {}),
    }),
  );

const policies: fc.Arbitrary<BillingPolicy> = fc
  .record({
    mode: fc.constantFrom('advance' as const, 'arrears' as const),
    billingDay: fc.integer({ min: 1, max: 31 }),
    period: fc.constantFrom(MONTH, QUARTER, WEEK),
    dayCount: fc.constantFrom('actual' as const, 'thirty' as const),
    discountStacking: fc.constantFrom('one_wins' as const, 'stack' as const),
    rule: fc.constantFrom<RoundingRule[]>('half_up', 'half_even', 'down'),
    taxMode: fc.constantFrom('line' as const, 'document' as const),
  })
  .map(({ rule, taxMode, ...chosen }) => ({
    ...USUAL_BILLING,
    ...chosen,
    billingDay: chosen.period.unit === 'week' ? ((chosen.billingDay - 1) % 7) + 1 : chosen.billingDay,
    rounding: { rule, tax: taxMode },
  }));

function linesOf(service: BillableService, policy: BillingPolicy): ChargeLine[] {
  const lines = chargeLines(service, policy, EUR, LAST_RUN);
  return policy.rounding.tax === 'document' ? taxByDocument(lines, policy.rounding.rule) : lines;
}

/** What one whole period costs at the price and discounts of one day, by the words of the rule. */
function priceOfDay(service: BillableService, policy: BillingPolicy, date: LocalDate): Decimal {
  const versions = service.priceVersions ?? [];
  const unitPrice =
    versions.filter((version) => version.from <= date).at(-1)?.unitPrice ??
    versions[0]?.unitPrice ??
    service.unitPrice ??
    '0';
  const whole = new Decimal(service.quantity).times(unitPrice);
  const off = (one: DatedDiscount): Decimal =>
    one.kind === 'percent' ? whole.times(one.percent).div(100) : new Decimal(one.amount);
  const holding = (service.discounts ?? []).filter((one) => (one.from ?? date) <= date && (one.to ?? date) >= date);
  const additional = holding.filter((one) => !one.main);
  const chosen = policy.discountStacking === 'stack' ? holding : additional.length > 0 ? additional : holding;
  if (policy.discountStacking === 'one_wins') {
    const most = chosen.reduce((best, one) => Decimal.max(best, off(one)), new Decimal(0));
    return Decimal.max(0, whole.minus(most));
  }
  const byMost = (left: DatedDiscount, right: DatedDiscount): number =>
    Number(left.main) - Number(right.main) ||
    off(right).comparedTo(off(left)) ||
    Number(left.kind === 'fixed') - Number(right.kind === 'fixed');
  return [...chosen]
    .sort(byMost)
    .reduce(
      (left, one) =>
        Decimal.max(
          0,
          one.kind === 'percent' ? left.times(new Decimal(100).minus(one.percent)).div(100) : left.minus(one.amount),
        ),
      whole,
    );
}

function daysOf({ from, to }: DateRange): LocalDate[] {
  return Array.from({ length: daysBetween(from, to) }, (_, index) => addDays(from, index));
}

describe('prices by date, discounts and taxes', () => {
  it('charge each day at its own price less its own discounts, and round a line once', () => {
    fc.assert(
      fc.property(services, policies, (service, policy) => {
        const actual = { ...policy, dayCount: 'actual' as const };
        for (const line of chargeLines(service, actual, EUR, LAST_RUN)) {
          const sum = daysOf(line.covers).reduce(
            (total, date) => total.plus(priceOfDay(service, actual, date)),
            new Decimal(0),
          );
          const base = roundMoney(sum.div(line.of), EUR, policy.rounding.rule).amountMinor;
          expect(service.priceIncludesTax ? line.grossMinor : line.netMinor).toBe(base);
        }
      }),
      tries(500),
    );
  });

  it('are explained so that an evaluator who knows nothing else finds the same amounts, and in words', () => {
    fc.assert(
      fc.property(services, policies, (service, policy) => {
        for (const line of linesOf(service, policy)) {
          const stored = JSON.parse(JSON.stringify(line.explanation)) as Explanation;
          const found = evaluateExplanation(stored);
          expect([found['net'], found['tax'], found['gross']]).toEqual([line.netMinor, line.taxMinor, line.grossMinor]);
          const parts = taxParts(line.taxMinor, line.thing.tax, policy.rounding.rule);
          parts.forEach((part, index) => expect(found[`tax_part_${index + 1}`] ?? 0n).toBe(part.taxMinor));
          const words = inEnglish(explainInWords(stored));
          expect(words).not.toMatch(/undefined|\{|\}/);
          if (line.thing.exemption) expect(words).toContain('The customer pays no tax: Charity, document C-1.');
        }
      }),
      tries(500),
    );
  });

  it('never make a line, its tax or a part of it negative, and a document adds up (M-3, M-14)', () => {
    fc.assert(
      fc.property(services, policies, (service, policy) => {
        const lines = linesOf(service, policy);
        for (const line of lines) {
          expect(line.netMinor >= 0n && line.grossMinor >= 0n).toBe(true);
          if (policy.rounding.tax === 'line') expect(line.taxMinor >= 0n).toBe(true);
          const parts = taxParts(line.taxMinor, line.thing.tax, policy.rounding.rule);
          if (parts.length > 0 && line.thing.tax?.ratePercent !== '0')
            expect(parts.reduce((sum, part) => sum + part.taxMinor, 0n)).toBe(line.taxMinor);
        }
        const totals = documentTotals(lines.map((line) => ({ ...line, tax: line.thing.tax })));
        expect(totals.byTax.reduce((sum, one) => sum + one.grossMinor, 0n)).toBe(totals.grossMinor);
      }),
      tries(500),
    );
  });

  it('give the same lines day by day or in one late run (M-10)', () => {
    fc.assert(
      fc.property(
        services,
        policies,
        fc.uniqueArray(fc.integer({ min: 0, max: 190 }), { maxLength: 30 }),
        (service, policy, offsets) => {
          const bill = (runs: readonly LocalDate[]): string[] => {
            const charged: DateRange[] = [];
            return runs
              .flatMap((run) => {
                const lines = chargeLines({ ...service, charged: [...charged] }, policy, EUR, run);
                charged.push(...lines.map((line) => line.covers));
                return lines.map(
                  (line) =>
                    `${line.covers.from}/${line.covers.to} ${line.thing.unitPrice} ${line.netMinor}+${line.taxMinor}`,
                );
              })
              .sort();
          };
          const runs = [...offsets].sort((left, right) => left - right).map((offset) => addDays(BEGIN, offset));
          expect(bill([...runs, LAST_RUN])).toEqual(bill([LAST_RUN]));
        },
      ),
      tries(300),
    );
  });

  it('give unused days back at what those very days cost', () => {
    fc.assert(
      fc.property(services, policies, fc.integer({ min: 1, max: 99 }), (service, policy, cut) => {
        const actual: BillingPolicy = {
          ...policy,
          dayCount: 'actual',
          rounding: { rule: policy.rounding.rule, tax: 'line' },
        };
        const { length } = calendarOf(service, actual);
        const nothing = { netMinor: 0n, taxMinor: 0n, grossMinor: 0n };
        for (const line of chargeLines(service, actual, EUR, LAST_RUN)) {
          const at = Math.floor((daysBetween(line.covers.from, line.covers.to) * cut) / 100);
          if (at === 0) continue;
          const terms = {
            rule: 'plan_change.refund',
            currency: EUR,
            rounding: actual.rounding,
            length,
            dayCount: 'actual',
          } as const;
          const from = addDays(line.covers.from, at);
          const credited = creditUnused({ ...line, lineId: 'line', credited: nothing }, from, terms);
          const sum = daysOf({ from, to: line.covers.to }).reduce(
            (total, date) => total.plus(priceOfDay(service, actual, date)),
            new Decimal(0),
          );
          const base = roundMoney(sum.div(line.of), EUR, actual.rounding.rule).amountMinor;
          const given = credited.reduce(
            (minor, one) => minor + (service.priceIncludesTax ? one.grossMinor : one.netMinor),
            0n,
          );
          expect(given).toBe(line.grossMinor === 0n ? 0n : base);
        }
      }),
      tries(400),
    );
  });

  it('are given back for unused days without passing the line, and all of it together is the line to the cent (M-6)', () => {
    fc.assert(
      fc.property(
        services,
        policies,
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 3 }),
        (service, policy, cuts) => {
          const { length } = calendarOf(service, policy);
          for (const [index, issued] of linesOf(service, policy).entries()) {
            const nothing = { netMinor: 0n, taxMinor: 0n, grossMinor: 0n };
            let line: ChargedLine = { ...issued, lineId: `line-${index}`, credited: nothing, creditedDays: [] };
            const all = daysBetween(line.covers.from, line.covers.to);
            const days = [...cuts.map((cut) => Math.round((all * cut) / 100)).sort((left, right) => right - left), 0];
            for (const at of days) {
              const terms = {
                rule: 'plan_change.refund',
                currency: EUR,
                rounding: policy.rounding,
                length,
                dayCount: policy.dayCount,
              } as const;
              for (const credit of creditUnused(line, addDays(line.covers.from, at), terms)) {
                const found = evaluateExplanation(credit.explanation);
                expect([found['net'], found['tax']]).toEqual([credit.netMinor, credit.taxMinor]);
                line = {
                  ...line,
                  creditedDays: [...(line.creditedDays ?? []), credit.covers],
                  credited: {
                    netMinor: line.credited.netMinor + credit.netMinor,
                    taxMinor: line.credited.taxMinor + credit.taxMinor,
                    grossMinor: line.credited.grossMinor + credit.grossMinor,
                  },
                };
              }
              expect(line.credited.netMinor <= line.netMinor && line.credited.grossMinor <= line.grossMinor).toBe(true);
            }
            expect(line.credited).toEqual({
              netMinor: line.netMinor,
              taxMinor: line.taxMinor,
              grossMinor: line.grossMinor,
            });
          }
        },
      ),
      tries(400),
    );
  });
});
