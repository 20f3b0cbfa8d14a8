import {
  currencyCode,
  currencyDigits,
  Decimal,
  roundMoney,
  type CurrencyCode,
  type RoundingRule,
} from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateExplanation } from './explanation.js';
import { explainedLine, lineAmount, taxByDocument, type LineDiscount, type PricedThing } from './line-amount.js';
import { documentTotals } from './tax.js';
import { tries } from '../../test/tries.js';

const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD').map(currencyCode);
const rule = fc.constantFrom<RoundingRule[]>('half_up', 'half_even', 'down');
const decimal = (max: number, digits: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** digits - 1 }))
    .map(([whole, part]) => `${whole}.${String(part).padStart(digits, '0')}`);
const unitPrice = fc.oneof(fc.constantFrom('0', '0.01', '0.1', '19.99', '10000000'), decimal(500, 4), decimal(500, 2));
const tax = fc.option(
  fc
    .constantFrom('0', '5', '8.25', '23.33', '20', '27.5347')
    .map((ratePercent) => ({ taxId: ratePercent, name: 'VAT', ratePercent })),
  { nil: null },
);
const discount: fc.Arbitrary<LineDiscount> = fc.oneof(
  decimal(110, 2).map((percent) => ({ kind: 'percent' as const, percent, label: 'percent' })),
  decimal(60, 2).map((amount) => ({ kind: 'fixed' as const, amount, label: 'fixed' })),
);
const thing: fc.Arbitrary<PricedThing> = fc.record({
  quantity: fc.oneof(fc.constant('1'), decimal(9, 3)),
  unitPrice,
  priceIncludesTax: fc.boolean(),
  tax,
  discounts: fc.array(discount, { maxLength: 3 }),
});
const part = fc
  .integer({ min: 1, max: 366 })
  .chain((of) => fc.record({ days: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));

/** The slow way, with decimals of 60 digits, dividing last. */
function byDecimals(
  priced: PricedThing,
  { days, of }: { days: number; of: number },
  code: CurrencyCode,
  how: RoundingRule,
) {
  let amount = new Decimal(priced.quantity).times(priced.unitPrice);
  for (const one of priced.discounts ?? []) {
    amount = Decimal.max(
      0,
      one.kind === 'percent' ? amount.times(new Decimal(100).minus(one.percent)).div(100) : amount.minus(one.amount),
    );
  }
  const base = roundMoney(amount.times(days).div(of), code, how).amountMinor;
  const scale = new Decimal(10).pow(currencyDigits(code));
  const rate = new Decimal(priced.tax?.ratePercent ?? 0);
  const major = new Decimal(base.toString()).div(scale);
  const exactTax = priced.priceIncludesTax ? major.times(rate).div(rate.plus(100)) : major.times(rate).div(100);
  const taxMinor = roundMoney(exactTax, code, how).amountMinor;
  return priced.priceIncludesTax
    ? { netMinor: base - taxMinor, taxMinor, grossMinor: base }
    : { netMinor: base, taxMinor, grossMinor: base + taxMinor };
}

describe('a line amount', () => {
  it('in integers is the same as in exact decimals', () => {
    fc.assert(
      fc.property(thing, part, currency, rule, (priced, of, code, how) => {
        expect(lineAmount(priced, of, code, { rule: how, tax: 'line' })).toEqual(byDecimals(priced, of, code, how));
      }),
      tries(2_000),
    );
  });

  it('is found again by an evaluator that knows only the stored explanation', () => {
    fc.assert(
      fc.property(thing, part, currency, rule, (priced, of, code, how) => {
        const line = explainedLine('recurring.part', priced, of, { from: '2024-01-01' }, code, {
          rule: how,
          tax: 'line',
        });
        const stored: unknown = JSON.parse(JSON.stringify(line.explanation));
        expect(evaluateExplanation(stored as typeof line.explanation)).toEqual({
          net: line.netMinor,
          tax: line.taxMinor,
          gross: line.grossMinor,
        });
      }),
      tries(2_000),
    );
  });

  it('has tax on the document as one rounding per rate, shared without loss (M-3)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(thing, part), { maxLength: 12 }), currency, (things, code) => {
        const lines = taxByDocument(
          things.map(([priced, of]) => ({ ...explainedLine('recurring.part', priced, of, {}, code), thing: priced })),
          'half_up',
        );
        const totals = documentTotals(lines.map((line) => ({ ...line, tax: line.thing.tax })));
        expect(totals.netMinor + totals.taxMinor).toBe(totals.grossMinor);
        expect(totals.byTax.reduce((sum, one) => sum + one.taxMinor, 0n)).toBe(totals.taxMinor);
        for (const line of lines) {
          const found = evaluateExplanation(line.explanation);
          expect([found['net'], found['tax'], found['gross']]).toEqual([line.netMinor, line.taxMinor, line.grossMinor]);
        }
        for (const inside of [true, false]) {
          const same = lines.filter(
            (line) => line.thing.tax?.taxId === '8.25' && line.thing.priceIncludesTax === inside,
          );
          const base = same.reduce((sum, line) => sum + (inside ? line.grossMinor : line.netMinor), 0n);
          const scale = new Decimal(10).pow(currencyDigits(code));
          const exact = new Decimal(base.toString())
            .times('8.25')
            .div(inside ? '108.25' : '100')
            .div(scale);
          expect(same.reduce((sum, line) => sum + line.taxMinor, 0n)).toBe(roundMoney(exact, code).amountMinor);
        }
      }),
      tries(500),
    );
  });
});
