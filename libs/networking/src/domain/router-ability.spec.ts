import { describe, expect, it } from 'vitest';
import { abilityVerdict, changeName, isKnownNotToWork, partOf, teaches, type Ability } from './router-ability.js';

const now = new Date('2026-03-15T08:00:00Z');
const refused: Ability = {
  change: 'rate',
  refusedInRow: 2,
  errorCause: 401,
  ineffectiveInRow: 0,
  lastFailedAt: new Date('2026-03-15T07:00:00Z'),
};

describe('what a router is known not to do', () => {
  it('is believed after two refusals in a row, for a day', () => {
    expect(isKnownNotToWork([refused], 'rate', now)).toBe(true);
    expect(isKnownNotToWork([{ ...refused, refusedInRow: 1 }], 'rate', now)).toBe(false);
    expect(isKnownNotToWork([{ ...refused, lastFailedAt: new Date('2026-03-14T07:59:00Z') }], 'rate', now)).toBe(false);
  });

  it('holds for every change that has it as a part, and for no other', () => {
    expect(isKnownNotToWork([refused], 'address_list+rate', now)).toBe(true);
    expect(isKnownNotToWork([refused], 'address_list', now)).toBe(false);
    expect(isKnownNotToWork([{ ...refused, change: 'address_list+rate' }], 'rate', now)).toBe(false);
  });

  it('includes what is acknowledged and changes nothing', () => {
    expect(isKnownNotToWork([{ ...refused, refusedInRow: 0, ineffectiveInRow: 2 }], 'rate', now)).toBe(true);
  });

  it('learns nothing from an answer about one session', () => {
    expect([503, 506].map(teaches)).toEqual([false, false]);
    expect([401, 407, 501, null].map(teaches)).toEqual([true, true, true, true]);
  });
});

it('names parts in one order', () => {
  expect(changeName(['rate', 'address_list', 'rate'])).toBe('address_list+rate');
});

it('an acknowledgement alone is no proof', () => {
  expect(abilityVerdict({ acknowledged: 9, refusedInRow: 0, effect: null })).toBe('acknowledged');
  expect(abilityVerdict({ acknowledged: 9, refusedInRow: 0, effect: 'seen' })).toBe('works');
  expect(abilityVerdict({ acknowledged: 9, refusedInRow: 0, effect: 'not_seen' })).toBe('no_effect');
  expect(abilityVerdict({ acknowledged: 9, refusedInRow: 1, effect: 'seen' })).toBe('refused');
});

it('tells what a change touches from its attributes', () => {
  expect(partOf('Mikrotik-Rate-Limit', '10M/100M')).toBe('rate');
  expect(partOf('Mikrotik-Address-List', 'Reject_2')).toBe('address_list');
  expect(partOf('WISPr-Bandwidth-Max-Up', '1000')).toBe('rate');
  expect(partOf('Cisco-AVPair', 'ip:sub-qos-policy-out=FIBER')).toBe('rate');
  expect(partOf('Filter-Id', '10000/2000')).toBe('rate');
  expect(partOf('Filter-Id', 'blocked')).toBe('address_list');
  expect(partOf('Framed-Pool', 'x')).toBe('pool');
});
