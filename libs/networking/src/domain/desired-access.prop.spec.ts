import { localDate } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccessFacts, desiredAccess } from './desired-access.js';

const day = fc.integer({ min: 1, max: 28 }).map((number) => localDate(`2026-03-${String(number).padStart(2, '0')}`));
const facts: fc.Arbitrary<AccessFacts> = fc.record({
  serviceStatus: fc.constantFrom('pending', 'active', 'paused', 'disabled', 'archived'),
  startsOn: day,
  endsOn: fc.option(day),
  customerStatus: fc.constantFrom('new', 'active', 'blocked', 'inactive'),
  openHolds: fc.integer({ min: 0, max: 3 }),
  quotaIsUsedUp: fc.boolean(),
  hasPolicy: fc.boolean(),
  isLoginTaken: fc.boolean(),
  isRemoved: fc.boolean(),
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
