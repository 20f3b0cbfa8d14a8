import { performance } from 'node:perf_hooks';
import type { Clock } from '@demarc/kernel';
import { replyFault } from '../codec/authenticators.js';
import { Attr, PacketCode } from '../codec/codes.js';
import { PacketEncoder } from '../codec/encode.js';
import { Packet } from '../codec/packet.js';
import { DYNAMIC_CODES, type DynamicOutcome, type DynamicRequest, dynamicAnswer, dynamicOutcome } from '../dynamic.js';
import { Fifo } from '../server/fifo.js';
import { RADSEC_SECRET } from './recognise.js';

/** What a router is asked on its own connection: neither address nor secret is needed there. */
export type ReverseRequest = Pick<DynamicRequest, 'kind' | 'attributes'>;

/** A packet is numbered by one byte, so no more can be under way. */
const AT_ONCE = 256;
const MOST_WAITING = 20_000;
const ENDED = 'the connection ended';

interface UnderWay {
  readonly order: ReverseRequest;
  readonly request: Packet;
  readonly startedAt: number;
  readonly settle: (outcome: DynamicOutcome) => void;
  ignored: number;
}

interface Waiting {
  readonly order: ReverseRequest;
  readonly startedAt: number;
  readonly settle: (outcome: DynamicOutcome) => void;
}

/**
 * CoA-Request and Disconnect-Request on the connection that the router has opened (RFC 8559). Nothing is sent twice: what TCP has
 * taken arrives, or the connection ends and with it every question on it.
 */
export class ReverseRequests {
  private readonly encoder = new PacketEncoder();
  private readonly underWay = new Map<number, UnderWay>();
  private readonly waiting = new Fifo<Waiting>();
  private nextId = 0;

  constructor(
    private readonly write: (bytes: Buffer) => void,
    private readonly clock: Clock,
    private readonly answerMs: number,
  ) {}

  ask(order: ReverseRequest): Promise<DynamicOutcome> {
    const startedAt = performance.now();
    if (this.waiting.length >= MOST_WAITING)
      return Promise.resolve(dynamicOutcome('unsendable', { startedAt, errorText: 'too many changes wait' }));
    return new Promise((settle) => {
      this.waiting.push({ order, startedAt, settle });
      this.sendWaiting();
    });
  }

  /** An answer that came in. Answers whether it was one of ours. */
  answered(reply: Packet): boolean {
    const asked = this.underWay.get(reply.id);
    const codes = asked && DYNAMIC_CODES[asked.order.kind];
    if (!asked || (reply.code !== codes?.ack && reply.code !== codes?.nak)) return false;
    if (replyFault(reply, asked.request, RADSEC_SECRET)) {
      asked.ignored += 1;
      return false;
    }
    const { startedAt, ignored } = asked;
    this.settle(reply.id, dynamicAnswer(reply, asked.order.kind, { startedAt, attempts: 1, ignored }));
    return true;
  }

  /** Gives up on what was asked too long ago. */
  sweep(): void {
    const now = performance.now();
    for (const [id, { startedAt, ignored }] of this.underWay)
      if (now - startedAt > this.answerMs)
        this.settle(id, dynamicOutcome('timeout', { startedAt, attempts: 1, ignored }));
    while (now - (this.waiting.peek()?.startedAt ?? now) > this.answerMs) {
      const gone = this.waiting.shift();
      gone?.settle(dynamicOutcome('timeout', { startedAt: gone.startedAt }));
    }
  }

  /** The connection is gone: whether the router did what it was asked is not known. */
  end(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift())
      next.settle(dynamicOutcome('unsendable', { startedAt: next.startedAt, errorText: ENDED }));
    for (const [id, { startedAt }] of this.underWay)
      this.settle(id, dynamicOutcome('timeout', { startedAt, attempts: 1, errorText: ENDED }));
  }

  private sendWaiting(): void {
    while (this.underWay.size < AT_ONCE) {
      const next = this.waiting.shift();
      if (!next) return;
      this.send(next);
    }
  }

  private send({ order, startedAt, settle }: Waiting): void {
    const id = this.freeId();
    const encoded = this.encoder.request({
      code: DYNAMIC_CODES[order.kind].request,
      id,
      secret: RADSEC_SECRET,
      attributes: [
        ...order.attributes,
        { vendor: 0, type: Attr.EventTimestamp, value: Math.floor(this.clock.now().getTime() / 1000) },
      ],
      messageAuthenticator: true,
    });
    if (!encoded.ok) return settle(dynamicOutcome('unsendable', { startedAt, errorText: encoded.error }));
    this.underWay.set(id, { order, request: new Packet(encoded.value), startedAt, settle, ignored: 0 });
    this.write(encoded.value);
  }

  private freeId(): number {
    while (this.underWay.has(this.nextId)) this.nextId = (this.nextId + 1) % AT_ONCE;
    const id = this.nextId;
    this.nextId = (this.nextId + 1) % AT_ONCE;
    return id;
  }

  private settle(id: number, outcome: DynamicOutcome): void {
    const asked = this.underWay.get(id);
    this.underWay.delete(id);
    asked?.settle(outcome);
    this.sendWaiting();
  }
}

const ANSWERS: ReadonlySet<number> = new Set([
  PacketCode.CoaAck,
  PacketCode.CoaNak,
  PacketCode.DisconnectAck,
  PacketCode.DisconnectNak,
]);

/** The codes of answers to what we ask; all other packets on a connection are questions of the router. */
export function isReverseAnswer(code: number): boolean {
  return ANSWERS.has(code);
}
