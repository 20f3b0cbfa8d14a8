import { describe, expect, it } from 'vitest';
import { secretStrength } from './secret-strength.js';

describe('the strength of a shared secret', () => {
  it.each([
    ['testing123', 'weak', 'under_16'],
    ['MyVeryOwnRadiusSecret2026', 'weak', '24_or_more'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'weak', '24_or_more'],
    ['abcdefghijklmnopqrstuvwxyz0123456789', 'weak', '24_or_more'],
    ['horse battery staple', 'weak', '16_to_23'],
    ['7f3a91c4d8e2b605', 'fair', '16_to_23'],
    ['k8Xw2Lq9Rt4Vz7Np', 'fair', '16_to_23'],
    ['q7Zk2Vw9sXe4Rt8Yp1Lm6Nc3', 'strong', '24_or_more'],
    ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b', 'strong', '24_or_more'],
  ] as const)('%s is %s', (secret, strength, length) => {
    expect(secretStrength(secret)).toEqual({ strength, length });
  });
});
