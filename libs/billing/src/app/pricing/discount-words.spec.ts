import { localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { discountWords } from './discount-words.js';

describe('the discounts that a line names', () => {
  it('are said once each, whatever days they are for', () => {
    const loyalty = { kind: 'percent', percent: '10.0000', label: 'Loyalty' } as const;
    const welcome = { kind: 'fixed', amount: '5.5000', label: 'Welcome' } as const;
    const stretch = (day: string, discounts: readonly (typeof loyalty | typeof welcome)[]) => ({
      from: localDate(day),
      to: localDate('2026-02-01'),
      days: 3,
      discounts,
    });
    expect(discountWords([loyalty], 'EUR')).toEqual(['Loyalty −10 %']);
    expect(
      discountWords(
        [stretch('2026-01-01', [loyalty]), stretch('2026-01-05', []), stretch('2026-01-09', [welcome, loyalty])],
        'EUR',
      ),
    ).toEqual(['Loyalty −10 %', 'Welcome −5.5 EUR']);
    expect(discountWords(null, 'EUR')).toEqual([]);
  });
});
