import { describe, expect, it } from 'vitest';
import { POSTURE_SUBJECTS, type PostureFacts, postureOf } from './router-posture.js';

const NOW = new Date('2026-05-20T12:00:00Z');
const ago = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
const GOOD: PostureFacts = {
  policy: 'require',
  hasSecret: true,
  isTlsOnly: false,
  lastSeenAt: ago(0.01),
  signedSeenAt: ago(0.01),
  signedSince: ago(90),
  unsignedSeenAt: null,
  unsignedRefusedAt: null,
  secret: { strength: 'strong', length: '24_or_more' },
  sharedWith: 0,
  tls: null,
  coa: 'passed',
  clock: 'passed',
  api: 'pinned',
};
const WEAK = { strength: 'weak', length: 'under_16' } as const;
const TLS: PostureFacts = {
  ...GOOD,
  isTlsOnly: true,
  tls: { isConnected: true, lastConnectedAt: ago(3), certificateExpiresAt: ago(-300) },
};
const code = (facts: PostureFacts, subject: (typeof POSTURE_SUBJECTS)[number]): string | undefined =>
  postureOf(facts, NOW).findings.find((one) => one.subject === subject)?.code;

describe('the posture of a router', () => {
  it('is safe when everything is in order, by UDP and over TLS', () => {
    expect(postureOf(GOOD, NOW)).toMatchObject({ verdict: 'safe', transport: 'udp' });
    expect(postureOf(TLS, NOW)).toMatchObject({ verdict: 'safe', transport: 'tls' });
  });

  it('says something about each subject, in words', () => {
    for (const facts of [GOOD, TLS]) {
      const { findings } = postureOf(facts, NOW);
      expect(findings.map(({ subject }) => subject)).toEqual([...POSTURE_SUBJECTS]);
      for (const { sentence } of findings) expect(sentence).not.toBe('');
    }
  });

  it('is dangerous as soon as one thing is', () => {
    expect(postureOf({ ...GOOD, api: 'plain' }, NOW).verdict).toBe('danger');
    expect(postureOf({ ...GOOD, secret: WEAK }, NOW).verdict).toBe('danger');
    expect(postureOf({ ...GOOD, coa: 'failed' }, NOW).verdict).toBe('attention');
  });

  it.each([
    ['signature_refused', { unsignedRefusedAt: ago(2) }],
    ['signature_required', { unsignedRefusedAt: ago(12) }],
    ['signature_could_be_required', { policy: 'off' as const }],
    ['signature_could_be_required', { policy: 'auto' as const }],
    ['signature_seen', { policy: 'auto' as const, signedSince: ago(2) }],
    ['signature_unsigned', { policy: 'auto' as const, signedSeenAt: null, signedSince: null, unsignedSeenAt: ago(1) }],
    ['signature_off', { policy: 'off' as const, signedSince: null, unsignedSeenAt: ago(1) }],
    ['signature_not_heard', { policy: 'auto' as const, lastSeenAt: null, signedSeenAt: null, signedSince: null }],
    ['signature_not_needed', { isTlsOnly: true }],
  ])('knows %s', (expected, changes) => {
    expect(code({ ...GOOD, ...changes }, 'signature')).toBe(expected);
  });

  it.each([
    ['secret_shared', { sharedWith: 2 }],
    ['secret_weak', { sharedWith: 2, secret: WEAK }],
    ['secret_not_used', { ...TLS, secret: WEAK }],
    ['secret_none', { hasSecret: false, secret: null }],
    ['secret_not_used', { ...TLS, hasSecret: false, secret: null }],
  ])('knows %s', (expected, changes) => {
    expect(code({ ...GOOD, ...changes }, 'secret')).toBe(expected);
  });

  it.each([
    ['certificate_valid', -31],
    ['certificate_ends_soon', -29],
    ['certificate_ends_now', -6],
    ['certificate_ended', 0],
  ])('knows %s', (expected, days) => {
    const tls = { isConnected: true, lastConnectedAt: ago(1), certificateExpiresAt: ago(days) };
    expect(code({ ...TLS, tls }, 'certificate')).toBe(expected);
  });

  it.each([
    ['transport_tls', {}],
    ['transport_tls', { tls: { isConnected: false, lastConnectedAt: ago(0.5), certificateExpiresAt: null } }],
    ['transport_both', { isTlsOnly: false }],
    ['transport_tls_gone', { tls: { isConnected: false, lastConnectedAt: ago(2), certificateExpiresAt: null } }],
    ['transport_tls_never', { tls: { isConnected: false, lastConnectedAt: null, certificateExpiresAt: null } }],
    [
      'transport_tls_not_yet',
      { isTlsOnly: false, tls: { isConnected: false, lastConnectedAt: null, certificateExpiresAt: null } },
    ],
    ['transport_udp_require', { isTlsOnly: false, tls: null }],
    ['transport_none', { isTlsOnly: false, tls: null, hasSecret: false, secret: null }],
  ])('knows %s', (expected, changes) => {
    expect(code({ ...TLS, ...changes }, 'transport')).toBe(expected);
  });
});
