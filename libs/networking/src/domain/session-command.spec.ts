import { describe, expect, it } from 'vitest';
import { type RouterManners, type RunningSession, sessionCommand, type SessionGoal } from './session-command.js';

const SESSION: RunningSession = { policyVersion: 1, address: '198.51.100.7', mac: '02:00:00:00:00:01', routerId: 'r1' };
const OPEN: SessionGoal = {
  desired: 'open',
  version: 2,
  method: 'pppoe',
  fixedAddress: null,
  routerId: null,
  macs: [],
  wasShut: false,
};
const ROUTER: RouterManners = { blockBy: 'disconnect', vendor: 'mikrotik', hasActiveList: false, gardenHasPool: false };
const BY_LIST: RouterManners = { ...ROUTER, blockBy: 'address_list', hasActiveList: true };

describe('the command for a session', () => {
  it('is none when it was let in with, or changed to, this version', () => {
    expect(sessionCommand(OPEN, { ...SESSION, policyVersion: 2 }, ROUTER)).toEqual({ kind: 'none' });
    expect(sessionCommand({ ...OPEN, desired: 'closed' }, { ...SESSION, policyVersion: 3 }, ROUTER)).toEqual({
      kind: 'none',
    });
  });

  it('changes the speed in the running session', () => {
    expect(sessionCommand(OPEN, SESSION, ROUTER)).toEqual({ kind: 'coa', list: 'active' });
    expect(sessionCommand(OPEN, { ...SESSION, policyVersion: null }, ROUTER)).toEqual({ kind: 'coa', list: 'active' });
  });

  it.each<[string, Partial<SessionGoal>]>([
    ['another address', { fixedAddress: '198.51.100.8' }],
    ['another router', { routerId: 'r2' }],
    ['another device', { macs: ['02:00:00:00:00:02'] }],
  ])('ends a session that should have %s', (_name, change) => {
    expect(sessionCommand({ ...OPEN, ...change }, SESSION, BY_LIST)).toEqual({ kind: 'disconnect' });
  });

  it('blocks by ending the session, or by the list where the router is set so', () => {
    const blocked: SessionGoal = { ...OPEN, desired: 'blocked' };
    expect(sessionCommand(blocked, SESSION, ROUTER)).toEqual({ kind: 'disconnect' });
    expect(sessionCommand(blocked, SESSION, BY_LIST)).toEqual({ kind: 'coa', list: 'blocked' });
  });

  it('ends a closed session even where blocking is by list', () => {
    expect(sessionCommand({ ...OPEN, desired: 'closed' }, SESSION, BY_LIST)).toEqual({ kind: 'disconnect' });
  });

  it('restores on another list, and by a new session where there is no list or the garden gave the address', () => {
    const restored: SessionGoal = { ...OPEN, wasShut: true };
    expect(sessionCommand(restored, SESSION, BY_LIST)).toEqual({ kind: 'coa', list: 'active' });
    expect(sessionCommand(restored, SESSION, ROUTER)).toEqual({ kind: 'disconnect' });
    expect(sessionCommand(restored, SESSION, { ...BY_LIST, gardenHasPool: true })).toEqual({ kind: 'disconnect' });
    const fixed = { ...restored, fixedAddress: '198.51.100.7' };
    expect(sessionCommand(fixed, SESSION, { ...BY_LIST, gardenHasPool: true })).toEqual({
      kind: 'coa',
      list: 'active',
    });
  });

  it('waits for the renewal where DHCP of RouterOS takes no orders', () => {
    expect(sessionCommand({ ...OPEN, method: 'ipoe', desired: 'closed' }, SESSION, ROUTER)).toEqual({ kind: 'wait' });
    expect(
      sessionCommand({ ...OPEN, method: 'ipoe', desired: 'closed' }, SESSION, { ...ROUTER, vendor: 'cisco_iosxe' }),
    ).toEqual({
      kind: 'disconnect',
    });
  });
});
