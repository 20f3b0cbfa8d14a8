import { describe, expect, it } from 'vitest';
import { checkWords, clockVerdict, coaVerdict, radiusVerdict, type RadiusHeard } from './router-check.js';

const now = new Date('2026-03-15T08:00:00Z');
const heard: RadiusHeard = {
  hasSecret: true,
  lastSeenAt: new Date('2026-03-15T07:59:00Z'),
  unsignedSeenAt: null,
  secretSuspected: false,
  configured: undefined,
};

describe('a harmless request for an unknown session', () => {
  it('proves the path by its refusal', () => {
    expect(coaVerdict({ answer: 'nak', errorCause: 503, ignored: 0 })).toEqual({
      state: 'passed',
      code: 'COA_NO_SUCH_SESSION',
    });
    expect(coaVerdict({ answer: 'nak', errorCause: 402, ignored: 0 }).state).toBe('passed');
  });

  it('fails on silence, and tells a wrong secret from no answer', () => {
    expect(coaVerdict({ answer: 'timeout', errorCause: undefined, ignored: 0 }).code).toBe('COA_SILENT');
    expect(coaVerdict({ answer: 'timeout', errorCause: undefined, ignored: 2 }).code).toBe('COA_WRONG_SECRET');
    expect(coaVerdict({ answer: 'nak', errorCause: 501, ignored: 0 }).state).toBe('failed');
  });
});

describe('what was heard over RADIUS', () => {
  it('passes only while logins come', () => {
    expect(radiusVerdict(heard, now)).toEqual({ state: 'passed', code: 'RADIUS_HEARD' });
    expect(radiusVerdict({ ...heard, lastSeenAt: new Date('2026-03-13T08:00:00Z') }, now).code).toBe('RADIUS_QUIET');
    expect(radiusVerdict({ ...heard, lastSeenAt: null }, now).code).toBe('RADIUS_NEVER_HEARD');
    expect(radiusVerdict({ ...heard, lastSeenAt: null, configured: false }, now).code).toBe('RADIUS_NOT_SET_UP');
  });

  it('says so when logins are unsigned or under another secret', () => {
    expect(radiusVerdict({ ...heard, unsignedSeenAt: now }, now).code).toBe('RADIUS_HEARD_UNSIGNED');
    expect(radiusVerdict({ ...heard, secretSuspected: true }, now).state).toBe('failed');
    expect(radiusVerdict({ ...heard, hasSecret: false }, now).code).toBe('RADIUS_NO_SECRET');
  });
});

it('a clock may differ by half a minute either way', () => {
  expect(clockVerdict(-30).state).toBe('passed');
  expect(clockVerdict(31).state).toBe('failed');
  expect(clockVerdict(-31).code).toBe('CLOCK_OFF');
});

it('every verdict has words, and every failure advice', () => {
  for (const code of ['COA_SILENT', 'COA_WRONG_SECRET', 'RADIUS_QUIET', 'RADIUS_NO_SECRET', 'CLOCK_OFF', 'NOT_REACHED'])
    expect(checkWords(code).advice, code).not.toBe('');
  expect(checkWords('COA_NO_SUCH_SESSION').sentence).toContain('503');
});
