import { describe, expect, it } from 'vitest';
import { signingOutlook, type SigningShown } from './signing.js';

const NOW = new Date('2026-05-20T12:00:00Z');
const ago = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
const shown: SigningShown = {
  policy: 'auto',
  hasSecret: true,
  isTlsOnly: false,
  lastSeenAt: ago(0.1),
  signedSince: ago(30),
  unsignedSeenAt: null,
  unsignedRefusedAt: null,
};

describe('requiring signatures', () => {
  it.each([
    ['safe', {}],
    ['safe', { policy: 'off' as const }],
    ['safe', { unsignedSeenAt: ago(40) }],
    ['required', { policy: 'require' as const }],
    ['protected', { isTlsOnly: true }],
    ['never_heard', { lastSeenAt: null, signedSince: null }],
    ['quiet', { lastSeenAt: ago(9) }],
    ['too_short', { signedSince: ago(3) }],
    ['unsigned', { signedSince: null, unsignedSeenAt: ago(1) }],
    ['unsigned', { unsignedRefusedAt: ago(2) }],
  ])('is %s for %o', (outlook, changes) => {
    expect(signingOutlook({ ...shown, ...changes }, 7, NOW)).toBe(outlook);
  });
});
