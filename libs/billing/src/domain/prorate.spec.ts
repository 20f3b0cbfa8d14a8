import { describe, expect, it } from 'vitest';
import { on, range } from '../../test/domain-examples.js';
import { calendarFor, MONTH, QUARTER } from './billing-period.js';
import { partOfPeriod, partsOf, unusedPart } from './prorate.js';

const choice = { alignment: 'billing_day', billingDay: 1, cycleAnchorOn: null } as const;
const october = range('2024-10-01', '2024-11-01');

describe('a part of a period', () => {
  it('is its days over the days of the billing period it lies in', () => {
    expect(partOfPeriod(range('2024-10-20', '2024-11-01'), october, MONTH, 'actual')).toMatchObject({
      days: 12,
      of: 31,
    });
    expect(
      partOfPeriod(range('2011-02-15', '2011-02-27'), range('2011-02-15', '2011-03-15'), MONTH, 'actual'),
    ).toMatchObject({ days: 12, of: 28 });
  });

  it('over several months is priced piece by piece, each by its own month', () => {
    const parts = partsOf(range('2023-03-15', '2023-05-01'), calendarFor(choice, MONTH, on('2023-03-15')), 'actual');
    expect(parts.map(({ covers, days, of }) => [covers.from, covers.to, days, of])).toEqual([
      ['2023-03-15', '2023-04-01', 17, 31],
      ['2023-04-01', '2023-05-01', 30, 30],
    ]);
  });

  it('of months that always count 30 days loses the 31st and gains in February', () => {
    const inPeriod = (from: string, to: string, start: string, end: string): number =>
      partOfPeriod(range(from, to), range(start, end), MONTH, 'thirty').days;
    expect(inPeriod('2023-05-15', '2023-05-23', '2023-04-23', '2023-05-23')).toBe(8);
    expect(inPeriod('2023-05-23', '2023-06-15', '2023-05-15', '2023-06-15')).toBe(22);
    expect(inPeriod('2023-02-15', '2023-03-01', '2023-02-01', '2023-03-01')).toBe(16);
    expect(
      partOfPeriod(range('2023-02-01', '2023-03-01'), range('2023-02-01', '2023-03-01'), MONTH, 'thirty'),
    ).toMatchObject({ days: 30, of: 30 });
    expect(
      partOfPeriod(range('2023-01-01', '2023-02-01'), range('2023-01-01', '2023-04-01'), QUARTER, 'thirty'),
    ).toMatchObject({ days: 30, of: 90 });
  });

  it('of 30-day months adds up with the other parts, also when the billing day is the 31st', () => {
    const days = (from: string, to: string): number =>
      partOfPeriod(range(from, to), range('2023-06-30', '2023-07-31'), MONTH, 'thirty').days;
    expect(days('2023-06-30', '2023-07-01') + days('2023-07-01', '2023-07-20') + days('2023-07-20', '2023-07-31')).toBe(
      30,
    );
    expect(days('2023-07-20', '2023-07-31')).toBe(11);
    const short = range('2023-01-31', '2023-02-28');
    expect(partOfPeriod(short, short, MONTH, 'thirty')).toMatchObject({ days: 30, of: 30 });
  });

  it('leaves unused what was counted less what is used', () => {
    const whole = partOfPeriod(october, october, MONTH, 'actual');
    expect(unusedPart(whole, on('2024-10-20'), MONTH, 'actual')).toMatchObject({ days: 12, of: 31 });
    expect(unusedPart(whole, on('2024-10-01'), MONTH, 'actual')).toEqual(whole);
    expect(unusedPart(whole, on('2024-11-01'), MONTH, 'actual').days).toBe(0);
    const may = range('2023-05-01', '2023-06-01');
    expect(unusedPart(partOfPeriod(may, may, MONTH, 'thirty'), on('2023-05-11'), MONTH, 'thirty')).toMatchObject({
      days: 20,
      of: 30,
    });
  });

  it('outside its period is a fault', () => {
    expect(() => partOfPeriod(range('2024-10-20', '2024-11-02'), october, MONTH, 'actual')).toThrow(RangeError);
  });
});
