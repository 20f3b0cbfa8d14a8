import { createHash, createHmac } from 'node:crypto';

/**
 * RADIUS on the wire, read and signed a second time: it shares no line with the product, so that what one misreads the other
 * finds. By RFC 2865 §3, RFC 2866 §3, RFC 2869 §5.14, RFC 5997 §3.
 */
export interface Tlv {
  readonly type: number;
  readonly value: Buffer;
}

export interface Read {
  readonly code: number;
  readonly id: number;
  readonly authenticator: Buffer;
  /** Without padding. */
  readonly bytes: Buffer;
  readonly tlvs: readonly Tlv[];
}

export const CODE = { access: 1, accept: 2, reject: 3, accounting: 4, kept: 5, challenge: 11, status: 12 } as const;
export const MESSAGE_AUTHENTICATOR = 80;
const HEAD = 20;
const LONGEST = 4_096;

export function read(datagram: Buffer): Read | undefined {
  if (datagram.length < HEAD) return undefined;
  const length = datagram.readUInt16BE(2);
  if (length < HEAD || length > LONGEST || length > datagram.length) return undefined;
  const tlvs: Tlv[] = [];
  let at = HEAD;
  while (at < length) {
    const size = at + 1 < length ? (datagram[at + 1] ?? 0) : 0;
    if (size < 2 || at + size > length) return undefined;
    tlvs.push({ type: datagram[at] ?? 0, value: datagram.subarray(at + 2, at + size) });
    at += size;
  }
  const bytes = datagram.subarray(0, length);
  return { code: bytes[0] ?? 0, id: bytes[1] ?? 0, authenticator: bytes.subarray(4, HEAD), bytes, tlvs };
}

export function assemble(code: number, id: number, authenticator: Buffer, tlvs: readonly Tlv[]): Buffer {
  const body = tlvs.map(({ type, value }) => Buffer.concat([Buffer.of(type, value.length + 2), value]));
  const packet = Buffer.concat([Buffer.of(code, id, 0, 0), authenticator, ...body]);
  packet.writeUInt16BE(Math.min(packet.length, 0xffff), 2);
  return packet;
}

/** Puts the signatures in: the Message-Authenticator where there is one, and the authenticator of accounting. */
export function sign(packet: Buffer, secret: Buffer): Buffer {
  const isAccounting = packet[0] === CODE.accounting;
  if (isAccounting) packet.fill(0, 4, HEAD);
  const at = placeOf(packet);
  if (at > 0) {
    packet.fill(0, at, at + 16);
    createHmac('md5', secret).update(packet).digest().copy(packet, at);
  }
  if (isAccounting) createHash('md5').update(packet).update(secret).digest().copy(packet, 4);
  return packet;
}

export type Signature = 'valid' | 'absent' | 'wrong';

/** Of a request; present twice is as wrong as a wrong one. */
export function signatureOf({ bytes, tlvs, code }: Read, secret: Buffer): Signature {
  const all = tlvs.filter(({ type }) => type === MESSAGE_AUTHENTICATOR);
  if (all.length === 0) return 'absent';
  const [first] = all;
  if (all.length > 1 || first?.value.length !== 16) return 'wrong';
  const copy = Buffer.from(bytes);
  copy.fill(0, placeOf(copy), placeOf(copy) + 16);
  if (code === CODE.accounting) copy.fill(0, 4, HEAD);
  return createHmac('md5', secret).update(copy).digest().equals(first.value) ? 'valid' : 'wrong';
}

export function isRightAccounting({ bytes, authenticator }: Read, secret: Buffer): boolean {
  const copy = Buffer.from(bytes);
  copy.fill(0, 4, HEAD);
  return createHash('md5').update(copy).update(secret).digest().equals(authenticator);
}

/** Whether this is the answer of who knows the secret to that request. */
export function answers(reply: Read, request: Read, secret: Buffer): boolean {
  if (reply.id !== request.id) return false;
  const copy = Buffer.from(reply.bytes);
  request.authenticator.copy(copy, 4);
  return createHash('md5').update(copy).update(secret).digest().equals(reply.authenticator);
}

/** CVE-2024-3596: in answers to Access-Request the Message-Authenticator stands first, and holds. */
export function isSignedFirst(reply: Read, request: Read, secret: Buffer): boolean {
  const [first] = reply.tlvs;
  if (first?.type !== MESSAGE_AUTHENTICATOR || first.value.length !== 16) return false;
  const copy = Buffer.from(reply.bytes);
  request.authenticator.copy(copy, 4);
  copy.fill(0, HEAD + 2, HEAD + 18);
  return createHmac('md5', secret).update(copy).digest().equals(first.value);
}

/** Where the value of the first whole Message-Authenticator begins; 0 when there is none. */
function placeOf(packet: Buffer): number {
  for (let at = HEAD; at + 2 <= packet.length;) {
    const size = packet[at + 1] ?? 0;
    if (size < 2) return 0;
    if (packet[at] === MESSAGE_AUTHENTICATOR && size === 18 && at + size <= packet.length) return at + 2;
    at += size;
  }
  return 0;
}
