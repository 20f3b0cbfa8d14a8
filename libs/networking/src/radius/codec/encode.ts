import { fail, ok, type Result } from '@demarc/kernel';
import { hmacKey, Md5, md5 } from '../crypto/md5.js';
import { signsOverZero } from './authenticators.js';
import { Attr } from './codes.js';
import { HEADER_LENGTH, MAX_PACKET_LENGTH, MAX_VALUE_LENGTH, type Packet } from './packet.js';

/** An attribute to send. Numbers become 32-bit integers, bigints 64-bit ones, strings UTF-8; bytes go as they are. */
export interface Attribute {
  readonly vendor: number;
  readonly type: number;
  readonly value: number | bigint | string | Buffer;
}

/** The value as it goes on the wire. */
export function attributeBytes({ value }: Attribute): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.from(value);
  const bytes = Buffer.alloc(typeof value === 'bigint' ? 8 : 4);
  if (typeof value === 'bigint') bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  else bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export type EncodeFault = 'value_too_long' | 'packet_too_long';

export interface RequestToEncode {
  readonly code: number;
  readonly id: number;
  readonly secret: Buffer;
  readonly attributes: readonly Attribute[];
  readonly messageAuthenticator: boolean;
  /** The random Request Authenticator of Access-Request and Status-Server; the others compute theirs. */
  readonly authenticator?: Buffer;
}

export interface ReplyToEncode {
  readonly code: number;
  readonly request: Packet;
  readonly secret: Buffer;
  readonly attributes: readonly Attribute[];
  readonly messageAuthenticator: boolean;
}

const MESSAGE_AUTHENTICATOR_SIZE = 18;

/** Builds packets in one reused scratch buffer and hands out copies of exact length. Not reentrant, so one per owner. */
export class PacketEncoder {
  private readonly sums = new Md5(MAX_PACKET_LENGTH + 1024);
  private readonly scratch = this.sums.input;

  request(packet: RequestToEncode): Result<Buffer, EncodeFault> {
    const length = this.write(packet.code, packet.id, packet.attributes, packet.messageAuthenticator, undefined);
    if (typeof length === 'string') return fail(length);
    if (packet.authenticator) packet.authenticator.copy(this.scratch, 4, 0, 16);
    else this.scratch.fill(0, 4, HEADER_LENGTH);
    this.sign(length, packet.secret, packet.messageAuthenticator, packet.authenticator === undefined);
    return ok(Buffer.from(this.scratch.subarray(0, length)));
  }

  /** The Message-Authenticator goes first, so that no chosen prefix can be put before it (CVE-2024-3596). */
  reply(packet: ReplyToEncode): Result<Buffer, EncodeFault> {
    const { request } = packet;
    const length = this.write(packet.code, request.id, packet.attributes, packet.messageAuthenticator, request);
    if (typeof length === 'string') return fail(length);
    if (packet.messageAuthenticator && signsOverZero(packet.code, request.code)) {
      this.scratch.fill(0, 4, HEADER_LENGTH);
      this.sign(length, packet.secret, true, false);
      request.bytes.copy(this.scratch, 4, 4, HEADER_LENGTH);
      this.sign(length, packet.secret, false, true);
    } else {
      request.bytes.copy(this.scratch, 4, 4, HEADER_LENGTH);
      this.sign(length, packet.secret, packet.messageAuthenticator, true);
    }
    return ok(Buffer.from(this.scratch.subarray(0, length)));
  }

  private write(
    code: number,
    id: number,
    attributes: readonly Attribute[],
    signed: boolean,
    request: Packet | undefined,
  ): number | EncodeFault {
    const { scratch } = this;
    scratch[0] = code;
    scratch[1] = id;
    let at = HEADER_LENGTH;
    if (signed) {
      scratch[at] = Attr.MessageAuthenticator;
      scratch[at + 1] = MESSAGE_AUTHENTICATOR_SIZE;
      scratch.fill(0, at + 2, at + MESSAGE_AUTHENTICATOR_SIZE);
      at += MESSAGE_AUTHENTICATOR_SIZE;
    }
    for (const attribute of attributes) {
      const next = writeAttribute(scratch, at, attribute);
      if (next === undefined) return 'value_too_long';
      if (next > MAX_PACKET_LENGTH) return 'packet_too_long';
      at = next;
    }
    // RFC 2865 §5.33: Proxy-State comes back unmodified and in order.
    if (request?.has(Attr.ProxyState))
      for (const state of request.all(Attr.ProxyState)) {
        at = writeBytes(scratch, at, 0, Attr.ProxyState, state);
        if (at > MAX_PACKET_LENGTH) return 'packet_too_long';
      }
    scratch.writeUInt16BE(at, 2);
    return at;
  }

  private sign(length: number, secret: Buffer, withMessage: boolean, withHeader: boolean): void {
    const { scratch, sums } = this;
    if (withMessage) scratch.set(sums.hmac(hmacKey(secret), length), HEADER_LENGTH + 2);
    if (!withHeader) return;
    const signed = length + secret.length;
    if (signed <= sums.longest) {
      scratch.set(secret, length);
      scratch.set(sums.sum(signed), 4);
    } else {
      scratch.set(md5(scratch.subarray(0, length), secret), 4);
    }
  }
}

function writeAttribute(target: Buffer, at: number, { vendor, type, value }: Attribute): number | undefined {
  const head = vendor === 0 ? 2 : 8;
  const room = vendor === 0 ? MAX_VALUE_LENGTH : MAX_VALUE_LENGTH - 6;
  if (typeof value === 'number') {
    writeHead(target, at, vendor, type, 4);
    target.writeUInt32BE(value >>> 0, at + head);
    return at + head + 4;
  }
  if (typeof value === 'bigint') {
    writeHead(target, at, vendor, type, 8);
    target.writeBigUInt64BE(BigInt.asUintN(64, value), at + head);
    return at + head + 8;
  }
  if (typeof value === 'string') {
    // A UTF-16 unit takes at most three bytes: short texts skip the exact count.
    if (value.length * 3 <= room) {
      const length = target.write(value, at + head);
      writeHead(target, at, vendor, type, length);
      return at + head + length;
    }
    return writeLong(target, at, { vendor, type, value: Buffer.from(value) }, room);
  }
  return writeLong(target, at, { vendor, type, value }, room);
}

/** EAP-Message and Reply-Message may be spread over several attributes (RFC 2869 §5.13, RFC 2865 §5.18); others not. */
function writeLong(
  target: Buffer,
  at: number,
  { vendor, type, value }: { readonly vendor: number; readonly type: number; readonly value: Buffer },
  room: number,
): number | undefined {
  if (value.length <= room) return writeBytes(target, at, vendor, type, value);
  if (vendor !== 0 || (type !== Attr.EapMessage && type !== Attr.ReplyMessage)) return undefined;
  let next = at;
  for (let from = 0; from < value.length && next <= MAX_PACKET_LENGTH; from += room)
    next = writeBytes(target, next, vendor, type, value.subarray(from, from + room));
  return next;
}

function writeBytes(target: Buffer, at: number, vendor: number, type: number, value: Buffer): number {
  writeHead(target, at, vendor, type, value.length);
  const start = at + (vendor === 0 ? 2 : 8);
  value.copy(target, start);
  return start + value.length;
}

function writeHead(target: Buffer, at: number, vendor: number, type: number, length: number): void {
  if (vendor === 0) {
    target[at] = type;
    target[at + 1] = length + 2;
    return;
  }
  target[at] = Attr.VendorSpecific;
  target[at + 1] = length + 8;
  target.writeUInt32BE(vendor, at + 2);
  target[at + 6] = type;
  target[at + 7] = length + 2;
}
