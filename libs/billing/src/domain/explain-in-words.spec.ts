import { describe, expect, it } from 'vitest';
import { aPolicy, aService, EUR, on } from '../../test/domain-examples.js';
import { chargeLines } from './charge-plan.js';
import { explainInWords } from './explain-in-words.js';
import { inEnglish } from './explanation-in-english.js';
import type { BillableService } from './charge-plan.js';

function words(over: Partial<BillableService>, day: string): string[] {
  return chargeLines(aService(over), aPolicy(), EUR, on(day)).map((line) =>
    inEnglish(explainInWords(line.explanation)),
  );
}

describe('why this amount', () => {
  it('says when the service began, which days are charged, the sum and its rounding', () => {
    expect(words({ startsOn: on('2022-08-30'), unitPrice: '200.0000' }, '2022-09-01')).toEqual([
      'The service began on 30 Aug 2022. 30 Aug 2022 to 31 Aug 2022 is 2 of the 31 days of the billing period 1 Aug 2022 to 31 Aug 2022.' +
        ' 200.00 × 2 / 31 = 12.9032. Rounded once, halves away from zero, to 2 decimals: 12.90. No tax is added.',
      'The whole billing period, 1 Sep 2022 to 30 Sep 2022. The price is 200.00. No tax is added.',
    ]);
  });

  it('says so when a discount takes all of it', () => {
    const discounts = [{ kind: 'fixed', amount: '150', label: 'Welcome' } as const];
    expect(words({ discounts }, '2024-01-01')).toEqual([
      'The whole billing period, 1 Jan 2024 to 31 Jan 2024. Discount "Welcome": 150. The discount takes all of it: 0.00. No tax is added.',
    ]);
  });

  it('tells discounts and tax, on top or inside', () => {
    const tax = { taxId: 'vat', name: 'VAT', ratePercent: '23.0000' };
    const discounts = [{ kind: 'percent', percent: '10.00', label: 'Loyal customer' } as const];
    expect(words({ tax, discounts, quantity: '2' }, '2024-01-01')).toEqual([
      'The whole billing period, 1 Jan 2024 to 31 Jan 2024. Discount "Loyal customer": 10 %.' +
        ' (2 × 100.00) × (100 - 10.00) / 100 = 180.00. VAT 23 % on 180.00 adds 41.40: 221.40 in all.',
    ]);
    expect(words({ tax, priceIncludesTax: true, unitPrice: '19.99' }, '2024-01-01')).toEqual([
      'The whole billing period, 1 Jan 2024 to 31 Jan 2024. The price is 19.99. The price includes VAT 23 %: 3.74 of 19.99 is tax, 16.25 is net.',
    ]);
  });
});
