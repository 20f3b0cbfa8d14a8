import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyDecimals, formatPlainDecimal, isNegative, padDecimals, parseDecimal } from './decimal-text';

const read = (typed: string, locale = 'en', decimals = 2) => {
  const parse = parseDecimal(typed, locale, decimals);
  return parse.kind === 'ok' ? parse.value : parse.kind;
};

describe('reading an amount', () => {
  it.each([
    ['1,234.50', 'en', '1234.50'],
    ['1234.5', 'en', '1234.5'],
    ['1.234,50', 'de', '1234.50'],
    ['12,5', 'de', '12.5'],
    ['12.5', 'de', '12.5'],
    ['1.234', 'de', '1234'],
    ['12.34', 'de', '12.34'],
    ['1 234,50', 'fr', '1234.50'],
    ['1\u202f234,50', 'fr', '1234.50'],
    ['1\u00a0234,50', 'ru', '1234.50'],
    ["1'234.50", 'de-CH', '1234.50'],
    ['12,34,567.5', 'en-IN', '1234567.5'],
    ['٥٠٫٢٥', 'ar-EG', '50.25'],
    ['.5', 'en', '0.5'],
    ['5.', 'en', '5'],
    ['007', 'en', '7'],
    ['-30', 'en', '-30'],
    ['\u221230.00', 'en', '-30.00'],
    ['-0.00', 'en', '0.00'],
  ])('%s in %s is %s', (typed, locale, value) => {
    expect(read(typed, locale)).toBe(value);
  });

  it.each(['abc', '1e5', '12a', '--3', '1.2.3', '0x10', 'NaN', 'Infinity', '1,23', '1,2345.00'])(
    'refuses %s',
    (typed) => {
      expect(read(typed)).toBe('not-a-number');
    },
  );

  it('refuses more decimals than the currency has, unless they are zeros', () => {
    expect(read('10.005')).toBe('too-many-decimals');
    expect(read('10.5000')).toBe('10.5');
    expect(read('10.5', 'en', currencyDecimals('JPY'))).toBe('too-many-decimals');
    expect(read('1.234', 'en', currencyDecimals('KWD'))).toBe('1.234');
    expect(read('0.0375', 'en', 4)).toBe('0.0375');
  });

  it('tells empty from unreadable', () => {
    expect(read('  ')).toBe('empty');
  });

  it('what a box shows is read back as the same value, in every locale', () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(
        decimal,
        fc.constantFrom('en', 'es', 'pt-BR', 'fr', 'de', 'ru', 'uk', 'ar', 'de-CH', 'en-IN'),
        ([whole, cents], locale) => {
          const value = `${whole}.${String(cents).padStart(2, '0')}`;
          fc.pre(!(value.startsWith('-') && !isNegative(value)));
          expect(read(formatPlainDecimal(value, locale, 2), locale)).toBe(value);
        },
      ),
    );
  });
});

it('pads to the currency and never cuts', () => {
  expect(padDecimals('12', 2)).toBe('12.00');
  expect(padDecimals('12.3456', 2)).toBe('12.3456');
  expect(padDecimals('12', 0)).toBe('12');
});
