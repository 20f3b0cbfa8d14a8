import {
  type Attribute,
  Attr,
  chapDigest,
  hidePassword,
  ipv6PrefixBytes,
  MsAttr,
  ntPasswordHash,
  ntResponse,
  VendorId,
} from '@demarc/networking/radius';
import type { Dice } from '../dice.ts';
import { BLOCKED, DEVICE, OPEN, SECRET } from './people.ts';
import { CODE, MESSAGE_AUTHENTICATOR, type Tlv } from './wire.ts';

/** A valid request, before it is signed. */
export interface Original {
  readonly code: number;
  readonly authenticator: Buffer;
  readonly tlvs: readonly Tlv[];
}

type Person = typeof OPEN;
const SIGNATURE: Tlv = { type: MESSAGE_AUTHENTICATOR, value: Buffer.alloc(16) };
const ADSL_FORUM = 3_561;

/** Of all kinds that routers send to the authentication port. */
export function accessOriginal(dice: Dice): Original {
  if (dice.oneIn(12)) return { code: CODE.status, authenticator: dice.bytes(16), tlvs: [SIGNATURE] };
  const authenticator = dice.bytes(16);
  const person = dice.oneIn(3) ? BLOCKED : OPEN;
  const proof = dice.pick([pap, chap, chapWithout, msChap2, eap, byMac]);
  return { code: CODE.access, authenticator, tlvs: [...proof(person, authenticator, dice), ...about(dice), SIGNATURE] };
}

/** A Start, an Interim-Update, a Stop or a router's own On and Off, of a session out of many. */
export function accountingOriginal(dice: Dice): Original {
  const status = dice.pick([1, 2, 3, 3, 3, 7, 8]);
  const tlvs = [
    number(Attr.AcctStatusType, status),
    text(Attr.UserName, OPEN.login),
    text(Attr.AcctSessionId, `8${dice.below(5_000).toString(16).padStart(7, '0')}`),
    number(Attr.AcctSessionTime, dice.below(100_000)),
    number(Attr.AcctInputOctets, dice.below(0x7fffffff)),
    number(Attr.AcctOutputOctets, dice.below(0x7fffffff)),
    ...(dice.oneIn(2)
      ? [number(Attr.AcctInputGigawords, dice.below(4)), number(Attr.AcctOutputGigawords, dice.below(40))]
      : []),
    ...about(dice),
    ...(dice.oneIn(3) ? [number(Attr.EventTimestamp, 1_777_888_999), number(Attr.AcctDelayTime, dice.below(60))] : []),
    ...(dice.oneIn(3) ? [SIGNATURE] : []),
  ];
  return { code: CODE.accounting, authenticator: Buffer.alloc(16), tlvs };
}

export function pap({ login, password }: Person, authenticator: Buffer): Tlv[] {
  const hidden = hidePassword(Buffer.from(password), SECRET, authenticator);
  if (!hidden.ok) throw new Error(hidden.error);
  return [text(Attr.UserName, login), { type: Attr.UserPassword, value: hidden.value }];
}

function chap({ login, password }: Person, _authenticator: Buffer, dice: Dice): Tlv[] {
  const [id, challenge] = [dice.bytes(1), dice.bytes(16)];
  const value = Buffer.concat([id, chapDigest(id[0] ?? 0, Buffer.from(password), challenge)]);
  return [
    text(Attr.UserName, login),
    { type: Attr.ChapPassword, value },
    { type: Attr.ChapChallenge, value: challenge },
  ];
}

/** The Request Authenticator is the challenge. */
function chapWithout({ login, password }: Person, authenticator: Buffer, dice: Dice): Tlv[] {
  const id = dice.bytes(1);
  const value = Buffer.concat([id, chapDigest(id[0] ?? 0, Buffer.from(password), authenticator)]);
  return [text(Attr.UserName, login), { type: Attr.ChapPassword, value }];
}

function msChap2({ login, password }: Person, _authenticator: Buffer, dice: Dice): Tlv[] {
  const [challenge, peer] = [dice.bytes(16), dice.bytes(16)];
  const response = ntResponse(Buffer.from(login), ntPasswordHash(password), challenge, peer);
  const value = Buffer.concat([Buffer.of(1, 0), peer, Buffer.alloc(8), response]);
  return [
    text(Attr.UserName, login),
    vendor(VendorId.Microsoft, MsAttr.ChapChallenge, challenge),
    vendor(VendorId.Microsoft, MsAttr.Chap2Response, value),
  ];
}

/** An identity, as a switch or an access point begins. */
function eap({ login }: Person): Tlv[] {
  const identity = Buffer.from(login);
  return [
    text(Attr.UserName, login),
    { type: Attr.EapMessage, value: Buffer.concat([Buffer.of(2, 1, 0, identity.length + 5, 1), identity]) },
  ];
}

function byMac(): Tlv[] {
  return [text(Attr.UserName, DEVICE), text(Attr.CallingStationId, DEVICE.toUpperCase().replaceAll(':', '-'))];
}

/** Where the customer is and what the device is: Option 82 as the Broadband Forum has it, IPv6, states of proxies. */
function about(dice: Dice): Tlv[] {
  const read = ipv6PrefixBytes('2001:db8:7::/56');
  const prefix = read.ok ? read.value : Buffer.alloc(0);
  const some: readonly Tlv[] = [
    number(Attr.NasPort, dice.below(65_536)),
    text(Attr.NasPortId, 'ether1'),
    text(Attr.CalledStationId, 'pppoe'),
    text(Attr.NasIdentifier, 'tower'),
    { type: Attr.NasIpAddress, value: Buffer.of(127, 0, 0, 1) },
    vendor(ADSL_FORUM, 1, Buffer.from('tower 1/1/4:100')),
    vendor(ADSL_FORUM, 2, Buffer.from([0, 4, 2, 0, 0x5e, 0x10, 0, 9])),
    vendor(VendorId.Mikrotik, 8, Buffer.from('10M/10M')),
    { type: Attr.FramedIpv6Prefix, value: prefix },
    { type: Attr.DelegatedIpv6Prefix, value: prefix },
    { type: Attr.Class, value: dice.bytes(40) },
    { type: Attr.ProxyState, value: dice.bytes(8) },
  ];
  return some.filter(() => dice.oneIn(3));
}

export function text(type: number, value: string): Tlv {
  return { type, value: Buffer.from(value) };
}

export function number(type: number, value: number): Tlv {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return { type, value: bytes };
}

function vendor(id: Attribute['vendor'], type: number, value: Buffer): Tlv {
  const head = Buffer.alloc(6);
  head.writeUInt32BE(id);
  head[4] = type;
  head[5] = value.length + 2;
  return { type: Attr.VendorSpecific, value: Buffer.concat([head, value]) };
}
