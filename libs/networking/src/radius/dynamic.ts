import { performance } from 'node:perf_hooks';
import { ErrorCause, PacketCode, SESSION_CONTEXT_NOT_FOUND, Attr } from './codec/codes.js';
import type { Attribute } from './codec/encode.js';
import type { Packet } from './codec/packet.js';

export interface DynamicRequest {
  readonly kind: 'coa' | 'disconnect';
  readonly address: string;
  /** 3799 unless the device wants another: 1700 on older Cisco, 3779 on EdgeRouter. */
  readonly port: number;
  readonly secret: Buffer;
  /** First what names the session (RFC 5176 §3: User-Name, Acct-Session-Id, Framed-IP-Address), then what changes. */
  readonly attributes: readonly Attribute[];
  /** Some older devices refuse attributes they do not know, and these two with them. */
  readonly messageAuthenticator?: boolean;
  readonly eventTimestamp?: boolean;
  readonly firstTimeoutMs?: number;
  readonly attempts?: number;
}

export interface DynamicOutcome {
  readonly answer: 'ack' | 'nak' | 'timeout' | 'unsendable';
  readonly errorCause: number | undefined;
  readonly errorText: string | undefined;
  readonly attempts: number;
  readonly elapsedMs: number;
  /** Answers that were not from the device or not to this request. */
  readonly ignored: number;
}

/** The session is gone already: for a disconnect that is as good as an acknowledgement. */
export function alreadyGone({ answer, errorCause }: DynamicOutcome): boolean {
  return answer === 'nak' && errorCause === SESSION_CONTEXT_NOT_FOUND;
}

export const DYNAMIC_CODES = {
  coa: { request: PacketCode.CoaRequest, ack: PacketCode.CoaAck, nak: PacketCode.CoaNak },
  disconnect: { request: PacketCode.DisconnectRequest, ack: PacketCode.DisconnectAck, nak: PacketCode.DisconnectNak },
} as const;

export interface DynamicTold {
  readonly startedAt: number;
  readonly attempts?: number;
  readonly ignored?: number;
  readonly errorCause?: number | undefined;
  readonly errorText?: string | undefined;
}

export function dynamicOutcome(answer: DynamicOutcome['answer'], told: DynamicTold): DynamicOutcome {
  const { startedAt, attempts = 0, ignored = 0, errorCause, errorText } = told;
  return { answer, errorCause, errorText, attempts, elapsedMs: performance.now() - startedAt, ignored };
}

/** What an acknowledgement or a refusal says. */
export function dynamicAnswer(reply: Packet, kind: DynamicRequest['kind'], told: DynamicTold): DynamicOutcome {
  if (reply.code === DYNAMIC_CODES[kind].ack) return dynamicOutcome('ack', told);
  const errorCause = reply.integer(Attr.ErrorCause);
  const errorText = errorCause === undefined ? undefined : ErrorCause[errorCause];
  return dynamicOutcome('nak', { ...told, errorCause, errorText });
}
