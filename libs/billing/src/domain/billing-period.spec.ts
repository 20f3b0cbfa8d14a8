import { describe, expect, it } from 'vitest';
import { on, range } from '../../test/domain-examples.js';
import {
  calendarFor,
  firstFullPeriodStart,
  MONTH,
  periodAfter,
  periodBefore,
  periodBilledOn,
  periodContaining,
  QUARTER,
  WEEK,
  YEAR,
  type CalendarChoice,
} from './billing-period.js';

const byDay = (billingDay: number, cycleAnchorOn: string | null = null): CalendarChoice => ({
  alignment: 'billing_day',
  billingDay,
  cycleAnchorOn: cycleAnchorOn === null ? null : on(cycleAnchorOn),
});
const calendar: CalendarChoice = { alignment: 'calendar', billingDay: 1, cycleAnchorOn: null };
const anniversary: CalendarChoice = { alignment: 'anniversary', billingDay: 1, cycleAnchorOn: null };

describe('billing periods', () => {
  it('run from one billing day to the day before the next', () => {
    expect(periodContaining(calendarFor(byDay(10), MONTH, on('2024-01-01')), on('2024-03-10'))).toEqual(
      range('2024-03-10', '2024-04-10'),
    );
    expect(periodContaining(calendarFor(byDay(10), MONTH, on('2024-01-01')), on('2024-03-09'))).toEqual(
      range('2024-02-10', '2024-03-10'),
    );
  });

  it('begin on the last day of a month that lacks the billing day, and on the chosen day again afterwards', () => {
    const row = calendarFor(byDay(31), MONTH, on('2024-01-31'));
    const january = periodContaining(row, on('2024-02-01'));
    expect(january).toEqual(range('2024-01-31', '2024-02-29'));
    const february = periodAfter(row, january);
    expect(february).toEqual(range('2024-02-29', '2024-03-31'));
    expect(periodAfter(row, february)).toEqual(range('2024-03-31', '2024-04-30'));
    expect(periodBefore(row, february)).toEqual(january);
  });

  it('of several months begin in the month of the service, or of the account where it has one', () => {
    expect(periodContaining(calendarFor(byDay(15), QUARTER, on('2011-01-01')), on('2011-01-01'))).toEqual(
      range('2010-10-15', '2011-01-15'),
    );
    expect(periodContaining(calendarFor(byDay(1, '2024-02-01'), QUARTER, on('2024-03-20')), on('2024-03-20'))).toEqual(
      range('2024-02-01', '2024-05-01'),
    );
  });

  it('of weeks begin on the billing day as a weekday, and past 7 on the weekday of the start', () => {
    const starts = (billingDay: number): string =>
      periodContaining(calendarFor(byDay(billingDay), WEEK, on('2024-05-08')), on('2024-05-16')).from;
    expect([starts(1), starts(7), starts(15)]).toEqual(['2024-05-13', '2024-05-12', '2024-05-15']);
  });

  it('follow the calendar: quarters in January, April, July, October; weeks on Monday', () => {
    expect(periodContaining(calendarFor(calendar, QUARTER, on('2024-02-15')), on('2024-05-31'))).toEqual(
      range('2024-04-01', '2024-07-01'),
    );
    expect(periodContaining(calendarFor(calendar, YEAR, on('2024-02-15')), on('2024-05-31'))).toEqual(
      range('2024-01-01', '2025-01-01'),
    );
    expect(periodContaining(calendarFor(calendar, WEEK, on('2022-06-22')), on('2022-06-22'))).toEqual(
      range('2022-06-20', '2022-06-27'),
    );
  });

  it('count from the day the service began when they follow its anniversary', () => {
    const row = calendarFor(anniversary, MONTH, on('2021-02-02'));
    expect(periodBilledOn(row, 'arrears', on('2022-03-02'))).toEqual(range('2022-02-02', '2022-03-02'));
    expect(periodBilledOn(row, 'advance', on('2022-03-02'))).toEqual(range('2022-03-02', '2022-04-02'));
    expect(periodContaining(calendarFor(anniversary, WEEK, on('2024-05-16')), on('2024-05-22'))).toEqual(
      range('2024-05-16', '2024-05-23'),
    );
  });

  it('have a first full period on or after the start', () => {
    const first = (day: number, length: typeof MONTH, start: string): string =>
      firstFullPeriodStart(calendarFor(byDay(day), length, on(start)), on(start));
    expect(first(14, MONTH, '2012-02-16')).toBe('2012-03-14');
    expect(first(14, YEAR, '2012-02-16')).toBe('2013-02-14');
    expect(first(3, MONTH, '2012-03-03')).toBe('2012-03-03');
  });
});
