import type { AuthDecision } from '../decision.js';
import { Attr } from '../codec/codes.js';
import { normalMac } from '../codec/mac.js';
import { lineText, toldLine } from '../line-marks.js';
import type { Packet } from '../codec/packet.js';
import type { AccessEntry, BlockReason, NasEntry } from '../snapshot.js';
import type { AccountingRecord } from './accounting-record.js';

/** Keeps accounting records. When the promise resolves they are safe, and only then are they acknowledged. */
export interface AccountingSink {
  write(batch: readonly AccountingRecord[]): Promise<void>;
}

/** An answered Access-Request. */
export interface AuthEvent {
  readonly atMs: number;
  readonly nas: NasEntry;
  readonly sourceAddress: string;
  readonly request: Packet;
  readonly decision: Exclude<AuthDecision, { kind: 'drop' }>;
}

/** Takes the outcomes of logins. Nobody waits for it; what it fails to keep is counted and lost. */
export interface AuthLog {
  write(batch: readonly AuthLogLine[]): void | Promise<void>;
}

/** Faults of our own making, for the operator's log. */
export type FaultReporter = (where: string, fault: unknown) => void;

export interface AuthLogLine {
  readonly atMs: number;
  /** `drop`: it got no answer. */
  readonly outcome: 'accept' | 'garden' | 'reject' | 'drop';
  readonly code: string | undefined;
  readonly list: number | undefined;
  readonly method: string;
  /** Absent: no router is known by where it came from or by what it showed. */
  readonly nasId: string | undefined;
  readonly sourceAddress: string;
  readonly login: string;
  readonly serviceId: string | undefined;
  readonly customerId: string | undefined;
  readonly partnerId: string | undefined;
  readonly callingStationId: string | undefined;
  readonly nasPortId: string | undefined;
  /** What the access node says of the line. */
  readonly line: string | undefined;
  /** Who of the staff logged in, or tried to, to the device itself. */
  readonly staff: { readonly id: string; readonly name: string } | undefined;
  /** The device that is on the line now, where another one was, or none. */
  readonly lineDevice: string | undefined;
  readonly signed: boolean;
  readonly secretSuspected: boolean;
  readonly overTls?: boolean;
  /** What is to be said beside the code: what access is blocked for, or the certificate that was shown. */
  readonly detail?: string | undefined;
}

/** The event as a row. Passwords never get here; a name that is no text is written with replacement marks. */
export function authLogLine({ atMs, nas, sourceAddress, request, decision }: AuthEvent): AuthLogLine {
  const reason = decision.kind === 'reject' ? decision : decision.instead;
  return {
    atMs,
    outcome: decision.kind === 'reject' ? 'reject' : decision.instead ? 'garden' : 'accept',
    code: reason?.code,
    list: reason?.list,
    method: decision.method,
    nasId: nas.id,
    sourceAddress,
    login: printable(request, Attr.UserName) ?? '',
    serviceId: decision.entry?.serviceId,
    customerId: decision.entry?.customerId,
    partnerId: decision.entry?.partnerId,
    callingStationId: printable(request, Attr.CallingStationId),
    nasPortId: printable(request, Attr.NasPortId),
    line: lineText(toldLine(request, nas)),
    staff: decision.staff?.who && { id: decision.staff.who.staffId, name: decision.staff.who.name },
    lineDevice: newDevice(request, decision),
    signed: request.has(Attr.MessageAuthenticator),
    secretSuspected: decision.kind === 'reject' && decision.secretSuspected === true,
    overTls: nas.isOverTls === true,
    detail: whyBlocked(reason?.code, decision.entry),
  };
}

export function whyBlocked(code: string | undefined, entry: AccessEntry | undefined): BlockReason | undefined {
  return code === 'blocked' && entry?.state.kind === 'blocked' ? entry.state.reason : undefined;
}

/** Accepted in full, so it is what the customer has there. */
function newDevice(request: Packet, decision: AuthEvent['decision']): string | undefined {
  if (decision.kind !== 'accept' || decision.method !== 'line' || decision.instead) return undefined;
  const device = normalMac(request.text(Attr.CallingStationId) ?? '');
  return device === decision.entry?.lineDevice ? undefined : device;
}

/** A name that is no text is written with replacement marks. */
export function printable(request: Packet, type: number): string | undefined {
  const text = request.text(type);
  return text?.includes('\0') === true ? text.replaceAll('\0', '\ufffd') : text;
}
