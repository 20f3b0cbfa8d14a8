import { describe, expect, it } from 'vitest';
import { AUTHENTICATOR, request, requestBytes, SECRET, text } from '../../../test/radius-specimens.js';
import {
  checkMessageAuthenticator,
  checkRequestAuthenticator,
  checkResponseAuthenticator,
  replyFault,
} from './authenticators.js';
import { Attr, PacketCode, VendorId } from './codes.js';
import { PacketEncoder } from './encode.js';
import { Packet, parsePacket } from './packet.js';

const secret = Buffer.from(SECRET);
const header = (length: number, body: number[] = []): Buffer =>
  Buffer.from([1, 1, length >> 8, length & 255, ...AUTHENTICATOR, ...body]);

describe('parsePacket', () => {
  it.each([
    ['an empty datagram', Buffer.alloc(0), 'shorter_than_header'],
    ['19 bytes', Buffer.alloc(19), 'shorter_than_header'],
    ['a length field of 19', header(19), 'length_below_header'],
    ['a length field beyond the datagram', header(30), 'length_beyond_datagram'],
    ['4097 bytes', Buffer.concat([header(4097), Buffer.alloc(4077)]), 'length_over_4096'],
    ['an attribute of length 0', header(22, [1, 0]), 'attribute_length_below_2'],
    ['an attribute of length 1', header(22, [1, 1]), 'attribute_length_below_2'],
    ['an attribute running over the end', header(23, [1, 9, 65]), 'attribute_beyond_end'],
    ['a lone last byte', header(21, [1]), 'attribute_beyond_end'],
  ])('refuses %s', (_name, datagram, fault) => {
    expect(parsePacket(datagram)).toEqual({ ok: false, error: fault });
  });

  it('ignores padding behind the length field', () => {
    const parsed = parsePacket(Buffer.concat([header(24, [1, 4, 65, 66]), Buffer.alloc(65_000, 255)]));
    expect(parsed.ok && parsed.value.text(Attr.UserName)).toBe('AB');
    expect(parsed.ok && parsed.value.bytes.length).toBe(24);
  });

  it('takes 2038 empty attributes', () => {
    const body = Array.from({ length: 2038 }, () => [33, 2]).flat();
    const parsed = parsePacket(header(20 + body.length, body));
    expect(parsed.ok && parsed.value.count(Attr.ProxyState)).toBe(2038);
  });
});

describe('vendor attributes', () => {
  const vsa = (inside: number[]): Packet =>
    new Packet(header(26 + inside.length, [26, 6 + inside.length, 0, 0, 0x3a, 0x8c, ...inside]));

  it('finds one of several in one envelope', () => {
    const packet = vsa([3, 4, 65, 65, 8, 4, 66, 66]);
    expect(packet.vendorFirst(VendorId.Mikrotik, 8)?.toString()).toBe('BB');
    expect(packet.vendorFirst(VendorId.Wispr, 8)).toBeUndefined();
    expect(packet.attributes().map(({ vendor, type }) => [vendor, type])).toEqual([
      [14988, 3],
      [14988, 8],
    ]);
  });

  it.each([
    ['length 0', [8, 0]],
    ['length 1', [8, 1]],
    ['a length beyond the envelope', [8, 9, 65]],
    ['a lone type', [8]],
  ])('keeps the whole raw with %s inside', (_name, inside) => {
    const packet = vsa(inside);
    expect(packet.vendorFirst(VendorId.Mikrotik, 8)).toBeUndefined();
    expect(packet.attributes()).toMatchObject([{ vendor: 0, type: 26 }]);
  });
});

describe('PacketEncoder', () => {
  const encoder = new PacketEncoder();

  it('puts the Message-Authenticator first in a reply, and gives Proxy-State back in order', () => {
    const asked = request({ attributes: [text(Attr.ProxyState, 'one'), text(Attr.ProxyState, 'two')] });
    const reply = encoder.reply({
      code: 2,
      request: asked,
      secret,
      attributes: [text(18, 'hi')],
      messageAuthenticator: true,
    });
    if (!reply.ok) throw new Error(reply.error);
    const packet = new Packet(reply.value);
    expect(packet.attributes().map(({ type }) => type)).toEqual([80, 18, 33, 33]);
    expect(packet.all(Attr.ProxyState).map(String)).toEqual(['one', 'two']);
    expect(replyFault(packet, asked, secret)).toBeUndefined();
    expect(checkMessageAuthenticator(packet, secret, asked)).toBe('valid');
  });

  it('spreads long EAP-Message values and joins them again, and refuses other long values', () => {
    const value = Buffer.alloc(1000, 7);
    const spread = request({ attributes: [{ vendor: 0, type: Attr.EapMessage, value }] });
    expect(spread.count(Attr.EapMessage)).toBe(4);
    expect(spread.joined(Attr.EapMessage)).toEqual(value);
    const refused = encoder.reply({
      code: 2,
      request: spread,
      secret,
      attributes: [text(Attr.FramedRoute, 'x'.repeat(254))],
      messageAuthenticator: true,
    });
    expect(refused).toEqual({ ok: false, error: 'value_too_long' });
  });

  it('refuses a packet of more than 4096 bytes', () => {
    const many = Array.from({ length: 20 }, () => text(Attr.ReplyMessage, 'x'.repeat(253)));
    const reply = encoder.reply({
      code: 2,
      request: request({ attributes: [] }),
      secret,
      attributes: many,
      messageAuthenticator: true,
    });
    expect(reply).toEqual({ ok: false, error: 'packet_too_long' });
  });

  it('writes a name of three-byte letters in full', () => {
    const name = '中'.repeat(84);
    expect(request({ attributes: [text(Attr.UserName, name)] }).text(Attr.UserName)).toBe(name);
  });
});

describe('authenticators', () => {
  it.each([
    ['Accounting-Request', PacketCode.AccountingRequest],
    ['CoA-Request', PacketCode.CoaRequest],
    ['Disconnect-Request', PacketCode.DisconnectRequest],
  ])('hold for %s and for no changed byte of it', (_name, code) => {
    const bytes = requestBytes({ code, attributes: [text(Attr.UserName, 'a')] });
    expect(checkRequestAuthenticator(new Packet(bytes), secret)).toBe(true);
    expect(checkMessageAuthenticator(new Packet(bytes), secret)).toBe('valid');
    for (let at = 4; at < 20; at += 1)
      for (let bit = 1; bit < 256; bit <<= 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ bit;
        expect(checkRequestAuthenticator(new Packet(changed), secret)).toBe(false);
      }
  });

  it('tells an absent, wrong, short and repeated Message-Authenticator apart', () => {
    const signature = { vendor: 0, type: Attr.MessageAuthenticator, value: Buffer.alloc(16) };
    expect(checkMessageAuthenticator(request({ signed: false, attributes: [] }), secret)).toBe('absent');
    expect(checkMessageAuthenticator(request({ secret: 'other', attributes: [] }), secret)).toBe('wrong');
    expect(checkMessageAuthenticator(request({ attributes: [signature] }), secret)).toBe('repeated');
    const short = request({ signed: false, attributes: [{ ...signature, value: Buffer.alloc(15) }] });
    expect(checkMessageAuthenticator(short, secret)).toBe('wrong');
  });

  it('do not hold for a reply to another request', () => {
    const asked = request({ attributes: [] });
    const reply = new PacketEncoder().reply({
      code: 2,
      request: asked,
      secret,
      attributes: [],
      messageAuthenticator: true,
    });
    if (!reply.ok) throw new Error(reply.error);
    expect(checkResponseAuthenticator(new Packet(reply.value), AUTHENTICATOR, secret)).toBe(true);
    expect(checkResponseAuthenticator(new Packet(reply.value), Buffer.alloc(16), secret)).toBe(false);
    expect(checkResponseAuthenticator(new Packet(reply.value), AUTHENTICATOR, Buffer.from('other'))).toBe(false);
  });
});
