import { addDays, type LocalDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { aPolicy, aService, EUR, on, range, spans } from '../../test/domain-examples.js';
import { inEnglish } from './explanation-in-english.js';
import { evaluateExplanation } from './explanation.js';
import { explainInWords } from './explain-in-words.js';
import { planPrepaid, prepaidOutlook, type PrepaidAccount, type PrepaidPlan, type PrepaidService } from './prepaid.js';

function service(over: Partial<PrepaidService> = {}): PrepaidService {
  return {
    ...aService({ unitPrice: '30.00', startsOn: on('2026-09-22') }),
    prepaidDays: null,
    lapsedOn: null,
    ...over,
  };
}

function account(over: Partial<PrepaidAccount> = {}): PrepaidAccount {
  return {
    kind: 'prepaid_custom',
    currency: EUR,
    policy: aPolicy(),
    periodsAtOnce: 1,
    services: [service()],
    balanceMinor: 10_000n,
    minimumBalanceMinor: 0n,
    isBlocked: false,
    expiryDayServed: true,
    ...over,
  };
}

const paid = (from: string, to: string): Partial<PrepaidService> => ({ charged: [range(from, to)] });

describe('a prepaid month', () => {
  it('is charged before it begins, from the day of the start to the same day a month later', () => {
    const plan = planPrepaid(account(), on('2026-09-22'));
    expect(spans(plan.lines)).toEqual(['2026-09-22/2026-10-22']);
    expect(plan).toMatchObject({ costMinor: 3_000n, isBlocked: false, nextOn: '2026-10-22' });
    expect(
      planPrepaid(account({ services: [service(paid('2026-09-22', '2026-10-22'))] }), on('2026-10-21')).lines,
    ).toEqual([]);
  });

  it('keeps the day of the month on which it first began', () => {
    const services = [service({ startsOn: on('2027-01-31'), ...paid('2027-01-31', '2027-02-28') })];
    expect(spans(planPrepaid(account({ services }), on('2027-02-28')).lines)).toEqual(['2027-02-28/2027-03-31']);
  });

  it('is charged only if the balance stays at the minimum or above', () => {
    const just = account({ balanceMinor: 3_500n, minimumBalanceMinor: 500n });
    expect(planPrepaid(just, on('2026-09-22')).costMinor).toBe(3_000n);
    expect(planPrepaid({ ...just, balanceMinor: 3_499n }, on('2026-09-22')).costMinor).toBe(0n);
    expect(planPrepaid({ ...just, balanceMinor: 0n, minimumBalanceMinor: -3_000n }, on('2026-09-22')).costMinor).toBe(
      3_000n,
    );
  });

  it('is served through its day of expiry, or until that day, as the settings say', () => {
    const poor = account({ balanceMinor: 0n, services: [service(paid('2026-09-22', '2026-10-22'))] });
    const closed = (expiryDayServed: boolean, day: string): boolean =>
      planPrepaid({ ...poor, expiryDayServed }, on(day)).isBlocked;
    expect([closed(true, '2026-10-21'), closed(true, '2026-10-22'), closed(true, '2026-10-23')]).toEqual([
      false,
      false,
      true,
    ]);
    expect([closed(false, '2026-10-21'), closed(false, '2026-10-22')]).toEqual([false, true]);
    expect(planPrepaid(poor, on('2026-10-22')).nextOn).toBe('2026-10-23');
  });

  it('goes on without a gap when money comes on the day of expiry, and from the day of payment after access was closed', () => {
    const services = [service(paid('2026-09-22', '2026-10-22'))];
    expect(spans(planPrepaid(account({ services }), on('2026-10-22')).lines)).toEqual(['2026-10-22/2026-11-22']);
    expect(spans(planPrepaid(account({ services, isBlocked: true }), on('2026-11-05')).lines)).toEqual([
      '2026-11-05/2026-12-05',
    ]);
  });

  it('charges on a late look what looks on each day would have charged', () => {
    const services = [service({ prepaidDays: 7, startsOn: on('2026-09-01') })];
    const late = planPrepaid(account({ services }), on('2026-09-20'));
    expect(spans(late.lines)).toEqual(['2026-09-01/2026-09-08', '2026-09-08/2026-09-15', '2026-09-15/2026-09-22']);
  });

  it('charges several periods at once, and only the part before the last day of service', () => {
    expect(spans(planPrepaid(account({ periodsAtOnce: 2 }), on('2026-09-22')).lines)).toEqual([
      '2026-09-22/2026-10-22',
      '2026-10-22/2026-11-22',
    ]);
    const ending = account({ services: [service({ endsOn: on('2026-10-06') })] });
    const [line] = planPrepaid(ending, on('2026-09-22')).lines;
    expect(line).toMatchObject({ days: 15, of: 30, grossMinor: 1_500n });
    const over = account({ services: [service({ endsOn: on('2026-10-06'), ...paid('2026-09-22', '2026-10-07') })] });
    expect(planPrepaid(over, on('2026-10-07'))).toMatchObject({ lines: [], isBlocked: false, nextOn: null });
  });
});

describe('several prepaid services', () => {
  const two = [service({ serviceId: 'a' }), service({ serviceId: 'b', unitPrice: '80.00' })];

  it('close one by one as their money ends; access closes with the last', () => {
    const plan = planPrepaid(account({ services: two }), on('2026-09-22'));
    expect(plan).toMatchObject({ costMinor: 3_000n, closes: ['b'], isBlocked: false, nextOn: '2026-09-23' });
    expect(planPrepaid(account({ services: two, balanceMinor: 0n }), on('2026-09-22'))).toMatchObject({
      closes: [],
      isBlocked: true,
    });
  });

  it('open again when they are paid for', () => {
    const [, second] = two;
    const services = [
      service({ serviceId: 'a', ...paid('2026-09-22', '2026-10-22') }),
      { ...second, lapsedOn: on('2026-09-22'), status: 'paused' } as PrepaidService,
    ];
    const plan = planPrepaid(account({ services, balanceMinor: 9_000n }), on('2026-09-25'));
    expect(plan.opens).toEqual(['b']);
    expect(spans(plan.lines)).toEqual(['2026-09-25/2026-10-25']);
  });
});

describe('a price by the day', () => {
  const daily = (over: Partial<PrepaidAccount> = {}): PrepaidAccount =>
    account({
      kind: 'prepaid_daily',
      services: [service({ unitPrice: '40.00', startsOn: on('2026-11-01') })],
      ...over,
    });

  /** Day by day, as the schedule would. */
  function live(from: PrepaidAccount, first: string, days: number): PrepaidPlan[] {
    let now = from;
    const plans: PrepaidPlan[] = [];
    for (let day = 0; day < days; day += 1) {
      const plan = planPrepaid(now, addDays(on(first), day));
      plans.push(plan);
      now = {
        ...now,
        balanceMinor: now.balanceMinor - plan.costMinor,
        isBlocked: plan.isBlocked,
        services: now.services.map((one) => ({
          ...one,
          charged: [...one.charged, ...plan.lines.map((line) => line.covers)],
        })),
      };
    }
    return plans;
  }

  it('adds up to the price of the month to the cent, whatever a day comes to', () => {
    const plans = live(daily(), '2026-11-01', 30);
    expect(plans.slice(0, 4).map((plan) => plan.costMinor)).toEqual([133n, 134n, 133n, 133n]);
    expect(plans.reduce((sum, plan) => sum + plan.costMinor, 0n)).toBe(4_000n);
  });

  it('comes to the same in one late look, and in every line by its explanation alone', () => {
    const late = planPrepaid(daily(), on('2026-11-30'));
    expect(late.costMinor).toBe(4_000n);
    for (const line of late.lines) {
      const { net, tax, gross } = evaluateExplanation(line.explanation);
      expect([net, tax, gross]).toEqual([line.netMinor, line.taxMinor, line.grossMinor]);
    }
    const [, second] = late.lines;
    expect(inEnglish(second ? explainInWords(second.explanation) : [])).toContain('is paid day 2 of the 30 days');
  });

  it('closes access on the first day that is not paid', () => {
    const plans = live(daily({ balanceMinor: 267n }), '2026-11-01', 3);
    expect(plans.map((plan) => plan.isBlocked)).toEqual([false, false, true]);
  });
});

describe('how long the money lasts', () => {
  const lasts = (
    over: Partial<PrepaidAccount>,
    day = '2026-09-22',
  ): { lastsUntil: LocalDate | null; periodsLeft: number } => {
    const { lastsUntil, periodsLeft } = prepaidOutlook(account(over), on(day));
    return { lastsUntil, periodsLeft };
  };

  it('counts whole charges and the day on which access would end', () => {
    expect(lasts({ balanceMinor: 9_999n })).toEqual({ lastsUntil: '2026-12-22', periodsLeft: 3 });
    expect(lasts({ balanceMinor: 0n, services: [service(paid('2026-09-22', '2026-10-22'))] })).toEqual({
      lastsUntil: '2026-10-22',
      periodsLeft: 0,
    });
    expect(
      prepaidOutlook(account({ services: [service(paid('2026-09-22', '2026-10-22'))] }), on('2026-10-01')),
    ).toMatchObject({
      expiresOn: '2026-10-22',
      costMinor: 3_000n,
    });
  });

  it('agrees with what day-by-day charging does', () => {
    const start = account({ balanceMinor: 7_000n, services: [service({ prepaidDays: 10, unitPrice: '9.99' })] });
    const { lastsUntil } = prepaidOutlook(start, on('2026-09-22'));
    let now = start;
    let day = on('2026-09-22');
    while (!now.isBlocked) {
      const plan = planPrepaid({ ...now, expiryDayServed: false }, day);
      now = {
        ...now,
        isBlocked: plan.isBlocked,
        balanceMinor: now.balanceMinor - plan.costMinor,
        services: now.services.map((one) => ({
          ...one,
          charged: [...one.charged, ...plan.lines.map((line) => line.covers)],
        })),
      };
      if (!plan.isBlocked) day = addDays(day, 1);
    }
    expect(day).toBe(lastsUntil);
  });
});
