import { addDays, type LocalDate } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPolicy, aService, EUR, on, tries } from '../../test/domain-examples.js';
import { planPrepaid, type PrepaidAccount, type PrepaidService } from './prepaid.js';

const FIRST = on('2024-02-20');

const sold = fc.record({
  price: fc.constantFrom('0.01', '9.99', '30.00', '45.5'),
  start: fc.integer({ min: 0, max: 40 }),
  days: fc.constantFrom(null, 1, 7, 30),
  length: fc.option(fc.integer({ min: 0, max: 90 })),
});
const lives = fc.record({
  kind: fc.constantFrom('prepaid_custom', 'prepaid_daily'),
  services: fc.array(sold, { minLength: 1, maxLength: 3 }),
  money: fc.bigInt({ min: 0n, max: 20_000n }),
  minimum: fc.constantFrom(0n, -1_000n, -1n),
  grace: fc.boolean(),
  looks: fc.array(fc.record({ after: fc.integer({ min: 1, max: 25 }), paid: fc.bigInt({ min: 0n, max: 4_000n }) }), {
    minLength: 1,
    maxLength: 12,
  }),
});
type PrepaidLife = typeof lives extends fc.Arbitrary<infer One> ? One : never;

function servicesOf({ services, kind }: PrepaidLife): PrepaidService[] {
  return services.map(({ price, start, days, length }, index) => {
    const startsOn = addDays(FIRST, start);
    return {
      ...aService({ serviceId: `service-${index}`, unitPrice: price, startsOn }),
      endsOn: length === null ? null : addDays(startsOn, length),
      endedBy: length === null ? null : 'end_date',
      prepaidDays: kind === 'prepaid_daily' ? null : days,
      lapsedOn: null,
    };
  });
}

/** Looks at the account on each day of the life; what is charged leaves the balance and is charged from then on. */
function live(life: PrepaidLife, look: (account: PrepaidAccount, today: LocalDate) => void): void {
  let today = FIRST;
  let account: PrepaidAccount = {
    kind: life.kind,
    currency: EUR,
    policy: aPolicy(),
    periodsAtOnce: 1,
    services: servicesOf(life),
    balanceMinor: life.money,
    minimumBalanceMinor: life.minimum,
    isBlocked: false,
    expiryDayServed: life.grace,
  };
  for (const { after, paid } of life.looks) {
    today = addDays(today, after);
    account = { ...account, balanceMinor: account.balanceMinor + paid };
    look(account, today);
    const { lines, costMinor } = planPrepaid(account, today);
    const services = account.services.map((service) => ({
      ...service,
      charged: [
        ...service.charged,
        ...lines.filter((line) => line.serviceId === service.serviceId).map((line) => line.covers),
      ],
    }));
    account = { ...account, services, balanceMinor: account.balanceMinor - costMinor };
  }
}

describe('prepaid time', () => {
  it('never takes the balance below the minimum, and charges no day of a service twice (M-17)', () => {
    fc.assert(
      fc.property(lives, (life) => {
        live(life, (account, today) => {
          const { lines, costMinor } = planPrepaid(account, today);
          expect(costMinor === 0n || account.balanceMinor - costMinor >= account.minimumBalanceMinor).toBe(true);
          for (const { serviceId, covers } of lines) {
            const charged = account.services.find((service) => service.serviceId === serviceId)?.charged ?? [];
            expect(charged.every((days) => days.to <= covers.from || covers.to <= days.from)).toBe(true);
          }
        });
      }),
      tries(500),
    );
  });

  it('is served until what is paid ends, not a day less, and not past it but for the day of grace (M-17)', () => {
    fc.assert(
      fc.property(lives, (life) => {
        live(life, (account, today) => {
          for (const { serviceId, paidUntil, isServed } of planPrepaid(account, today).services) {
            const begins = account.services.find((service) => service.serviceId === serviceId)?.startsOn ?? today;
            if (begins > today) continue;
            const grace = life.grace && life.kind === 'prepaid_custom' ? 0 : -1;
            const last = paidUntil === null ? null : addDays(paidUntil, grace);
            expect(isServed).toBe(last !== null && today <= last);
          }
        });
      }),
      tries(500),
    );
  });

  it('finds nothing more to charge when it is looked at again (M-9)', () => {
    fc.assert(
      fc.property(lives, (life) => {
        live(life, (account, today) => {
          const { lines, costMinor } = planPrepaid(account, today);
          const services = account.services.map((service) => ({
            ...service,
            charged: [
              ...service.charged,
              ...lines.filter((line) => line.serviceId === service.serviceId).map((line) => line.covers),
            ],
          }));
          const after = { ...account, services, balanceMinor: account.balanceMinor - costMinor };
          expect(planPrepaid(after, today).costMinor).toBe(0n);
        });
      }),
      tries(300),
    );
  });
});
