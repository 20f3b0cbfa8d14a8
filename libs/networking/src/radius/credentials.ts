import { isUtf8 } from 'node:buffer';
import { Attr, MsAttr, VendorId } from './codec/codes.js';
import type { Attribute } from './codec/encode.js';
import { hideSalted, revealPassword } from './codec/hiding.js';
import type { Packet } from './codec/packet.js';
import { chapMatches, papMatches } from './crypto/chap.js';
import {
  authenticatorResponse,
  challengeHash,
  msChap1Matches,
  msChap2Matches,
  ntPasswordHash,
  readMsChap2Response,
} from './crypto/ms-chap.js';
import { mppeKeys } from './crypto/mppe.js';
import type { AuthMethod } from './decision.js';

export interface CredentialCheck {
  readonly matches: boolean;
  /** Proof and keys that go with an Accept of MS-CHAPv2. */
  readonly attributes: readonly Attribute[];
  readonly secretSuspected?: boolean;
}

const WRONG: CredentialCheck = { matches: false, attributes: [] };
const RIGHT: CredentialCheck = { matches: true, attributes: [] };

/** By which method the request proves itself. EAP and anything else we do not speak is `none`. */
export function methodOf(request: Packet): AuthMethod {
  if (request.has(Attr.EapMessage)) return 'none';
  if (request.has(Attr.UserPassword)) return 'pap';
  if (request.has(Attr.ChapPassword)) return 'chap';
  if (request.vendorFirst(VendorId.Microsoft, MsAttr.Chap2Response)) return 'mschap2';
  return request.vendorFirst(VendorId.Microsoft, MsAttr.ChapResponse) ? 'mschap' : 'none';
}

export function checkPassword(request: Packet, method: AuthMethod, password: string, secret: Buffer): CredentialCheck {
  switch (method) {
    case 'pap':
      return checkPap(request, password, secret);
    case 'chap':
      return checkChap(request, password);
    case 'mschap2':
      return checkMsChap2(request, password, secret);
    case 'mschap':
      return checkMsChap1(request, password);
    case 'mac':
    case 'line':
    case 'none':
      return WRONG;
  }
}

function checkPap(request: Packet, password: string, secret: Buffer): CredentialCheck {
  const hidden = request.first(Attr.UserPassword);
  if (!hidden || request.count(Attr.UserPassword) !== 1) return WRONG;
  const clear = revealPassword(hidden, secret, request.authenticator);
  if (!clear.ok) return WRONG;
  if (papMatches(clear.value, Buffer.from(password))) return RIGHT;
  return isUtf8(clear.value) ? WRONG : { ...WRONG, secretSuspected: true };
}

/** Without CHAP-Challenge the Request Authenticator is the challenge (RFC 2865 §5.40). */
function checkChap(request: Packet, password: string): CredentialCheck {
  const value = request.first(Attr.ChapPassword);
  if (!value || request.count(Attr.ChapPassword) !== 1) return WRONG;
  const challenge = request.first(Attr.ChapChallenge) ?? request.authenticator;
  return challenge.length > 0 && chapMatches(value, Buffer.from(password), challenge) ? RIGHT : WRONG;
}

function checkMsChap1(request: Packet, password: string): CredentialCheck {
  const challenge = request.vendorFirst(VendorId.Microsoft, MsAttr.ChapChallenge);
  const value = request.vendorFirst(VendorId.Microsoft, MsAttr.ChapResponse);
  return challenge && value && msChap1Matches(value, ntPasswordHash(password), challenge) ? RIGHT : WRONG;
}

function checkMsChap2(request: Packet, password: string, secret: Buffer): CredentialCheck {
  const challenge = request.vendorFirst(VendorId.Microsoft, MsAttr.ChapChallenge);
  const value = request.vendorFirst(VendorId.Microsoft, MsAttr.Chap2Response);
  const attempt = value && readMsChap2Response(value);
  const userName = request.first(Attr.UserName);
  if (!challenge || challenge.length !== 16 || !attempt || !userName) return WRONG;
  const passwordHash = ntPasswordHash(password);
  const challenge8 = challengeHash(attempt.peerChallenge, challenge, userName);
  if (!msChap2Matches(attempt, challenge8, passwordHash)) return WRONG;
  const proof = authenticatorResponse(attempt, challenge8, passwordHash);
  const success = Buffer.concat([Buffer.from([attempt.ident]), Buffer.from(proof)]);
  return {
    matches: true,
    attributes: [
      { vendor: VendorId.Microsoft, type: MsAttr.Chap2Success, value: success },
      ...keyAttributes(request, secret, passwordHash, attempt.response),
    ],
  };
}

/**
 * RFC 2548 §2.4. Salts must differ within a packet; they need not be secret, for the Request Authenticator, which is
 * random, goes into the key stream as well. Taking them from it keeps the decision free of randomness.
 */
function keyAttributes(request: Packet, secret: Buffer, passwordHash: Buffer, response: Buffer): readonly Attribute[] {
  const keys = mppeKeys(passwordHash, response);
  const salt = request.authenticator.readUInt16BE(0) & 0xfffe;
  const send = hideSalted(keys.send, secret, request.authenticator, salt);
  const receive = hideSalted(keys.receive, secret, request.authenticator, salt | 1);
  if (!send.ok || !receive.ok) return [];
  const vendor = VendorId.Microsoft;
  return [
    // Encryption allowed, not required; 128-bit and 40-bit types (RFC 2548 §2.4.4, §2.4.5).
    { vendor, type: MsAttr.MppeEncryptionPolicy, value: 1 },
    { vendor, type: MsAttr.MppeEncryptionTypes, value: 6 },
    { vendor, type: MsAttr.MppeSendKey, value: send.value },
    { vendor, type: MsAttr.MppeRecvKey, value: receive.value },
  ];
}

/** RFC 2759 §6: error 691 (authentication failure), no retry. */
export function msChapError(request: Packet): readonly Attribute[] {
  const value = request.vendorFirst(VendorId.Microsoft, MsAttr.Chap2Response);
  const challenge = request.vendorFirst(VendorId.Microsoft, MsAttr.ChapChallenge);
  if (!value || !challenge || challenge.length !== 16) return [];
  const text = `E=691 R=0 C=${challenge.toString('hex').toUpperCase()} V=3 M=Access denied`;
  const error = Buffer.concat([value.subarray(0, 1), Buffer.from(text)]);
  return [{ vendor: VendorId.Microsoft, type: MsAttr.ChapError, value: error }];
}
