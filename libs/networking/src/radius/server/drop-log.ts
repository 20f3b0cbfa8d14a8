import type { Clock } from '@demarc/kernel';
import { Attr } from '../codec/codes.js';
import type { Packet } from '../codec/packet.js';
import type { NasEntry } from '../snapshot.js';
import type { AuthLogBuffer } from './auth-log-buffer.js';
import { printable } from './sinks.js';

/** A packet that got no answer, or a connection that was refused. */
export interface Dropped {
  readonly reason: string;
  readonly sourceAddress: string;
  readonly nas?: NasEntry | undefined;
  readonly request?: Packet | undefined;
  /** What is to be said beside the reason: the certificate that was shown. */
  readonly detail?: string;
  readonly isOverTls?: boolean;
}

/** What an operator can do something about; the rest is counted only. */
const SAID: ReadonlySet<string> = new Set([
  'unknown_client',
  'not_over_tls',
  'message_authenticator_missing',
  'message_authenticator_wrong',
  'message_authenticator_repeated',
  'proxy_state_unprotected',
  'request_authenticator_wrong',
  'certificate_missing',
  'certificate_unknown',
  'certificate_untrusted',
  'certificate_ambiguous',
  'certificate_not_valid',
  'certificate_revoked',
  'handshake_failed',
  'connection_ended',
]);
const AGAIN_MS = 60_000;
/** Whoever forges addresses fills no disk with them. */
const MOST_SOURCES = 200;

/** Says in the log of logins what got no answer: each source and reason once a minute. */
export class DropLog {
  private saidSinceMs = 0;
  private readonly said = new Set<string>();

  constructor(
    private readonly clock: Clock,
    private readonly log: AuthLogBuffer,
  ) {}

  note(dropped: Dropped): void {
    if (!SAID.has(dropped.reason)) return;
    const nowMs = this.clock.now().getTime();
    if (nowMs - this.saidSinceMs >= AGAIN_MS || nowMs < this.saidSinceMs) {
      this.said.clear();
      this.saidSinceMs = nowMs;
    }
    const key = `${dropped.reason} ${dropped.nas?.id ?? dropped.sourceAddress}`;
    if (this.said.has(key) || this.said.size >= MOST_SOURCES) return;
    this.said.add(key);
    this.log.add(lineOf(dropped, nowMs));
  }
}

function lineOf({ reason, sourceAddress, nas, request, detail, isOverTls }: Dropped, atMs: number) {
  return {
    atMs,
    outcome: 'drop',
    code: reason,
    list: undefined,
    method: 'none',
    nasId: nas?.id,
    sourceAddress,
    login: (request && printable(request, Attr.UserName)) ?? '',
    serviceId: undefined,
    customerId: undefined,
    partnerId: nas?.partnerId,
    callingStationId: request && printable(request, Attr.CallingStationId),
    nasPortId: request && printable(request, Attr.NasPortId),
    line: undefined,
    staff: undefined,
    lineDevice: undefined,
    signed: request?.has(Attr.MessageAuthenticator) ?? false,
    secretSuspected: false,
    overTls: isOverTls ?? nas?.isOverTls ?? false,
    detail,
  } as const;
}
