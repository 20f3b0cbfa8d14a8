import { methodOf } from '../radius/credentials.js';
import { AccountingQueue } from '../radius/server/accounting-queue.js';
import { AuthLogBuffer } from '../radius/server/auth-log-buffer.js';
import { ServerCounters } from '../radius/server/counters.js';
import {
  Attr,
  authenticate,
  authLogLine,
  type NasEntry,
  type Packet,
  PacketCode,
  type RadiusServerParts,
  readAccounting,
} from '../radius/index.js';
import { restAnswer, type RestAnswer, SILENCE } from './rest-answer.js';
import { restPacket } from './rest-request.js';

export interface RestDeskParts extends RadiusServerParts {
  readonly randomBytes: (count: number) => Buffer;
}

/** What FreeRADIUS asks, and where its packet came from. */
export interface RestQuestion {
  readonly from: string;
  readonly body: unknown;
  readonly eventSeconds?: number;
  readonly isTunnelled?: boolean;
  /** What FreeRADIUS answered, for what it only reports. */
  readonly answered?: string;
}

const NOTHING: RestAnswer = { status: 204, body: undefined };
const QUEUE = { capacity: 50_000, batch: 2_000 };
const LOG_EVERY_MS = 200;

/**
 * Answers FreeRADIUS with the decision of the built-in server: the request is made again from what rlm_rest says of it, and then
 * takes the same way.
 */
export class RestDesk {
  readonly counters = new ServerCounters();
  private readonly queue: AccountingQueue;
  private readonly log: AuthLogBuffer;
  /** Routers that have signed a request since the start, for the `auto` policy. */
  private readonly signed = new Set<string>();

  constructor(private readonly parts: RestDeskParts) {
    this.queue = new AccountingQueue(parts.accounting, QUEUE, parts.fault);
    this.log = new AuthLogBuffer(parts.authLog, LOG_EVERY_MS, parts.fault);
  }

  /** The decision on a login. EAP is FreeRADIUS' to speak: what is inside the tunnel is asked for when it is known. */
  authorize(question: RestQuestion): RestAnswer {
    this.counters.authReceived += 1;
    const snapshot = this.parts.snapshot();
    const nas = snapshot.nasByAddress(question.from);
    if (!nas) return this.silent('unknown_client');
    const authenticator = this.parts.randomBytes(16);
    const request = this.packetOf(PacketCode.AccessRequest, question, nas, authenticator);
    if (!request) return { status: 400, body: undefined };
    if (request.has(Attr.EapMessage) && methodOf(request) === 'none') return NOTHING;
    const nowMs = this.parts.clock.now().getTime();
    const signedBefore = this.signed.has(nas.id);
    const decision = authenticate(request, { nas, snapshot, online: this.parts.online, nowMs, signedBefore });
    if (decision.kind === 'drop') return this.silent(decision.reason);
    if (!signedBefore && request.has(Attr.MessageAuthenticator)) this.signed.add(nas.id);
    if (decision.kind === 'reject') this.counters.reject(decision.code);
    else if (decision.instead) this.counters.authGarden += 1;
    else this.counters.authAccepted += 1;
    this.log.add(authLogLine({ atMs: nowMs, nas, sourceAddress: question.from, request, decision }));
    return restAnswer(decision, { secret: nas.secret, authenticator });
  }

  /** Answered when the record is kept; FreeRADIUS acknowledges it to the router only then. */
  account(question: RestQuestion): Promise<RestAnswer> {
    this.counters.acctReceived += 1;
    const nas = this.parts.snapshot().nasByAddress(question.from);
    if (!nas) return Promise.resolve(this.silent('unknown_client'));
    const request = this.packetOf(PacketCode.AccountingRequest, question, nas, this.parts.randomBytes(16));
    if (!request) return Promise.resolve({ status: 400, body: undefined });
    const record = readAccounting(request, nas, question.from, this.parts.clock.now().getTime());
    if (!record.ok) return Promise.resolve(this.silent(record.error));
    return new Promise((resolve) => {
      this.queue.offer({
        record: record.value,
        kept: () => {
          this.counters.acctAnswered += 1;
          resolve(NOTHING);
        },
        lost: () => resolve({ status: 503, body: undefined }),
      });
    });
  }

  /** What FreeRADIUS refused by itself, an EAP conversation that led nowhere, so that the log of logins tells of it too. */
  report(question: RestQuestion): RestAnswer {
    const nas = this.parts.snapshot().nasByAddress(question.from);
    const request = nas && this.packetOf(PacketCode.AccessRequest, question, nas, this.parts.randomBytes(16));
    if (!nas || !request || question.answered !== 'Access-Reject') return NOTHING;
    const decision = {
      kind: 'reject' as const,
      code: 'unsupported_method' as const,
      list: 3 as const,
      entry: undefined,
      method: 'none' as const,
      attributes: [],
    };
    const atMs = this.parts.clock.now().getTime();
    this.log.add(authLogLine({ atMs, nas, sourceAddress: question.from, request, decision }));
    return NOTHING;
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    await this.queue.idle();
    await this.log.close();
  }

  private packetOf(
    code: number,
    { body, eventSeconds, isTunnelled }: RestQuestion,
    { secret }: NasEntry,
    authenticator: Buffer,
  ): Packet | undefined {
    const known = eventSeconds === undefined ? {} : { eventSeconds };
    return restPacket({ code, body, secret, authenticator, isTunnelled: isTunnelled === true, ...known });
  }

  private silent(reason: string): RestAnswer {
    this.counters.drop(reason);
    return SILENCE;
  }
}
