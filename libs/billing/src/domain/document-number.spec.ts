import { describe, expect, it } from 'vitest';
import { on } from '../../test/domain-examples.js';
import {
  DEFAULT_NUMBER_PATTERNS,
  parseNumberPattern,
  renderNumber,
  seriesKey,
  type NumberFacts,
  type NumberPart,
} from './document-number.js';

const facts: NumberFacts = {
  on: on('2023-03-09'),
  next: 7n,
  partnerNumber: '1',
  customerNumber: '1042',
  locationNumber: '3',
  type: '2',
};

function parts(pattern: string): readonly NumberPart[] {
  const result = parseNumberPattern(pattern);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const fault = (pattern: string): string | null => {
  const result = parseNumberPattern(pattern);
  return result.ok ? null : result.error.code;
};

describe('document numbers', () => {
  it('follow their pattern, padded with zeros', () => {
    expect(renderNumber(parts(DEFAULT_NUMBER_PATTERNS.invoice), facts)).toBe('202301000007');
    expect(renderNumber(parts(DEFAULT_NUMBER_PATTERNS.receipt), facts)).toBe('2023-02-00007');
    expect(renderNumber(parts('INV/{year}{month}{day}-{customer_id}-{next}'), facts)).toBe('INV/20230309-1042-7');
    expect(renderNumber(parts('{next|3}'), { ...facts, next: 12_345n })).toBe('12345');
  });

  it('count on their own for each year and partner that the pattern shows', () => {
    const invoice = parts(DEFAULT_NUMBER_PATTERNS.invoice);
    expect(seriesKey(invoice, facts)).toBe('partner_id=1;year=2023');
    expect(seriesKey(invoice, { ...facts, on: on('2024-01-01') })).not.toBe(seriesKey(invoice, facts));
    expect(seriesKey(invoice, { ...facts, partnerNumber: '2' })).not.toBe(seriesKey(invoice, facts));
    expect(seriesKey(parts('{customer_id}-{next}'), facts)).toBe(
      seriesKey(parts('{next}'), { ...facts, customerNumber: '9' }),
    );
  });

  it('may have random parts of a length, which never take the place of the counter', () => {
    const random = { ...facts, random: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' };
    expect(renderNumber(parts('{rand_number|4}-{next|3}'), random)).toMatch(/^[0-9]{4}-007$/);
    expect(renderNumber(parts('{rand_string}{next}'), random)).toMatch(/^[A-Z2-9]{6}7$/);
    expect(fault('{rand_number|4}')).toBe('NUMBER_PATTERN_NO_COUNTER');
    expect(seriesKey(parts('{rand_number|4}-{next|3}'), facts)).toBe('');
  });

  it('refuse a pattern without one counter, with unknown parts, or that could repeat', () => {
    expect(fault('{year}')).toBe('NUMBER_PATTERN_NO_COUNTER');
    expect(fault('{next}{next}')).not.toBeNull();
    expect(fault('{random}{next}')).toBe('NUMBER_PATTERN_UNKNOWN');
    expect(fault('{next|}')).toBe('NUMBER_PATTERN_BROKEN');
    expect(fault('{year}<b>{next}')).toBe('NUMBER_PATTERN_BROKEN');
    expect(fault('{partner_id}{next}')).toBe('NUMBER_PATTERN_AMBIGUOUS');
    expect(fault('{next}7')).toBe('NUMBER_PATTERN_AMBIGUOUS');
    for (const pattern of Object.values(DEFAULT_NUMBER_PATTERNS)) expect(fault(pattern)).toBeNull();
  });
});
