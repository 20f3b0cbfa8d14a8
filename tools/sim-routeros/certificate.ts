import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface OwnCertificate {
  readonly key: string;
  readonly cert: string;
  /** SHA-256 of the certificate, in hexadecimal, as a client pins it. */
  readonly sha256: string;
}

/** A certificate that the router signed for itself, new each time: just enough X.509 (RFC 5280) for TLS to take it. */
export function ownCertificate(commonName: string, now: Date): OwnCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(0x30, der(0x31, der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(commonName)))));
  const algorithm = der(0x30, Buffer.from('06082a8648ce3d040302', 'hex'));
  const day = 86_400_000;
  const validity = der(0x30, time(new Date(now.getTime() - day)), time(new Date(now.getTime() + 3_650 * day)));
  const serial = der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)]));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(0x30, der(0xa0, der(0x02, Buffer.of(2))), serial, algorithm, name, validity, name, key);
  const signature = der(0x03, Buffer.of(0), sign('sha256', body, privateKey));
  const bytes = der(0x30, body, algorithm, signature);
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length;
  const prefix = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...prefix), content]);
}

function time(at: Date): Buffer {
  return der(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}
