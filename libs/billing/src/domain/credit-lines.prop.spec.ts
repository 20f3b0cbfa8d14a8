import { currencyCode } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditInvoice, type CreditableLine, type CreditWish } from './credit-lines.js';
import { evaluateExplanation } from './explanation.js';
import { taxed } from './tax.js';

const terms = { currency: currencyCode('EUR'), rounding: 'half_up' as const };
const nothing = { netMinor: 0n, taxMinor: 0n, grossMinor: 0n };

const someLines = fc.array(
  fc.record({
    amount: fc.bigInt({ min: 0n, max: 500_000n }),
    percent: fc.constantFrom('0', '5', '8.25', '20', '23.33'),
    inside: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);
const someWishes = fc.array(
  fc.record({ at: fc.nat(5), part: fc.bigInt({ min: 1n, max: 200_000n }), spread: fc.boolean(), whole: fc.boolean() }),
  { maxLength: 8 },
);

describe('credit notes on one invoice', () => {
  it('never pass a line, explain themselves, and all together equal the invoice exactly', () => {
    fc.assert(
      fc.property(someLines, someWishes, (said, wishes) => {
        let lines = said.map(({ amount, percent, inside }, index): CreditableLine => {
          const tax = { taxId: percent, name: 'VAT', ratePercent: percent };
          const priced = taxed(amount, tax, inside);
          return {
            lineId: String(index),
            description: '',
            taxPercent: percent,
            taxName: 'VAT',
            ...priced,
            credited: nothing,
          };
        });
        const apply = (wish: CreditWish): void => {
          const result = creditInvoice(lines, wish, terms);
          if (!result.ok) return;
          for (const part of result.value) {
            const figures = evaluateExplanation(part.explanation);
            expect([figures['net'], figures['tax'], figures['gross']]).toEqual([
              part.netMinor,
              part.taxMinor,
              part.grossMinor,
            ]);
          }
          lines = lines.map((line) => {
            const own = result.value.filter((part) => part.lineId === line.lineId);
            return own.reduce<CreditableLine>(
              (before, part) => ({
                ...before,
                credited: {
                  netMinor: before.credited.netMinor + part.netMinor,
                  taxMinor: before.credited.taxMinor + part.taxMinor,
                  grossMinor: before.credited.grossMinor + part.grossMinor,
                },
              }),
              line,
            );
          });
          for (const line of lines) {
            expect(line.credited.netMinor <= line.netMinor && line.credited.taxMinor <= line.taxMinor).toBe(true);
            expect(line.credited.netMinor >= 0n && line.credited.taxMinor >= 0n).toBe(true);
          }
        };
        for (const { at, part, spread, whole } of wishes) {
          if (spread) apply({ kind: 'amount', grossMinor: part });
          else apply({ kind: 'lines', lines: [{ lineId: String(at), grossMinor: whole ? null : part }] });
        }
        apply({ kind: 'rest' });
        for (const line of lines) {
          const { netMinor, taxMinor, grossMinor } = line;
          expect(line.credited).toEqual({ netMinor, taxMinor, grossMinor });
        }
      }),
    );
  });
});
