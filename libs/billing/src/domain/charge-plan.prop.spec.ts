import { addDays, daysBetween, type DateRange, type LocalDate } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aService, EUR, on, tries } from '../../test/domain-examples.js';
import { MONTH, QUARTER, WEEK, YEAR } from './billing-period.js';
import { USUAL_BILLING, type BillingPolicy } from './billing-policy.js';
import { chargeLines, dueCharges, type BillableService } from './charge-plan.js';

const BEGIN = on('2023-01-01');
const LAST_RUN = on('2024-07-15');

const day = fc.integer({ min: 0, max: 500 }).map((offset) => addDays(BEGIN, offset));

const policies: fc.Arbitrary<BillingPolicy> = fc
  .record({
    mode: fc.constantFrom('advance' as const, 'arrears' as const),
    alignment: fc.constantFrom('billing_day' as const, 'calendar' as const, 'anniversary' as const),
    billingDay: fc.integer({ min: 1, max: 31 }),
    period: fc.constantFrom(MONTH, QUARTER, YEAR, WEEK, { unit: 'month' as const, count: 2 }),
    dayCount: fc.constantFrom('actual' as const, 'thirty' as const),
  })
  .map((chosen) => ({
    ...USUAL_BILLING,
    ...chosen,
    billingDay: chosen.period.unit === 'week' ? ((chosen.billingDay - 1) % 7) + 1 : chosen.billingDay,
  }));

const services: fc.Arbitrary<BillableService> = fc
  .record({
    startsOn: day,
    served: fc.option(fc.integer({ min: -1, max: 400 }), { nil: null }),
    endedBy: fc.constantFrom('end_date' as const, 'deactivation' as const),
    pauses: fc.array(fc.tuple(day, fc.integer({ min: 0, max: 60 })), { maxLength: 3 }),
    unitPrice: fc.constantFrom('0', '0.01', '0.1', '19.99', '33.3333', '10000000'),
  })
  .map(({ startsOn, served, endedBy, pauses, unitPrice }) =>
    aService({
      startsOn,
      unitPrice,
      endsOn: served === null ? null : addDays(startsOn, served),
      endedBy: served === null ? null : endedBy,
      pauses: pauses.map(([from, days]) => ({ from, to: addDays(from, days) })),
    }),
  );

const runDays = fc
  .uniqueArray(fc.integer({ min: 0, max: 560 }), { maxLength: 40 })
  .map((offsets) => [...offsets].sort((left, right) => left - right).map((offset) => addDays(BEGIN, offset)));

interface Billed {
  readonly spans: DateRange[];
  readonly texts: string[];
}

function bill(service: BillableService, policy: BillingPolicy, runs: readonly LocalDate[]): Billed {
  const spans: DateRange[] = [];
  const texts: string[] = [];
  for (const run of runs) {
    for (const line of chargeLines({ ...service, charged: [...spans] }, policy, EUR, run)) {
      spans.push(line.covers);
      texts.push(`${line.covers.from}/${line.covers.to} ${line.netMinor}`);
    }
  }
  return { spans, texts: texts.sort() };
}

function daysOf(spans: readonly DateRange[]): LocalDate[] {
  return spans.flatMap(({ from, to }) =>
    Array.from({ length: daysBetween(from, to) }, (_, index) => addDays(from, index)),
  );
}

describe('billing runs', () => {
  it('charge no day of a service twice (M-7), whatever the days they run on', () => {
    fc.assert(
      fc.property(services, policies, runDays, (service, policy, runs) => {
        const days = daysOf(bill(service, policy, [...runs, LAST_RUN]).spans);
        expect(new Set(days).size).toBe(days.length);
      }),
      tries(400),
    );
  });

  it('leave no gap between the start and the last charged day, except pauses (M-8), and charge no paused day', () => {
    fc.assert(
      fc.property(services, policies, runDays, (service, policy, runs) => {
        const { spans } = bill(service, policy, [...runs, LAST_RUN]);
        const charged = new Set(daysOf(spans));
        const until = spans.reduce((latest, span) => (span.to > latest ? span.to : latest), service.startsOn);
        for (const date of daysOf([{ from: service.startsOn, to: until }])) {
          const paused = service.pauses.some((pause) => date >= pause.from && (pause.to === null || date < pause.to));
          expect(charged.has(date)).toBe(!paused);
        }
      }),
      tries(400),
    );
  });

  it('find nothing the second time (M-9)', () => {
    fc.assert(
      fc.property(services, policies, (service, policy) => {
        const { spans } = bill(service, policy, [LAST_RUN]);
        expect(dueCharges({ ...service, charged: spans }, policy, LAST_RUN)).toEqual([]);
      }),
    );
  });

  it('give the same lines day by day, on some days, or in one late run (M-10)', () => {
    fc.assert(
      fc.property(services, policies, runDays, (service, policy, runs) => {
        expect(bill(service, policy, [...runs, LAST_RUN]).texts).toEqual(bill(service, policy, [LAST_RUN]).texts);
      }),
      tries(600),
    );
  });

  it('charge nothing for a service without a day (M-13), and never a negative amount', () => {
    fc.assert(
      fc.property(services, policies, (service, policy) => {
        const lines = chargeLines(service, policy, EUR, LAST_RUN);
        if (service.endsOn && service.endsOn < service.startsOn && service.endedBy === 'end_date')
          expect(lines).toEqual([]);
        expect(lines.every((line) => line.netMinor >= 0n && line.grossMinor === line.netMinor + line.taxMinor)).toBe(
          true,
        );
      }),
    );
  });
});
