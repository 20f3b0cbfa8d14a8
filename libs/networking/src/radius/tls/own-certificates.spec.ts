import { X509Certificate } from 'node:crypto';
import { SeededRandom } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { CertificateMaker } from './own-certificates.js';
import { readPeerCertificate } from './peer-certificate.js';

const NOW = new Date('2026-05-04T10:00:00Z');
const maker = new CertificateMaker(new SeededRandom('certificates'), NOW);
const authority = maker.make({ name: 'Authority of Åland', use: 'authority', days: 3_650 });

describe('certificates of our own', () => {
  it.each(['rsa', 'ec'] as const)('are signed by the authority, and say what they are for (%s)', (keys) => {
    const made = maker.make(
      { name: 'tower-7', names: ['tower-7.isp.example', '198.51.100.7', '2001:db8::7'], use: 'router', days: 90, keys },
      authority,
    );
    const [own, root] = [new X509Certificate(made.certificate), new X509Certificate(authority.certificate)];
    expect(own.verify(root.publicKey)).toBe(true);
    expect(own.checkIssued(root)).toBe(true);
    expect([own.ca, root.ca]).toEqual([false, true]);
    expect(own.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(own.checkHost('tower-7.isp.example')).toBe('tower-7.isp.example');
    expect(own.checkIP('2001:db8::7')).toBe('2001:db8::7');
    expect(readPeerCertificate(own)).toEqual({
      fingerprint: made.fingerprint,
      subject: 'tower-7',
      names: ['tower-7', 'tower-7.isp.example', '198.51.100.7', '2001:db8:0:0:0:0:0:7'],
      issuer: 'Authority of Åland',
      serial: own.serialNumber.toLowerCase(),
      issuerBytes: expect.stringContaining(Buffer.from('Authority of Åland').toString('hex')),
      validFrom: new Date('2026-05-03T10:00:00Z'),
      validTo: new Date('2026-08-02T10:00:00Z'),
    });
  });

  it('have the days of RFC 5280 on either side of 2050', () => {
    const late = maker.make({ name: 'late', use: 'server', days: 10_000, keys: 'ec' }, authority);
    expect(new Date(new X509Certificate(late.certificate).validTo)).toEqual(new Date('2053-09-19T10:00:00Z'));
    expect(late.validTo).toEqual(new Date('2053-09-19T10:00:00Z'));
  });

  it('have numbers of their own', () => {
    const made = [1, 2].map(() => maker.make({ name: 'x', use: 'router', days: 1, keys: 'ec' }, authority));
    expect(new Set(made.map(({ certificate }) => new X509Certificate(certificate).serialNumber)).size).toBe(2);
  });
});
