import { currencyCode } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { creditInvoice, type CreditableLine, type CreditedPart, type CreditWish } from './credit-lines.js';
import { explainInWords } from './explain-in-words.js';
import { inEnglish } from './explanation-in-english.js';

const terms = { currency: currencyCode('EUR'), rounding: 'half_up' as const };
const nothing = { netMinor: 0n, taxMinor: 0n, grossMinor: 0n };
const line = (lineId: string, netMinor: bigint, taxMinor: bigint, credited = nothing): CreditableLine => ({
  lineId,
  description: lineId,
  taxPercent: '20',
  taxName: 'VAT',
  netMinor,
  taxMinor,
  grossMinor: netMinor + taxMinor,
  credited,
});
const credit = (lines: readonly CreditableLine[], wish: CreditWish): readonly CreditedPart[] => {
  const result = creditInvoice(lines, wish, terms);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const refused = (lines: readonly CreditableLine[], wish: CreditWish): string => {
  const result = creditInvoice(lines, wish, terms);
  return result.ok ? 'ok' : result.error.code;
};

describe('crediting an invoice', () => {
  it('gives back whole lines as they were charged', () => {
    expect(credit([line('a', 1_000n, 200n), line('b', 50n, 10n)], { kind: 'rest' })).toMatchObject([
      { lineId: 'a', netMinor: 1_000n, taxMinor: 200n, isWholeLine: true },
      { lineId: 'b', netMinor: 50n, taxMinor: 10n, isWholeLine: true },
    ]);
  });

  it('splits an amount over the lines by what is left of them, and each share into net and tax', () => {
    const parts = credit([line('a', 1_000n, 200n), line('b', 500n, 100n)], { kind: 'amount', grossMinor: 100n });
    expect(parts.map((part) => [part.grossMinor, part.taxMinor])).toEqual([
      [66n, 11n],
      [34n, 6n],
    ]);
  });

  it('the last note takes the cent', () => {
    const once = line('a', 1n, 1n, { netMinor: 1n, taxMinor: 0n, grossMinor: 1n });
    expect(credit([once], { kind: 'lines', lines: [{ lineId: 'a', grossMinor: 1n }] })).toMatchObject([
      { netMinor: 0n, taxMinor: 1n, grossMinor: 1n, isWholeLine: false },
    ]);
  });

  it('refuses more than is left of a line, of the invoice, and nothing at all', () => {
    const lines = [line('a', 1_000n, 0n), line('off', -700n, 0n)];
    const of = (grossMinor: bigint): CreditWish => ({ kind: 'lines', lines: [{ lineId: 'a', grossMinor }] });
    expect(refused(lines, of(1_001n))).toBe('CREDIT_OVER_LINE');
    expect(refused(lines, of(301n))).toBe('CREDIT_OVER_INVOICE');
    expect(refused(lines, of(300n))).toBe('ok');
    expect(refused(lines, of(0n))).toBe('CREDIT_NOT_POSITIVE');
    expect(refused(lines, { kind: 'lines', lines: [{ lineId: 'x', grossMinor: null }] })).toBe('CREDIT_LINE_UNKNOWN');
    const gone = line('a', 5n, 1n, { netMinor: 5n, taxMinor: 1n, grossMinor: 6n });
    expect(refused([gone], { kind: 'rest' })).toBe('CREDIT_NOTHING_LEFT');
  });

  it('says in words what was given back', () => {
    const [part] = credit([line('a', 1_000n, 200n)], { kind: 'amount', grossMinor: 120n });
    expect(part && inEnglish(explainInWords(part.explanation))).toBe(
      'Gives back 1.20 of a line over 12.00, of which 0.00 were given back before. The price includes VAT 20 %: 0.20 of 1.20 is tax, 1.00 is net.',
    );
  });
});
