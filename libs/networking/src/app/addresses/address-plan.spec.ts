import { describe, expect, it } from 'vitest';
import { plainIpv4, plainIpv6Prefix, plainPrefix } from './address-plan.js';

describe('addresses', () => {
  it('are kept in one spelling', () => {
    expect(plainPrefix('10.0.0.7/24')).toBe('10.0.0.0/24');
    expect(plainPrefix(' 192.0.2.1 ')).toBe('192.0.2.1/32');
    expect(plainPrefix('2001:DB8::1/56')).toBe('2001:db8::/56');
    expect(plainIpv6Prefix('2001:db8:7::/56')).toBe('2001:db8:7::/56');
  });

  it.each(['', 'router.example', '10.0.0', '10.0.0.0/33', '10.0.0.256', '0x7f.1'])(
    'refuses %j as a network',
    (text) => {
      expect(plainPrefix(text)).toBeUndefined();
    },
  );

  it.each(['0.0.0.0', '127.0.0.1', '255.255.255.255', '224.0.0.1', '10.0.0', '10.0.0.01x', '1.2.3.4/32'])(
    'gives no customer %j',
    (text) => {
      expect(plainIpv4(text)).toBeUndefined();
    },
  );
});
