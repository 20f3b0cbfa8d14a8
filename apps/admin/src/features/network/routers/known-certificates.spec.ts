import { expect, it } from 'vitest';
import { knownCertificates } from './known-certificates';
import type { RevokedCertificate, RouterTlsState } from './router-tls.graphql';

const tls = {
  fingerprints: ['aa', 'bb', 'cc'],
  certificateFingerprint: 'bb',
  certificateSubject: 'tower-7',
  connections: [{ fingerprint: 'aa', certificateSubject: 'tower-7-new' }],
} as unknown as RouterTlsState;

it('each certificate of a router stands once, with the strongest thing that is said of it', () => {
  const revoked = [{ fingerprint: 'cc', subject: 'stolen', reason: 'KEY_COMPROMISE' } as RevokedCertificate];
  const found = knownCertificates(tls, revoked).map(({ fingerprint, subject, state }) => [fingerprint, subject, state]);
  expect(new Set(found)).toEqual(
    new Set([
      ['cc', 'stolen', 'revoked'],
      ['aa', 'tower-7-new', 'inUse'],
      ['bb', 'tower-7', 'shownLast'],
    ]),
  );
  expect(knownCertificates(null, [])).toEqual([]);
});
