import { describe, expect, it } from 'vitest';
import type { Vector } from './format.ts';
import { inLocalDays, timelineOf } from './timeline.ts';

function vector(over: Partial<Vector>): Vector {
  return { id: 'case', area: '', convention: '', given: {}, events: [], expect: {}, ...over };
}

describe('the timeline of a case', () => {
  it('runs to the given day and ends on the given day', () => {
    const given = { service_start: '2011-01-31', bill_up_to: '2011-03-01', cancelled: '2011-03-05' };
    const { startsOn, opensOn, steps } = timelineOf(vector({ given }), 'UTC');
    expect([startsOn, opensOn]).toEqual(['2011-01-31', '2011-01-31']);
    expect(steps.map((step) => [step.on, step.event.do])).toEqual([
      ['2011-03-01', 'bill_run'],
      ['2011-03-05', 'cancel_service'],
    ]);
  });

  it('takes an instant for the day that it is where the customer lives', () => {
    const events = [{ do: 'start_service', at: '2023-02-08T01:00Z' }];
    expect(timelineOf(vector({ events }), 'UTC').startsOn).toBe('2023-02-08');
    expect(timelineOf(vector({ events }), 'America/Montevideo').startsOn).toBe('2023-02-07');
  });

  it('begins, ends and counts on the days that its instants are where the customer lives', () => {
    const given = { service_start: '2024-03-01T03:00:00Z', anchor: '2024-02-01T03:00:00Z', service_end: '2024-05-01' };
    expect(inLocalDays(vector({ given }), 'America/Los_Angeles').given).toEqual({
      service_start: '2024-02-29',
      anchor: '2024-01-31',
      service_end: '2024-05-01',
    });
  });

  it('puts a given run after what happened by its day, and before what happens later', () => {
    const given = { service_start: '2024-01-01', bill_up_to: '2024-02-01' };
    const events = ['2024-01-15', '2024-02-01', '2024-02-02'].map((on) => ({ on, do: 'change_quantity' }));
    expect(timelineOf(vector({ given, events }), 'UTC').steps.map((step) => `${step.on} ${step.event.do}`)).toEqual([
      '2024-01-15 change_quantity',
      '2024-02-01 change_quantity',
      '2024-02-01 bill_run',
      '2024-02-02 change_quantity',
    ]);
  });

  it('opens early enough for a run before the service begins', () => {
    const given = { service_start: '2011-01-30', bill_up_to: '2011-01-15' };
    expect(timelineOf(vector({ given }), 'UTC').opensOn).toBe('2011-01-15');
  });

  it.each([
    [{ fraction_left: '1/2' }, '2023-04-16'],
    [{ fraction_left: '1/4' }, '2023-02-22'],
    [{ used_days: 10, left_days: 21 }, '2023-01-11'],
    [{ used_days: 10, left_days: 20 }, '2023-04-11'],
  ])('finds a month that %j can be cut in', (given, on) => {
    const events = [{ do: 'change_plan', price: '20' }];
    expect(timelineOf(vector({ given, events }), 'UTC').steps[0]?.on).toBe(on);
  });

  it('says so when no month fits', () => {
    expect(() => timelineOf(vector({ given: { fraction_left: '1/11' } }), 'UTC')).toThrow('no calendar month');
  });

  it.each([
    ['month', '2022-10-01'],
    ['quarter', '2022-10-01'],
    ['year', '2022-01-01'],
    ['week', '2022-10-10'],
  ] as const)('begins a cancelled %s with the period, where no start is stated', (plan_period, on) => {
    const given = { plan_period, alignment: 'calendar' as const, cancelled: '2022-10-15' };
    expect(timelineOf(vector({ given }), 'UTC').startsOn).toBe(on);
  });
});
