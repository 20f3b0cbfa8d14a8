import { describe, expect, it } from 'vitest';
import { type ConnectionFacts, connectionVerdict } from './connection-verdict.js';
import { isRejectCode, rejectAdvice } from './reject-advice.js';

const EARLY = new Date('2026-03-15T07:00:00Z');
const LATE = new Date('2026-03-15T08:00:00Z');
const ONLINE: ConnectionFacts = {
  login: 'ana',
  desired: 'open',
  reason: null,
  isConverged: true,
  isDrift: false,
  isClosingHeld: false,
  sessions: 1,
  lastReject: null,
  lastAcceptAt: EARLY,
};

describe('why a connection is, or is not, working', () => {
  it.each<[string, Partial<ConnectionFacts>, string, RegExp]>([
    ['online', {}, 'working', /Online/],
    ['online with a change under way', { isConverged: false }, 'on_its_way', /on its way/],
    ['a router that does not obey', { isConverged: false, isDrift: true }, 'on_its_way', /has not done as told/],
    ['money owed', { desired: 'blocked', reason: 'balance', sessions: 0 }, 'blocked', /unpaid/],
    ['a hold', { desired: 'blocked', reason: 'hold', sessions: 0 }, 'blocked', /hold/],
    ['a paused service', { desired: 'closed', reason: 'service_paused', sessions: 0 }, 'closed', /paused/],
    ['no login at all', { sessions: 0, lastAcceptAt: null }, 'offline', /No login has come in/],
    ['a session that ended', { sessions: 0 }, 'offline', /session has ended/],
  ])('says so for %s', (_name, change, state, sentence) => {
    const verdict = connectionVerdict({ ...ONLINE, ...change });
    expect(verdict.state).toBe(state);
    expect(verdict.sentence).toMatch(sentence);
  });

  it('names the last refused login, unless one was accepted after it', () => {
    const lastReject = { code: 'wrong_password', at: LATE, isSecretSuspected: false };
    expect(connectionVerdict({ ...ONLINE, sessions: 0, lastReject })).toMatchObject({ state: 'refused' });
    expect(
      connectionVerdict({ ...ONLINE, sessions: 0, lastReject, lastAcceptAt: new Date(LATE.getTime() + 1) }),
    ).toMatchObject({ state: 'offline' });
  });

  it('suspects the router’s secret when the password is no text', () => {
    expect(rejectAdvice('wrong_password', { isSecretSuspected: true }).sentence).toMatch(/secret/);
    const blocked = (blockedFor?: string) => rejectAdvice('blocked', { blockedFor }).sentence;
    expect(blocked('balance')).toMatch(/money is owed\.$/);
    expect(blocked('quota')).toMatch(/data of this period is used up\.$/);
    expect(blocked('hold')).toMatch(/staff put a hold/);
    expect(blocked()).toMatch(/money is owed, a quota is used up, or/);
    expect(isRejectCode('toString')).toBe(false);
  });
});
