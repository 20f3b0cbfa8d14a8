import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  integer,
  nobodyOnline,
  NOW,
  papAttributes,
  requestBytes,
  SECRET,
  snapshotOf,
  specimenEntry,
  specimenNas,
  text,
} from '../../test/radius-specimens.js';
import { authenticate } from './authenticate.js';
import { checkMessageAuthenticator, checkRequestAuthenticator } from './codec/authenticators.js';
import { AcctStatus, Attr, PacketCode, VendorId } from './codec/codes.js';
import { PacketEncoder, type Attribute } from './codec/encode.js';
import { hidePassword, hideSalted, revealPassword, revealSalted } from './codec/hiding.js';
import { normalMac } from './codec/mac.js';
import { Packet, parsePacket } from './codec/packet.js';
import { decodeAttributes } from './codec/values.js';
import { readAccounting } from './server/accounting-record.js';
import type { MessageAuthenticatorPolicy } from './snapshot.js';

const secret = Buffer.from(SECRET);
const snapshot = snapshotOf([specimenEntry()]);
const decide = (packet: Packet, messageAuthenticator: MessageAuthenticatorPolicy) =>
  authenticate(packet, {
    nas: specimenNas({ messageAuthenticator }),
    snapshot,
    online: nobodyOnline,
    nowMs: NOW.getTime(),
    signedBefore: false,
  });

const access = requestBytes({
  attributes: [
    ...papAttributes('pppoe-1', 'clientPass'),
    text(Attr.CallingStationId, '02:00:00:00:00:01'),
    { vendor: VendorId.Mikrotik, type: 8, value: '10M/10M' },
    { vendor: 0, type: Attr.Class, value: Buffer.alloc(40, 1) },
  ],
});
const accounting = requestBytes({
  code: PacketCode.AccountingRequest,
  signed: false,
  attributes: [
    integer(Attr.AcctStatusType, AcctStatus.InterimUpdate),
    text(Attr.AcctSessionId, 's1'),
    text(Attr.UserName, 'pppoe-1'),
    integer(Attr.AcctOutputGigawords, 3),
  ],
});

/** Most mutants keep their length, so that they get past the first check. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** Bytes overwritten, cut, stretched or spliced; every one differs from the original. */
const mutated = (original: Buffer): fc.Arbitrary<Buffer> =>
  fc
    .record({
      writes: fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { maxLength: 6 }),
      cut: seldom(fc.nat(original.length)),
      tail: seldom(fc.uint8Array({ maxLength: 40 })),
      length: seldom(fc.nat(65_535)),
    })
    .map(({ writes, cut, tail, length }) => {
      const bytes = Buffer.concat([original.subarray(0, cut ?? original.length), tail ?? Buffer.alloc(0)]);
      for (const [at, value] of writes) if (at < bytes.length) bytes[at] = value;
      if (length !== null && bytes.length >= 4) bytes.writeUInt16BE(length, 2);
      return bytes;
    });

/** Padding behind the packet and untouched bytes do not make it another packet. */
const sameBytes = (packet: Packet, original: Buffer): boolean => packet.bytes.equals(original);

describe('malformed and changed packets', () => {
  it('never crash, hang or get an Accept (20,000 requests)', () => {
    fc.assert(
      fc.property(mutated(access), (bytes) => {
        const parsed = parsePacket(bytes);
        if (!parsed.ok || parsed.value.code !== PacketCode.AccessRequest) return true;
        decodeAttributes(parsed.value);
        decide(parsed.value, 'off');
        const decision = decide(parsed.value, 'require');
        // The code and id are under the signature too, so nothing but the original gets any answer.
        return decision.kind === 'drop' || sameBytes(parsed.value, access);
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);

  it('never become an accounting record (20,000 requests)', () => {
    fc.assert(
      fc.property(mutated(accounting), (bytes) => {
        const parsed = parsePacket(bytes);
        if (!parsed.ok) return true;
        readAccounting(parsed.value, specimenNas(), '127.0.0.1', NOW.getTime());
        checkMessageAuthenticator(parsed.value, secret);
        return !checkRequestAuthenticator(parsed.value, secret) || sameBytes(parsed.value, accounting);
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);

  it('of pure noise are read or refused, never thrown at (20,000 datagrams)', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (noise, framed) => {
        const body = Buffer.from(noise);
        if (framed && body.length >= 20) body.writeUInt16BE(body.length, 2);
        const parsed = parsePacket(body);
        if (!parsed.ok) return;
        decodeAttributes(parsed.value);
        readAccounting(parsed.value, specimenNas(), '127.0.0.1', 0);
        expect(decide(parsed.value, 'off').kind).not.toBe('accept');
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);
});

describe('laws', () => {
  const attribute: fc.Arbitrary<Attribute> = fc.oneof(
    fc.record({
      vendor: fc.constant(0),
      type: fc
        .integer({ min: 1, max: 255 })
        .filter((type) => type !== Attr.VendorSpecific && type !== Attr.MessageAuthenticator),
      value: fc.uint8Array({ maxLength: 253 }).map((bytes) => Buffer.from(bytes)),
    }),
    fc.record({
      vendor: fc.integer({ min: 1, max: 0xffffff }),
      type: fc.nat(255),
      value: fc.uint8Array({ maxLength: 247 }).map((bytes) => Buffer.from(bytes)),
    }),
  );

  it('what is encoded is decoded, in order, and its signatures hold', () => {
    const encoder = new PacketEncoder();
    fc.assert(
      fc.property(fc.array(attribute, { maxLength: 14 }), fc.nat(255), fc.boolean(), (attributes, id, signed) => {
        const bytes = encoder.request({
          code: PacketCode.CoaRequest,
          id,
          secret,
          attributes,
          messageAuthenticator: signed,
        });
        if (!bytes.ok) throw new Error(bytes.error);
        const parsed = parsePacket(bytes.value);
        if (!parsed.ok) throw new Error(parsed.error);
        expect(checkRequestAuthenticator(parsed.value, secret)).toBe(true);
        expect(checkMessageAuthenticator(parsed.value, secret)).toBe(signed ? 'valid' : 'absent');
        expect(parsed.value.attributes().slice(signed ? 1 : 0)).toEqual(attributes);
      }),
      { numRuns: 1_000 },
    );
  });

  it('what is hidden is revealed, and by no other secret', () => {
    const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((given) => Buffer.from(given));
    fc.assert(
      fc.property(
        bytes(128),
        bytes(40),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.nat(0x7fff),
        (clear, key, random, salt) => {
          const authenticator = Buffer.from(random);
          const unpadded = clear.subarray(0, clear.findLastIndex((byte) => byte !== 0) + 1);
          const hidden = hidePassword(clear, key, authenticator);
          const salted = hideSalted(clear, key, authenticator, salt);
          if (!hidden.ok || !salted.ok) throw new Error('not hidden');
          expect(revealPassword(hidden.value, key, authenticator)).toEqual({ ok: true, value: unpadded });
          expect(revealSalted(salted.value, key, authenticator)).toEqual({ ok: true, value: clear });
          if (unpadded.length < 8) return;
          expect(revealPassword(hidden.value, Buffer.concat([key, Buffer.from('x')]), authenticator)).not.toEqual({
            ok: true,
            value: unpadded,
          });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('a MAC address has one normal form, which is its own', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 6, maxLength: 6 }),
        fc.constantFrom(':', '-', ''),
        fc.boolean(),
        (bytes, mark, upper) => {
          const parts = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
          const spelled = upper ? parts.join(mark).toUpperCase() : parts.join(mark);
          expect(normalMac(spelled)).toBe(parts.join(':'));
          expect(normalMac(parts.join(':'))).toBe(parts.join(':'));
        },
      ),
    );
  });
});
