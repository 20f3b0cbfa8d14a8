import { localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { type AccessFacts, desiredAccess, purposeOf } from './desired-access.js';

const RUNNING: AccessFacts = {
  serviceStatus: 'active',
  startsOn: localDate('2026-03-01'),
  endsOn: null,
  customerStatus: 'active',
  openHolds: 0,
  quotaIsUsedUp: false,
  hasPolicy: true,
  isLoginTaken: false,
  isRemoved: false,
  today: localDate('2026-03-15'),
};

describe('desired access', () => {
  it('is open for a running service of an active customer', () => {
    expect(desiredAccess(RUNNING)).toEqual({ kind: 'open' });
  });

  it.each<[string, Partial<AccessFacts>, object]>([
    ['money is owed', { customerStatus: 'blocked' }, { kind: 'blocked', reason: 'balance' }],
    ['a hold lies on the customer', { customerStatus: 'blocked', openHolds: 1 }, { kind: 'blocked', reason: 'hold' }],
    ['a hold lies on a customer who owes nothing', { openHolds: 1 }, { kind: 'blocked', reason: 'hold' }],
    ['the quota is used up', { quotaIsUsedUp: true }, { kind: 'blocked', reason: 'quota' }],
    ['the service is paused', { serviceStatus: 'paused' }, { kind: 'closed', reason: 'service_paused' }],
    ['the service waits for its start', { serviceStatus: 'pending' }, { kind: 'closed', reason: 'service_pending' }],
    ['the first day has not come', { startsOn: localDate('2026-03-16') }, { kind: 'closed', reason: 'not_started' }],
    ['the last day was yesterday', { endsOn: localDate('2026-03-14') }, { kind: 'closed', reason: 'ended' }],
    ['the customer is new', { customerStatus: 'new' }, { kind: 'closed', reason: 'customer_new' }],
    ['the customer is inactive', { customerStatus: 'inactive' }, { kind: 'closed', reason: 'customer_inactive' }],
    ['the plan has no policy', { hasPolicy: false }, { kind: 'closed', reason: 'no_policy' }],
    ['another service has the login', { isLoginTaken: true }, { kind: 'closed', reason: 'login_taken' }],
    ['staff took it away', { isRemoved: true }, { kind: 'closed', reason: 'removed' }],
  ])('is not open when %s', (_name, change, expected) => {
    expect(desiredAccess({ ...RUNNING, ...change })).toEqual(expected);
  });

  it('is open on the last day itself', () => {
    expect(desiredAccess({ ...RUNNING, endsOn: localDate('2026-03-15') })).toEqual({ kind: 'open' });
  });

  it('names what a step is for', () => {
    expect(purposeOf('open', 'blocked')).toBe('block');
    expect(purposeOf('blocked', 'open')).toBe('restore');
    expect(purposeOf('open', 'open')).toBe('change');
    expect(purposeOf('blocked', 'closed')).toBe('close');
  });
});
