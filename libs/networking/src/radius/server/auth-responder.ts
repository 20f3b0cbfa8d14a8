import { authenticate, unprotected } from '../authenticate.js';
import { Attr, PacketCode } from '../codec/codes.js';
import { PacketEncoder, type Attribute } from '../codec/encode.js';
import { parsePacket, type Packet } from '../codec/packet.js';
import type { Accept, Reject } from '../decision.js';
import type { RadiusServerOptions, RadiusServerParts } from './parts.js';
import type { NasEntry } from '../snapshot.js';
import type { AuthLogBuffer } from './auth-log-buffer.js';
import type { ServerCounters } from './counters.js';
import { DuplicateCache, type Slot } from './duplicate-cache.js';
import { authLogLine } from './sinks.js';
import type { DropLog } from './drop-log.js';
import type { ReplyLine, Sender } from './reply-line.js';

/** More rejects than this are not held back: memory before politeness. */
const DELAYED_LIMIT = 10_000;

/** Takes datagrams of the authentication port; answers within the same turn of the loop. */
export class AuthResponder {
  private readonly duplicates: DuplicateCache;
  private readonly encoder = new PacketEncoder();
  /** NAS that have signed a request since they were read, for the `auto` policy. */
  private readonly signed = new WeakSet<NasEntry>();
  private readonly delayed = new Set<NodeJS.Timeout>();

  constructor(
    private readonly parts: RadiusServerParts,
    private readonly options: RadiusServerOptions,
    private readonly counters: ServerCounters,
    private readonly log: AuthLogBuffer,
    private readonly drops: DropLog,
  ) {
    this.duplicates = new DuplicateCache(
      options.duplicateLifetimeMs,
      options.duplicateLimit,
      parts.clock.now().getTime(),
    );
  }

  /** `known` is whose connection it came over. Answers why there is no answer; undefined when there is one. */
  receive(datagram: Buffer, from: Sender, port: ReplyLine, known?: NasEntry): string | undefined {
    this.counters.authReceived += 1;
    const snapshot = this.parts.snapshot();
    const nas = known ?? snapshot.nasByAddress(from.address);
    if (!nas) return this.drop('unknown_client', from);
    if (!known && nas.tls?.only === true) return this.drop('not_over_tls', from, nas);
    const parsed = parsePacket(datagram);
    if (!parsed.ok) return this.drop(parsed.error, from, nas);
    const request = parsed.value;
    if (request.code === PacketCode.StatusServer) return this.answerStatus(request, nas, from, port);
    if (request.code !== PacketCode.AccessRequest) return this.drop('unexpected_code', from, nas);
    const nowMs = this.parts.clock.now().getTime();
    const repeated = this.duplicates.find(from.peer ?? from.address, from.port, request.bytes, nowMs);
    if (repeated) return this.repeat(repeated, from, port);
    const signedBefore = nas.hasSigned === true || this.signed.has(nas);
    const decision = authenticate(request, { nas, snapshot, online: this.parts.online, nowMs, signedBefore });
    if (decision.kind === 'drop') return this.drop(decision.reason, from, nas, request);
    if (!signedBefore && !known && request.has(Attr.MessageAuthenticator)) this.signed.add(nas);
    this.answer(request, decision, nas, from, port);
    this.log.add(authLogLine({ atMs: nowMs, nas, sourceAddress: from.address, request, decision }));
    return undefined;
  }

  close(): void {
    for (const timer of this.delayed) clearTimeout(timer);
    this.delayed.clear();
  }

  private answer(request: Packet, decision: Accept | Reject, nas: NasEntry, from: Sender, port: ReplyLine): void {
    const accept = decision.kind === 'accept';
    const code = accept ? PacketCode.AccessAccept : PacketCode.AccessReject;
    const reply = this.encode(code, request, nas, decision.attributes);
    if (!reply) return;
    if (!accept) this.counters.reject(decision.code);
    else if (decision.instead) this.counters.authGarden += 1;
    else this.counters.authAccepted += 1;
    const hold = !accept && this.options.rejectDelayMs > 0 && this.delayed.size < DELAYED_LIMIT;
    const slot = this.duplicates.remember(from.peer ?? from.address, from.port, request.bytes);
    if (hold) this.sendLater(slot, reply, from, port);
    else this.send(slot, reply, from, port);
  }

  private sendLater(slot: Slot, reply: Buffer, from: Sender, port: ReplyLine): void {
    const timer = setTimeout(() => {
      this.delayed.delete(timer);
      this.send(slot, reply, from, port);
    }, this.options.rejectDelayMs);
    this.delayed.add(timer);
  }

  private send(slot: Slot, reply: Buffer, from: Sender, port: ReplyLine): void {
    slot.answer(reply);
    port.send(reply, from.port, from.address);
  }

  private repeat(slot: Slot, from: Sender, port: ReplyLine): undefined {
    this.counters.duplicates += 1;
    const { reply } = slot;
    if (reply) port.send(reply, from.port, from.address);
    return undefined;
  }

  /** RFC 5997: always signed, whatever the policy of the NAS. */
  private answerStatus(request: Packet, nas: NasEntry, from: Sender, port: ReplyLine): string | undefined {
    const drop = unprotected(request, { nas: alwaysSigned(nas), signedBefore: true });
    if (drop) return this.drop(drop.reason, from, nas, request);
    const reply = this.encode(PacketCode.AccessAccept, request, nas, []);
    if (reply) port.send(reply, from.port, from.address);
    return undefined;
  }

  private drop(reason: string, from: Sender, nas?: NasEntry, request?: Packet): string {
    this.counters.drop(reason);
    this.drops.note({ reason, sourceAddress: from.address, nas, request });
    return reason;
  }

  private encode(code: number, request: Packet, nas: NasEntry, attributes: readonly Attribute[]): Buffer | undefined {
    const reply = this.encoder.reply({ code, request, secret: nas.secret, attributes, messageAuthenticator: true });
    if (reply.ok) return reply.value;
    this.counters.drop('reply_unencodable');
    this.parts.fault('reply', new Error(`${reply.error} in the reply to ${request.text(Attr.UserName) ?? ''}`));
    return undefined;
  }
}

/** Over TLS nothing needs a signature, but Status-Server has one wherever it comes from. */
export function alwaysSigned(nas: NasEntry): NasEntry {
  return { ...nas, messageAuthenticator: 'require', isOverTls: false };
}
