import { describe, expect, it } from 'vitest';
import { chapDigest, chapMatches, papMatches } from './chap.js';
import { desBlock } from './des.js';
import { md4 } from './md4.js';
import {
  authenticatorResponse,
  challengeHash,
  msChap1Matches,
  msChap2Matches,
  ntPasswordHash,
  ntResponse,
  challengeResponse,
} from './ms-chap.js';
import { mppeKeys } from './mppe.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('MD4 (RFC 1320 A.5)', () => {
  it.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
    ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
  ])('of %j', (message, digest) => {
    expect(md4(Buffer.from(message)).toString('hex')).toBe(digest);
  });
});

describe('DES', () => {
  it('encrypts a known block', () => {
    // FIPS 81's key 0123456789abcdef without its parity bits, on "Now is t".
    const key56 = BigInt('0x0123456789abcdef');
    let packed = 0n;
    for (let k = 7n; k >= 0n; k -= 1n) packed = (packed << 7n) | ((key56 >> (k * 8n + 1n)) & 0x7fn);
    const key = Buffer.from(packed.toString(16).padStart(14, '0'), 'hex');
    expect(desBlock(Buffer.from('Now is t'), key).toString('hex')).toBe('3fa40e8a984d4815');
  });
});

describe('MS-CHAPv2 (RFC 2759 §9.2, RFC 3079 §3.5.3)', () => {
  const user = Buffer.from('User');
  const password = 'clientPass';
  const challenge = hex('5B 5D 7C 7D 7B 3F 2F 3E 3C 2C 60 21 32 26 26 28');
  const peerChallenge = hex('21 40 23 24 25 5E 26 2A 28 29 5F 2B 3A 33 7C 7E');
  const response = hex('82 30 9E CD 8D 70 8B 5E A0 8F AA 39 81 CD 83 54 42 33 11 4A 3D 85 D6 DF');
  const attempt = { ident: 1, peerChallenge, response };
  const challenge8 = challengeHash(peerChallenge, challenge, user);

  it('hashes challenge and password as the RFC does', () => {
    expect(challenge8).toEqual(hex('D0 2E 43 86 BC E9 12 26'));
    expect(ntPasswordHash(password)).toEqual(hex('44 EB BA 8D 53 12 B8 D6 11 47 44 11 F5 69 89 AE'));
  });

  it('makes the answer of the RFC, and knows it again', () => {
    expect(ntResponse(user, ntPasswordHash(password), challenge, peerChallenge)).toEqual(response);
    expect(msChap2Matches(attempt, challenge8, ntPasswordHash(password))).toBe(true);
    expect(msChap2Matches(attempt, challenge8, ntPasswordHash('clientpass'))).toBe(false);
    expect(msChap2Matches(attempt, challengeHash(challenge, challenge, user), ntPasswordHash(password))).toBe(false);
  });

  it('leaves the Windows domain out of the name', () => {
    expect(challengeHash(peerChallenge, challenge, Buffer.from('DOMAIN\\User'))).toEqual(challenge8);
  });

  it('proves the server to the client', () => {
    expect(authenticatorResponse(attempt, challenge8, ntPasswordHash(password))).toBe(
      'S=407A5589115FD0D6209F510FE9C04566932CDA56',
    );
  });

  it('derives the send key of the RFC, and another one for receiving', () => {
    const keys = mppeKeys(ntPasswordHash(password), response);
    expect(keys.send).toEqual(hex('8B 7C DC 14 9B 99 3A 1B A1 18 CB 15 3F 56 DC CB'));
    expect(keys.receive).toHaveLength(16);
    expect(keys.receive).not.toEqual(keys.send);
  });
});

describe('MS-CHAP version 1', () => {
  const challenge = hex('10 2D B5 DF 08 5D 30 41');
  const value = Buffer.concat([
    Buffer.from([1, 1]),
    Buffer.alloc(24),
    challengeResponse(challenge, ntPasswordHash('MyPw')),
  ]);

  it('makes the answer of RFC 2433 B.3', () => {
    expect(value.subarray(26)).toEqual(hex('4E 9D 3C 8F 9C FD 38 5D 5B F4 D3 24 67 91 95 6C A4 C3 51 AB 40 9A 3D 61'));
  });

  it('takes the NT answer and refuses the LAN Manager flag', () => {
    expect(msChap1Matches(value, ntPasswordHash('MyPw'), challenge)).toBe(true);
    expect(msChap1Matches(value, ntPasswordHash('mypw'), challenge)).toBe(false);
    const lanManager = Buffer.from(value);
    lanManager[1] = 0;
    expect(msChap1Matches(lanManager, ntPasswordHash('MyPw'), challenge)).toBe(false);
  });
});

describe('CHAP and PAP', () => {
  it('matches its own digest only with the same id, password and challenge', () => {
    const challenge = Buffer.from('challenge');
    const value = Buffer.concat([Buffer.from([9]), chapDigest(9, Buffer.from('secret'), challenge)]);
    expect(chapMatches(value, Buffer.from('secret'), challenge)).toBe(true);
    expect(chapMatches(value, Buffer.from('secreT'), challenge)).toBe(false);
    expect(chapMatches(value.subarray(0, 16), Buffer.from('secret'), challenge)).toBe(false);
  });

  it('does not take a prefix of the password for the password', () => {
    expect(papMatches(Buffer.from('secret'), Buffer.from('secret'))).toBe(true);
    expect(papMatches(Buffer.from('secre'), Buffer.from('secret'))).toBe(false);
    expect(papMatches(Buffer.alloc(0), Buffer.from('secret'))).toBe(false);
  });
});
