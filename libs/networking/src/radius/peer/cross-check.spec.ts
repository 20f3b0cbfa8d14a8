import radius from 'radius';
import { describe, expect, it } from 'vitest';
import { AUTHENTICATOR, papAttributes, requestBytes, SECRET, text } from '../../../test/radius-specimens.js';
import {
  checkMessageAuthenticator,
  checkRequestAuthenticator,
  checkResponseAuthenticator,
  replyFault,
} from '../codec/authenticators.js';
import { Attr, PacketCode, VendorId } from '../codec/codes.js';
import { PacketEncoder } from '../codec/encode.js';
import { revealPassword } from '../codec/hiding.js';
import { Packet, parsePacket } from '../codec/packet.js';
import { attributeFromText, decodeAttributes } from '../codec/values.js';

const secret = Buffer.from(SECRET);

function parsed(bytes: Buffer): Packet {
  const outcome = parsePacket(bytes);
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
}

describe('npm radius, an independent peer', () => {
  it('writes requests that we read: password, signature, vendor attributes', () => {
    const packet = parsed(
      radius.encode({
        code: 'Access-Request',
        secret: SECRET,
        identifier: 9,
        add_message_authenticator: true,
        attributes: [
          ['User-Name', 'pppoe-1'],
          ['User-Password', 'a password of more than sixteen bytes'],
          ['NAS-IP-Address', '192.0.2.1'],
          ['Vendor-Specific', VendorId.Mikrotik, [[8, Buffer.from('10M/50M')]]],
        ],
      }),
    );
    expect(packet.id).toBe(9);
    expect(checkMessageAuthenticator(packet, secret)).toBe('valid');
    expect(packet.text(Attr.UserName)).toBe('pppoe-1');
    const clear = revealPassword(packet.first(Attr.UserPassword) ?? Buffer.alloc(0), secret, packet.authenticator);
    expect(clear.ok && clear.value.toString()).toBe('a password of more than sixteen bytes');
    expect(decodeAttributes(packet)).toContainEqual({ name: 'Mikrotik-Rate-Limit', value: '10M/50M' });
    expect(decodeAttributes(packet)).toContainEqual({ name: 'NAS-IP-Address', value: '192.0.2.1' });
  });

  it('reads requests that we write', () => {
    const address = attributeFromText('Framed-IP-Address', '198.51.100.7');
    if (!address.ok) throw new Error(address.error);
    const bytes = requestBytes({ id: 77, attributes: [...papAttributes('pppoe-1', 'clientPass'), address.value] });
    expect(radius.decode({ packet: bytes, secret: SECRET })).toMatchObject({
      code: 'Access-Request',
      identifier: 77,
      attributes: { 'User-Name': 'pppoe-1', 'User-Password': 'clientPass', 'Framed-IP-Address': '198.51.100.7' },
    });
  });

  it('agrees on the authenticators of accounting, both ways', () => {
    const theirs = parsed(
      radius.encode({ code: 'Accounting-Request', secret: SECRET, attributes: [['Acct-Session-Id', 's1']] }),
    );
    expect(checkRequestAuthenticator(theirs, secret)).toBe(true);
    const ours = requestBytes({
      code: PacketCode.AccountingRequest,
      signed: false,
      attributes: [text(Attr.AcctSessionId, 's1')],
    });
    expect(radius.decode({ packet: ours, secret: SECRET }).attributes).toEqual({ 'Acct-Session-Id': 's1' });
    expect(() => radius.decode({ packet: ours, secret: 'another' })).toThrow();
  });

  it('answers our request so that we believe it, and believes our answer to it', () => {
    const request = parsed(requestBytes({ attributes: papAttributes('pppoe-1', 'clientPass') }));
    const decoded = radius.decode({ packet: request.bytes, secret: SECRET });
    const theirs = parsed(radius.encode_response({ packet: decoded, code: 'Access-Accept', secret: SECRET }));
    expect(checkResponseAuthenticator(theirs, AUTHENTICATOR, secret)).toBe(true);
    expect(replyFault(theirs, request, secret)).toBeUndefined();
    const ours = new PacketEncoder().reply({
      code: PacketCode.AccessAccept,
      request,
      secret,
      attributes: [text(Attr.ReplyMessage, 'welcome')],
      messageAuthenticator: true,
    });
    if (!ours.ok) throw new Error(ours.error);
    expect(radius.verify_response({ request: request.bytes, response: ours.value, secret: SECRET })).toBe(true);
  });
});

describe('why it does not verify packets here', () => {
  it('compares digests as UTF-8 text, so it takes forged authenticators that we refuse', () => {
    let forged = 0;
    let taken = 0;
    for (let k = 0; k < 40; k += 1) {
      const bytes = requestBytes({
        code: PacketCode.AccountingRequest,
        signed: false,
        attributes: [text(Attr.AcctSessionId, `session-${k}`)],
      });
      for (let at = 4; at < 20; at += 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        // Bytes that are no text become the same replacement mark: these two differ, and read the same.
        if (changed.toString('utf8', 4, 20) !== bytes.toString('utf8', 4, 20)) continue;
        forged += 1;
        expect(checkRequestAuthenticator(new Packet(changed), secret)).toBe(false);
        if (accepts(changed)) taken += 1;
      }
    }
    expect(forged).toBeGreaterThan(50);
    expect(taken).toBe(forged);
  });

  it('puts the Message-Authenticator of a reply last, or leaves it out', () => {
    const request = requestBytes({ attributes: papAttributes('pppoe-1', 'clientPass') });
    const decoded = radius.decode({ packet: request, secret: SECRET });
    const reply = radius.encode_response({
      packet: decoded,
      code: 'Access-Accept',
      secret: SECRET,
      attributes: [['Reply-Message', 'welcome']],
    });
    expect(reply[20]).not.toBe(Attr.MessageAuthenticator);
  });
});

function accepts(packet: Buffer): boolean {
  try {
    radius.decode({ packet, secret: SECRET });
    return true;
  } catch {
    return false;
  }
}
