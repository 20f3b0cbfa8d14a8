import { hash } from 'node:crypto';
import { fail, ok, type Result } from '@demarc/kernel';
import { readClass } from '../class-token.js';
import { ipv4Text, ipv6PrefixText, ipv6Text } from '../codec/addresses.js';
import { AcctStatus, Attr } from '../codec/codes.js';
import { normalMac } from '../codec/mac.js';
import type { Packet } from '../codec/packet.js';
import type { NasEntry } from '../snapshot.js';

export type AccountingStatus = 'start' | 'interim' | 'stop' | 'nas_on' | 'nas_off';
export type AccountingFault = 'no_status' | 'unsupported_status' | 'no_session_id';

/** One accounting packet, download and upload as the customer sees them. */
export interface AccountingRecord {
  readonly status: AccountingStatus;
  readonly nasId: string;
  readonly sourceAddress: string;
  readonly receivedAtMs: number;
  /** When it happened: Event-Timestamp where it is believable, else the arrival less Acct-Delay-Time. */
  readonly happenedAtMs: number;
  readonly sessionId: string;
  /** The same for every packet of one session, and another after a reboot that reuses session ids. */
  readonly sessionKey: string;
  readonly multiSessionId: string | undefined;
  readonly login: string | undefined;
  /** From our own Class; undefined when the session was opened by another server. */
  readonly serviceId: string | undefined;
  readonly policyVersion: number | undefined;
  readonly loginAtMs: number | undefined;
  readonly sessionSeconds: number;
  readonly downloadOctets: bigint;
  readonly uploadOctets: bigint;
  /** Without them the octet counters wrap at 4 GiB, and whoever adds them up must see to it. */
  readonly hasGigawords: boolean;
  readonly downloadPackets: number;
  readonly uploadPackets: number;
  readonly framedAddress: string | undefined;
  readonly framedIpv6Address: string | undefined;
  readonly framedIpv6Prefix: string | undefined;
  readonly delegatedIpv6Prefix: string | undefined;
  readonly callingStationId: string | undefined;
  readonly callingMac: string | undefined;
  readonly calledStationId: string | undefined;
  readonly nasPortId: string | undefined;
  readonly nasIdentifier: string | undefined;
  readonly nasIpAddress: string | undefined;
  readonly terminateCause: number | undefined;
}

const STATUS: ReadonlyMap<number, AccountingStatus> = new Map([
  [AcctStatus.Start, 'start'],
  [AcctStatus.Stop, 'stop'],
  [AcctStatus.InterimUpdate, 'interim'],
  [AcctStatus.AccountingOn, 'nas_on'],
  [AcctStatus.AccountingOff, 'nas_off'],
]);

const WEEK_MS = 7 * 86_400_000;
const AHEAD_MS = 300_000;

export function readAccounting(
  packet: Packet,
  nas: NasEntry,
  sourceAddress: string,
  receivedAtMs: number,
): Result<AccountingRecord, AccountingFault> {
  const number = packet.integer(Attr.AcctStatusType);
  if (number === undefined) return fail('no_status');
  const status = STATUS.get(number);
  if (!status) return fail('unsupported_status');
  const sessionId = clean(packet, Attr.AcctSessionId) ?? '';
  if (sessionId === '' && status !== 'nas_on' && status !== 'nas_off') return fail('no_session_id');
  const classValue = packet.joined(Attr.Class)?.toString('latin1') ?? '';
  const token = readClass(classValue);
  const callingStationId = clean(packet, Attr.CallingStationId);
  return ok({
    status,
    nasId: nas.id,
    sourceAddress,
    receivedAtMs,
    happenedAtMs: happenedAt(packet, receivedAtMs),
    sessionId,
    sessionKey: sessionKey(token ? classValue : nas.id, sessionId),
    multiSessionId: clean(packet, Attr.AcctMultiSessionId),
    login: clean(packet, Attr.UserName),
    serviceId: token?.serviceId,
    policyVersion: token?.policyVersion,
    loginAtMs: token?.loginAtMs,
    sessionSeconds: packet.integer(Attr.AcctSessionTime) ?? 0,
    ...counters(packet),
    ...addresses(packet),
    callingStationId,
    callingMac: callingStationId === undefined ? undefined : normalMac(callingStationId),
    calledStationId: clean(packet, Attr.CalledStationId),
    nasPortId: clean(packet, Attr.NasPortId),
    nasIdentifier: clean(packet, Attr.NasIdentifier),
    terminateCause: packet.integer(Attr.AcctTerminateCause),
  });
}

/** Input is what the NAS took in from the customer: the upload. High words are counted in 4 GiB (RFC 2869 §5.1). */
function counters(
  packet: Packet,
): Pick<AccountingRecord, 'downloadOctets' | 'uploadOctets' | 'hasGigawords' | 'downloadPackets' | 'uploadPackets'> {
  return {
    downloadOctets: octets(packet, Attr.AcctOutputGigawords, Attr.AcctOutputOctets),
    uploadOctets: octets(packet, Attr.AcctInputGigawords, Attr.AcctInputOctets),
    hasGigawords: packet.has(Attr.AcctInputGigawords) && packet.has(Attr.AcctOutputGigawords),
    downloadPackets: packet.integer(Attr.AcctOutputPackets) ?? 0,
    uploadPackets: packet.integer(Attr.AcctInputPackets) ?? 0,
  };
}

function octets(packet: Packet, high: number, low: number): bigint {
  return (BigInt(packet.integer(high) ?? 0) << 32n) | BigInt(packet.integer(low) ?? 0);
}

function addresses(
  packet: Packet,
): Pick<
  AccountingRecord,
  'framedAddress' | 'framedIpv6Address' | 'framedIpv6Prefix' | 'delegatedIpv6Prefix' | 'nasIpAddress'
> {
  return {
    framedAddress: unicast(packet.first(Attr.FramedIpAddress)),
    framedIpv6Address: read(packet.first(Attr.FramedIpv6Address), ipv6Text),
    framedIpv6Prefix: read(packet.first(Attr.FramedIpv6Prefix), ipv6PrefixText),
    delegatedIpv6Prefix: read(packet.first(Attr.DelegatedIpv6Prefix), ipv6PrefixText),
    nasIpAddress: unicast(packet.first(Attr.NasIpAddress)),
  };
}

/** 0.0.0.0 and 255.255.255.255 mean "none yet" and "choose yourself" (RFC 2865 §5.8); multicast is nobody's. */
function unicast(value: Buffer | undefined): string | undefined {
  const first = value?.[0] ?? 0;
  return value && first > 0 && first < 224 ? ipv4Text(value) : undefined;
}

function read(value: Buffer | undefined, reader: (bytes: Buffer) => string | undefined): string | undefined {
  return value && reader(value);
}

/** PostgreSQL keeps no NUL in text. */
function clean(packet: Packet, type: number): string | undefined {
  const text = packet.text(type);
  return text?.includes('\0') ? text.replaceAll('\0', '\ufffd') : text;
}

function happenedAt(packet: Packet, receivedAtMs: number): number {
  const stamped = (packet.integer(Attr.EventTimestamp) ?? 0) * 1000;
  if (stamped > receivedAtMs - WEEK_MS && stamped < receivedAtMs + AHEAD_MS) return stamped;
  const delayMs = (packet.integer(Attr.AcctDelayTime) ?? 0) * 1000;
  return delayMs < WEEK_MS ? receivedAtMs - delayMs : receivedAtMs;
}

/** Class is unique to a login, so the key survives a changed NAS address; without Class the NAS stands in for it. */
export function sessionKey(owner: string, sessionId: string): string {
  return hash('sha256', `${owner}\n${sessionId}`, 'buffer').toString('hex', 0, 16);
}
