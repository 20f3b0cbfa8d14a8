import { describe, expect, it } from 'vitest';
import { evaluateFormula, fractionOf, roundFraction } from './formula.js';

const values: Record<string, string> = { a: '1', b: '3', c: '-2.5' };
const value = (formula: string, digits = 4): bigint =>
  roundFraction(
    evaluateFormula(formula, (name) => fractionOf(values[name] ?? 'unknown')),
    digits,
    'half_up',
  );

describe('the formula of an explanation', () => {
  it('is exact until it is rounded: a third times three is one', () => {
    expect(value('a / b * b', 0)).toBe(1n);
    expect(value('a / b')).toBe(3333n);
    expect(value('(a + b) * c - -a')).toBe(-90000n);
    expect(value('max(0, c) + min(a, b) * 2')).toBe(20000n);
    expect(value('a - b - c', 0)).toBe(1n);
  });

  it('refuses what it does not know instead of guessing', () => {
    for (const broken of ['', 'a +', 'a b', '(a', 'sqrt(a, b)', 'a / 0', 'a ; b', 'd'])
      expect(() => value(broken)).toThrow(RangeError);
  });
});
