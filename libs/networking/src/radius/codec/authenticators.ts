import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { Attr, PacketCode } from './codes.js';
import { HEADER_LENGTH, type Packet } from './packet.js';

export type MessageAuthenticatorCheck = 'valid' | 'absent' | 'wrong' | 'repeated';

/** HMAC-MD5 over the whole packet; the caller has put the right header authenticator and sixteen zeros in place. */
export function messageAuthenticator(packet: Buffer, secret: Buffer): Buffer {
  return createHmac('md5', secret).update(packet).digest();
}

/** RFC 3579 §3.2, RFC 5176 §3.4. For a reply, give the request that it answers. */
export function checkMessageAuthenticator(packet: Packet, secret: Buffer, request?: Packet): MessageAuthenticatorCheck {
  const at = packet.offsetOf(Attr.MessageAuthenticator);
  if (at === 0) return 'absent';
  if (packet.bytes[at + 1] !== 18) return 'wrong';
  if (packet.offsetOf(Attr.MessageAuthenticator, at + 18) !== 0) return 'repeated';
  const copy = Buffer.from(packet.bytes);
  copy.fill(0, at + 2, at + 18);
  if (signsOverZero(packet.code, request?.code)) copy.fill(0, 4, HEADER_LENGTH);
  else if (request) request.bytes.copy(copy, 4, 4, HEADER_LENGTH);
  const expected = messageAuthenticator(copy, secret);
  return timingSafeEqual(expected, packet.bytes.subarray(at + 2, at + 18)) ? 'valid' : 'wrong';
}

/**
 * Access-Request and Status-Server are signed over their own random authenticator, the other requests over zero,
 * and replies over the authenticator of their request, save Accounting-Response, which is signed over zero too.
 */
export function signsOverZero(code: number, requestCode: number | undefined): boolean {
  switch (code) {
    case PacketCode.AccountingRequest:
    case PacketCode.CoaRequest:
    case PacketCode.DisconnectRequest:
      return true;
    case PacketCode.AccountingResponse:
      return requestCode !== PacketCode.StatusServer;
    default:
      return false;
  }
}

/** Accounting-Request, CoA-Request, Disconnect-Request: MD5 over the packet with a zero authenticator and the secret. */
export function checkRequestAuthenticator(packet: Packet, secret: Buffer): boolean {
  const length = packet.bytes.length;
  const signed = Buffer.allocUnsafe(length + secret.length);
  packet.bytes.copy(signed);
  signed.fill(0, 4, HEADER_LENGTH);
  secret.copy(signed, length);
  return timingSafeEqual(hash('md5', signed, 'buffer'), packet.authenticator);
}

/** A reply is signed over itself with the authenticator of its request in the header (RFC 2865 §3). */
export function checkResponseAuthenticator(reply: Packet, requestAuthenticator: Buffer, secret: Buffer): boolean {
  const length = reply.bytes.length;
  const signed = Buffer.allocUnsafe(length + secret.length);
  reply.bytes.copy(signed);
  requestAuthenticator.copy(signed, 4, 0, 16);
  secret.copy(signed, length);
  return timingSafeEqual(hash('md5', signed, 'buffer'), reply.authenticator);
}

export type ReplyFault = 'wrong_id' | 'wrong_response_authenticator' | 'wrong_message_authenticator';

/** What a client checks before it believes a reply; undefined when all is well. */
export function replyFault(reply: Packet, request: Packet, secret: Buffer): ReplyFault | undefined {
  if (reply.id !== request.id) return 'wrong_id';
  if (!checkResponseAuthenticator(reply, request.authenticator, secret)) return 'wrong_response_authenticator';
  const check = checkMessageAuthenticator(reply, secret, request);
  return check === 'wrong' || check === 'repeated' ? 'wrong_message_authenticator' : undefined;
}
