import { TerminateCause } from '@demarc/networking/radius';
import type { Caller } from './access-kinds.ts';

/** What the NAS keeps of a login that was accepted. */
export interface SimSession extends Caller {
  readonly sessionId: string;
  readonly mac: string;
  readonly startedAtMs: number;
  readonly classValues: readonly Buffer[];
  readonly sessionTimeoutSeconds: number | undefined;
  readonly interimSeconds: number | undefined;
  readonly framedAddress: string | undefined;
  readonly pool: string | undefined;
  readonly routes: readonly string[];
  readonly delegatedIpv6Prefix: string | undefined;
  /** What a CoA-Request may change while the session runs. */
  rateLimit: string | undefined;
  addressList: string | undefined;
  downloadOctets: bigint;
  uploadOctets: bigint;
  /** Acct-Terminate-Cause once the session has ended. */
  endedBy: number | undefined;
  /** Resolves with the cause when the session ends and its Stop has been answered or given up. */
  readonly ended: Promise<number>;
}

export type CloseSession = (session: SimSession, cause: number) => void;

/** Ends a session when its Session-Timeout has run out. Node's timers hold no more than 24.8 days. */
export function sessionTimer(session: SimSession, close: CloseSession): NodeJS.Timeout | undefined {
  const seconds = session.sessionTimeoutSeconds;
  if (seconds === undefined || seconds === 0 || seconds > 2_000_000) return undefined;
  return setTimeout(() => close(session, TerminateCause.SessionTimeout), seconds * 1000);
}
