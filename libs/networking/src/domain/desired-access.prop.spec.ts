import { localDate } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccessFacts, desiredAccess } from './desired-access.js';

const day = fc.integer({ min: 1, max: 28 }).map((number) => localDate(`2026-03-${String(number).padStart(2, '0')}`));
/** Mostly what lets access be open, so that the one thing against it is what decides. */
function mostly<T>(usual: T, rare: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: rare });
}

const facts: fc.Arbitrary<AccessFacts> = fc.record({
  serviceStatus: mostly('active', fc.constantFrom('pending', 'paused', 'disabled', 'archived')),
  startsOn: mostly(localDate('2026-03-01'), day),
  endsOn: mostly(null, day),
  customerStatus: mostly('active', fc.constantFrom('new', 'blocked', 'inactive')),
  openHolds: mostly(0, fc.integer({ min: 1, max: 3 })),
  quotaIsUsedUp: mostly(false, fc.constant(true)),
  hasPolicy: mostly(true, fc.constant(false)),
  isLoginTaken: mostly(false, fc.constant(true)),
  isRemoved: mostly(false, fc.constant(true)),
  today: day,
});

describe('desired access', () => {
  it('is open only when nothing at all speaks against it', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const mayBeOpen =
          given.serviceStatus === 'active' &&
          given.customerStatus === 'active' &&
          given.openHolds === 0 &&
          given.hasPolicy &&
          !given.quotaIsUsedUp &&
          !given.isLoginTaken &&
          !given.isRemoved &&
          given.startsOn <= given.today &&
          (given.endsOn === null || given.endsOn >= given.today);
        expect(desiredAccess(given).kind === 'open').toBe(mayBeOpen);
      }),
    );
  });

  it('never opens more when one more thing speaks against it', () => {
    const openness = { open: 2, blocked: 1, closed: 0 };
    const worse = fc.constantFrom<Partial<AccessFacts>>(
      { openHolds: 1 },
      { quotaIsUsedUp: true },
      { hasPolicy: false },
      { isLoginTaken: true },
      { isRemoved: true },
      { serviceStatus: 'paused' },
    );
    fc.assert(
      fc.property(facts, worse, (given, change) => {
        expect(openness[desiredAccess({ ...given, ...change }).kind]).toBeLessThanOrEqual(
          openness[desiredAccess(given).kind],
        );
      }),
    );
  });

  it('is held by a hold whatever is paid', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const held = desiredAccess({ ...given, openHolds: 1 });
        expect(held.kind).not.toBe('open');
        if (held.kind === 'blocked') expect(held.reason).toBe('hold');
      }),
    );
  });
});
