import { hmacKey, Md5, md5 } from '../crypto/md5.js';
import { sameSecretBytes } from '../crypto/same-bytes.js';
import { Attr, PacketCode } from './codes.js';
import { HEADER_LENGTH, MAX_PACKET_LENGTH, type Packet } from './packet.js';

const AUTHENTICATOR_LENGTH = 16;
const ZEROS = Buffer.alloc(AUTHENTICATOR_LENGTH);
const check = new Md5(MAX_PACKET_LENGTH);

export type MessageAuthenticatorCheck = 'valid' | 'absent' | 'wrong' | 'repeated';

/** RFC 3579 §3.2, RFC 5176 §3.4. For a reply, give the request that it answers. */
export function checkMessageAuthenticator(packet: Packet, secret: Buffer, request?: Packet): MessageAuthenticatorCheck {
  const at = packet.offsetOf(Attr.MessageAuthenticator);
  if (at === 0) return 'absent';
  if (packet.bytes[at + 1] !== 18) return 'wrong';
  if (packet.offsetOf(Attr.MessageAuthenticator, at + 18) !== 0) return 'repeated';
  const { input } = check;
  input.set(packet.bytes);
  input.set(ZEROS, at + 2);
  if (signsOverZero(packet.code, request?.code)) input.set(ZEROS, 4);
  else if (request) input.set(request.authenticator, 4);
  const expected = check.hmac(hmacKey(secret), packet.bytes.length);
  return sameSecretBytes(expected, packet.bytes, at + 2) ? 'valid' : 'wrong';
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
  return checkHeader(packet, ZEROS, secret);
}

/** A reply is signed over itself with the authenticator of its request in the header (RFC 2865 §3). */
export function checkResponseAuthenticator(reply: Packet, requestAuthenticator: Buffer, secret: Buffer): boolean {
  return checkHeader(reply, requestAuthenticator, secret);
}

function checkHeader({ bytes }: Packet, signedWith: Buffer, secret: Buffer): boolean {
  const expected = md5(bytes.subarray(0, 4), signedWith, bytes.subarray(HEADER_LENGTH), secret);
  return sameSecretBytes(expected, bytes, 4);
}

export type ReplyFault = 'wrong_id' | 'wrong_response_authenticator' | 'wrong_message_authenticator';

/** What a client checks before it believes a reply; undefined when all is well. */
export function replyFault(reply: Packet, request: Packet, secret: Buffer): ReplyFault | undefined {
  if (reply.id !== request.id) return 'wrong_id';
  if (!checkResponseAuthenticator(reply, request.authenticator, secret)) return 'wrong_response_authenticator';
  const check = checkMessageAuthenticator(reply, secret, request);
  return check === 'wrong' || check === 'repeated' ? 'wrong_message_authenticator' : undefined;
}
