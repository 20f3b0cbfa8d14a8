import { X509Certificate } from 'node:crypto';
import { SeededRandom } from '@demarc/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OWN_AUTHORITY, OWN_REVOCATION_LIST } from '../../../test/own-authority.js';
import { CertificateMaker } from './own-certificates.js';
import { makeRevocationList } from './own-revocation-list.js';
import { readPeerCertificate } from './peer-certificate.js';
import { readRevocationLists, revocationOf } from './revocation-list.js';

const NOW = new Date('2026-05-04T10:00:00Z');
const maker = new CertificateMaker(new SeededRandom('revocations'), NOW);
const authority = maker.make({ name: 'Authority', use: 'authority', days: 3_650, keys: 'ec' });
const byRsa = maker.make({ name: 'Authority by RSA', use: 'authority', days: 3_650 });
/** The same name, another key. */
const impostor = maker.make({ name: 'Authority', use: 'authority', days: 3_650, keys: 'ec' });
const made = ['tower-7', 'hill-2'].map((name) => maker.make({ name, use: 'router', days: 90, keys: 'ec' }, authority));
const [tower, hill] = made.map(({ certificate }) => readPeerCertificate(new X509Certificate(certificate)));
if (!tower || !hill) throw new Error('two certificates were made');
const entry = { serial: tower.serial, atMs: NOW.getTime(), reason: 'key_compromise' as const };
const revoked = [entry];
const pem = makeRevocationList(authority, revoked, { now: NOW, days: 30 });
const bytes = Buffer.from(pem);
const der = Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64');

describe('a revocation list of our own', () => {
  it('is read back as it was written, in PEM and in DER', () => {
    for (const file of [bytes, der]) {
      const lists = readRevocationLists(file, authority.certificate);
      expect(lists[0]?.nextUpdate).toEqual(new Date('2026-06-03T10:00:00Z'));
      expect(revocationOf(lists, tower)).toEqual({ atMs: NOW.getTime(), reason: 'key_compromise' });
      expect(revocationOf(lists, hill)).toBeUndefined();
      expect(revocationOf(lists, { ...tower, issuerBytes: 'another' })).toBeUndefined();
    }
  });

  it('may have thousands on it, or nobody', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => ({
      serial: (2 ** 40 + at).toString(16),
      atMs: NOW.getTime(),
      reason: 'superseded' as const,
    }));
    for (const numbers of [many, []]) {
      const file = Buffer.from(makeRevocationList(authority, numbers, { now: NOW, days: 1 }));
      expect(readRevocationLists(file, authority.certificate)[0]?.revoked.size).toBe(numbers.length);
    }
  });

  it('keeps each number as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (number) => {
        const serial = Buffer.from(number)
          .toString('hex')
          .replace(/^(00)+(?=..)/, '');
        const file = makeRevocationList(authority, [{ ...entry, serial }], { now: NOW, days: 1 });
        const [list] = readRevocationLists(Buffer.from(file), authority.certificate);
        expect([...(list?.revoked.keys() ?? [])]).toEqual([serial]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a revocation list that cannot be trusted is refused as a whole', () => {
  it.each([
    ['by the same name under another key', bytes, impostor.certificate, 'not signed by the authority'],
    ['by an authority that is not set', bytes, byRsa.certificate, 'not signed by the authority'],
    ['where no authority is set', bytes, '', 'not signed by the authority'],
    [
      'with a bit changed',
      Buffer.from(der.map((byte, at) => (at === 60 ? byte ^ 1 : byte))),
      authority.certificate,
      '',
    ],
    ['cut off', der.subarray(0, -10), authority.certificate, 'no DER'],
    ['that is something else', Buffer.from('hello'), authority.certificate, ''],
  ])('%s', (_name, file, signer, words) => {
    expect(() => readRevocationLists(file, signer)).toThrow(words);
  });
});

it('a list made by OpenSSL for an authority of the operator is read, with its reasons', () => {
  const lists = readRevocationLists(Buffer.from(OWN_REVOCATION_LIST), OWN_AUTHORITY);
  expect([...(lists[0]?.revoked ?? [])]).toEqual([
    ['1000', { atMs: Date.UTC(2026, 4, 1), reason: 'key_compromise' }],
    ['1001', { atMs: Date.UTC(2026, 4, 2), reason: 'unspecified' }],
  ]);
});
