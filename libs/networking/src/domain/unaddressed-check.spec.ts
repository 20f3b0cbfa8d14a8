import { describe, expect, it } from 'vitest';
import { checkWords } from './router-check.js';
import { type Unaddressed, unaddressedVerdict } from './unaddressed-check.js';

const tower: Unaddressed = { isMikrotik: true, isKnownOverTls: true, isConnected: true, hasApiAccount: false };

describe('a router without an address that is known over TLS', () => {
  it('is there as long as it is connected', () => {
    expect(unaddressedVerdict('reach', tower)).toEqual({ state: 'passed', code: 'REACHED_TLS' });
    expect(unaddressedVerdict('reach', { ...tower, isConnected: false }).state).toBe('failed');
  });

  it('needs neither API nor clock, and is told what an address would give', () => {
    for (const kind of ['api', 'clock'] as const)
      expect(unaddressedVerdict(kind, tower)).toEqual({ state: 'not_needed', code: 'NO_ADDRESS_OVER_TLS' });
    expect(checkWords('NO_ADDRESS_OVER_TLS').advice).toContain('SNMP');
    expect(unaddressedVerdict('api', { ...tower, isMikrotik: false }).code).toBe('API_NOT_MIKROTIK');
  });

  it('fails where an account or changes by UDP wait for an address', () => {
    expect(unaddressedVerdict('api', { ...tower, hasApiAccount: true })).toEqual({
      state: 'failed',
      code: 'NO_ADDRESS',
    });
    expect(unaddressedVerdict('coa', tower)).toEqual({ state: 'failed', code: 'COA_NO_ADDRESS' });
  });
});

it('a router without an address that is known by no certificate lacks its address', () => {
  for (const kind of ['reach', 'api', 'coa', 'clock'] as const)
    expect(unaddressedVerdict(kind, { ...tower, isKnownOverTls: false }).code).toBe('NO_ADDRESS');
});

it('every finding has words', () => {
  for (const code of ['REACHED_TLS', 'TLS_NOT_CONNECTED', 'COA_NO_ADDRESS', 'NO_ADDRESS_OVER_TLS', 'NO_ADDRESS'])
    expect(checkWords(code).sentence).not.toContain('unexpected');
});
