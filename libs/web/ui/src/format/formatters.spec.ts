import { describe, expect, it } from 'vitest';
import { dayBefore } from './display';
import { createFormatters } from './formatters';
import { normaliseMac, parseMacList } from './mac';

const noon = Date.parse('2026-11-21T12:00:00Z');
const format = createFormatters('en', 'America/Montevideo', () => noon);

describe('formatters', () => {
  it('keeps every digit of a large amount', () => {
    expect(format.money({ amount: '9007199254740993.27', currency: 'USD' })).toBe('$9,007,199,254,740,993.27');
  });

  it('follows the decimals of the currency', () => {
    expect(format.money({ amount: '1500', currency: 'JPY' })).toBe('¥1,500');
    expect(format.money({ amount: '1.5', currency: 'KWD' })).toContain('1.500');
    expect(format.money({ amount: '0.0375', currency: 'USD' })).toBe('$0.0375');
  });

  it('a calendar day has no zone, an instant has that of the provider', () => {
    expect(format.day('2026-11-01')).toBe('Nov 1, 2026');
    expect(format.instant('2026-11-01T02:30:00Z')).toBe('Oct 31, 2026, 11:30 PM');
  });

  it('shows what cannot be read as it came', () => {
    expect(format.day('not a day')).toBe('not a day');
    expect(format.money({ amount: 'x', currency: 'USD' })).toBe('x USD');
  });

  it('turns kbps into what a customer says', () => {
    expect(format.rate(500)).toBe('500 kbps');
    expect(format.rate(100_000)).toBe('100 Mbps');
    expect(format.rate(2_500)).toBe('2.5 Mbps');
    expect(format.rate(1_000_000)).toBe('1 Gbps');
  });

  it('scales octets and relative times', () => {
    expect(format.bytes(1_500_000_000)).toBe('1.5 GB');
    expect(format.relative('2026-11-21T09:00:00Z')).toBe('3 hr. ago');
  });
});

it('the last day of a half-open range is the day before its end', () => {
  expect(dayBefore('2026-11-01')).toBe('2026-10-31');
  expect(dayBefore('2028-03-01')).toBe('2028-02-29');
});

describe('MAC addresses', () => {
  it.each(['AA-BB-CC-DD-EE-FF', 'aabb.ccdd.eeff', 'AABBCCDDEEFF', 'aa:bb:cc:dd:ee:ff'])('reads %s', (text) => {
    expect(normaliseMac(text)).toBe('aa:bb:cc:dd:ee:ff');
  });

  it('folds repeats and names what it cannot read', () => {
    expect(parseMacList('AA-BB-CC-DD-EE-FF, aabbccddeeff\nzz')).toEqual({
      macs: ['aa:bb:cc:dd:ee:ff'],
      faults: ['zz'],
    });
  });
});
