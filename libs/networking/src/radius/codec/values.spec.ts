import { describe, expect, it } from 'vitest';
import { request } from '../../../test/radius-specimens.js';
import { ipv6PrefixBytes, ipv6PrefixText } from './addresses.js';
import { hidePassword, hideSalted, revealPassword, revealSalted } from './hiding.js';
import { normalMac } from './mac.js';
import { attributeFromText, decodeAttribute, decodeAttributes } from './values.js';

describe('attribute values', () => {
  it.each([
    ['User-Name', 'josé', 'josé'],
    ['Framed-IP-Address', '192.0.2.7', '192.0.2.7'],
    ['Session-Timeout', '4294967295', 4_294_967_295],
    ['NAS-IPv6-Address', '2001:db8::1', '2001:db8::1'],
    ['Delegated-IPv6-Prefix', '2001:db8:1::/48', '2001:db8:1::/48'],
    ['Framed-IPv6-Prefix', '2001:db8:0:40::/58', '2001:db8:0:40::/58'],
    ['Framed-Interface-Id', '0200:5eff:fe00:5301', '0200:5eff:fe00:5301'],
    ['Mikrotik-Rate-Limit', '10M/50M', '10M/50M'],
    ['WISPr-Bandwidth-Max-Down', '50000000', 50_000_000],
    ['ERX-Ingress-Policy-Name', 'gold', 'gold'],
    ['Cisco-AVPair', 'ip:addr-pool=a', 'ip:addr-pool=a'],
    ['Huawei-Input-Average-Rate', '1000', 1000],
  ])('%s survives the wire', (name, given, value) => {
    const attribute = attributeFromText(name, given);
    if (!attribute.ok) throw new Error(attribute.error);
    expect(decodeAttributes(request({ signed: false, attributes: [attribute.value] }))).toEqual([{ name, value }]);
  });

  it('keeps the tag of tunnel attributes, in text and in numbers', () => {
    const group = attributeFromText('Tunnel-Private-Group-Id', '120', 1);
    const type = attributeFromText('Tunnel-Type', '13', 1);
    if (!group.ok || !type.ok) throw new Error('not encoded');
    expect(decodeAttributes(request({ signed: false, attributes: [group.value, type.value] }))).toEqual([
      { name: 'Tunnel-Private-Group-Id', tag: 1, value: '120' },
      { name: 'Tunnel-Type', tag: 1, value: 13 },
    ]);
  });

  it('keeps unknown attributes, wrong lengths and broken UTF-8 as bytes', () => {
    const value = Buffer.from([0xff, 0xfe, 0x01]);
    expect(decodeAttribute({ vendor: 0, type: 200, value })).toEqual({ name: 'Attr-200', value });
    expect(decodeAttribute({ vendor: 9999, type: 7, value })).toEqual({ name: 'Vendor-9999-Attr-7', value });
    expect(decodeAttribute({ vendor: 0, type: 1, value })).toEqual({ name: 'User-Name', value });
    expect(decodeAttribute({ vendor: 0, type: 8, value })).toEqual({ name: 'Framed-IP-Address', value });
  });

  it.each([
    ['Framed-IP-Address', '192.0.2.256', 'not_the_type'],
    ['Framed-IP-Address', '010.0.0.1', 'not_the_type'],
    ['Session-Timeout', '4294967296', 'not_the_type'],
    ['Session-Timeout', '-1', 'not_the_type'],
    ['No-Such-Thing', '1', 'unknown_attribute'],
    ['User-Password', 'x', 'hidden_needs_secret'],
  ])('refuses %s = %s', (name, given, fault) => {
    expect(attributeFromText(name, given)).toEqual({ ok: false, error: fault });
  });
});

describe('IPv6 prefixes', () => {
  it.each(['2001:db8::/0x', '2001:db8::/129', '2001:db8::1/64', '192.0.2.0/24', '2001:db8::', '::/0/0'])(
    'refuses %s',
    (given) => {
      expect(ipv6PrefixBytes(given).ok).toBe(false);
    },
  );

  it('refuses a length over 128, too few bytes and host bits on the wire', () => {
    expect(ipv6PrefixText(Buffer.from([0, 129]))).toBeUndefined();
    expect(ipv6PrefixText(Buffer.from([0, 64, 0x20, 1]))).toBeUndefined();
    expect(ipv6PrefixText(Buffer.from([0, 12, 0x20, 0x1f]))).toBeUndefined();
    expect(ipv6PrefixText(Buffer.from([0, 0]))).toBe('::/0');
  });
});

describe('hiding', () => {
  const secret = Buffer.from('s3cret');
  const authenticator = Buffer.alloc(16, 3);

  it.each([0, 1, 15, 16, 17, 128])('gives a password of %i bytes back', (length) => {
    const hidden = hidePassword(Buffer.alloc(length, 65), secret, authenticator);
    if (!hidden.ok) throw new Error(hidden.error);
    expect(hidden.value.length % 16).toBe(0);
    expect(revealPassword(hidden.value, secret, authenticator)).toEqual({ ok: true, value: Buffer.alloc(length, 65) });
  });

  it('refuses 129 bytes, and wrong lengths when revealing', () => {
    expect(hidePassword(Buffer.alloc(129), secret, authenticator).ok).toBe(false);
    for (const length of [0, 15, 17, 144])
      expect(revealPassword(Buffer.alloc(length), secret, authenticator).ok).toBe(false);
  });

  it('gives salted values back, the salt always with its highest bit', () => {
    const hidden = hideSalted(Buffer.from('tunnel'), secret, authenticator, 5);
    if (!hidden.ok) throw new Error(hidden.error);
    expect(hidden.value.readUInt16BE(0)).toBe(0x8005);
    expect(revealSalted(hidden.value, secret, authenticator)).toEqual({ ok: true, value: Buffer.from('tunnel') });
    const other = revealSalted(hidden.value, Buffer.from('other'), authenticator);
    expect(other.ok && other.value.toString()).not.toBe('tunnel');
  });
});

describe('MAC addresses', () => {
  it.each([
    '02:00:0C:0A:0b:01',
    '02-00-0c-0a-0b-01',
    '0200.0c0a.0b01',
    '02000C0A0B01',
    '1:2:0:c:a:b:1',
    '01:02:00:0C:0A:0B:01',
    '2:0:c:a:b:1',
    '0200:0C0A:0B01',
    '02000c-0a0b01',
    '02000C:0A0B01',
    '02 00 0C 0A 0B 01',
  ])('%s', (spelling) => {
    expect(normalMac(spelling)).toBe('02:00:0c:0a:0b:01');
  });

  it.each([
    '',
    'hello',
    '02:00:0c:0a:0b',
    '02:00:0c:0a:0b:0g',
    '02000c0a0b0',
    '3:2:0:c:a:b:1',
    '02:00:0c:0a:0b:001',
    '02:00-0c:0a-0b:01',
    '0200 0c0a 0b01',
    '02.00.0c.0a.0b.01',
  ])('%j is none', (spelling) => {
    expect(normalMac(spelling)).toBeUndefined();
  });
});
