import type { RemoteInfo } from 'node:dgram';
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
import type { UdpPort } from './udp-port.js';

/** More rejects than this are not held back: memory before politeness. */
const DELAYED_LIMIT = 10_000;

/** Takes datagrams of the authentication port; answers within the same turn of the loop. */
export class AuthResponder {
  private readonly duplicates: DuplicateCache;
  private readonly encoder = new PacketEncoder();
  /** NAS that have signed a request since the start, for the `auto` policy. */
  private readonly signed = new Set<string>();
  private readonly delayed = new Set<NodeJS.Timeout>();

  constructor(
    private readonly parts: RadiusServerParts,
    private readonly options: RadiusServerOptions,
    private readonly counters: ServerCounters,
    private readonly log: AuthLogBuffer,
  ) {
    this.duplicates = new DuplicateCache(
      options.duplicateLifetimeMs,
      options.duplicateLimit,
      parts.clock.now().getTime(),
    );
  }

  receive(datagram: Buffer, from: RemoteInfo, port: UdpPort): void {
    this.counters.authReceived += 1;
    const snapshot = this.parts.snapshot();
    const nas = snapshot.nasByAddress(from.address);
    if (!nas) return this.counters.drop('unknown_client');
    const parsed = parsePacket(datagram);
    if (!parsed.ok) return this.counters.drop(parsed.error);
    const request = parsed.value;
    if (request.code === PacketCode.StatusServer) return this.answerStatus(request, nas, from, port);
    if (request.code !== PacketCode.AccessRequest) return this.counters.drop('unexpected_code');
    const nowMs = this.parts.clock.now().getTime();
    const known = this.duplicates.find(from.address, from.port, request.bytes, nowMs);
    if (known) return this.repeat(known, from, port);
    const signedBefore = this.signed.has(nas.id);
    const decision = authenticate(request, { nas, snapshot, online: this.parts.online, nowMs, signedBefore });
    if (decision.kind === 'drop') return this.counters.drop(decision.reason);
    if (!signedBefore && request.has(Attr.MessageAuthenticator)) this.signed.add(nas.id);
    this.answer(request, decision, nas, from, port);
    this.log.add(authLogLine({ atMs: nowMs, nas, sourceAddress: from.address, request, decision }));
  }

  close(): void {
    for (const timer of this.delayed) clearTimeout(timer);
    this.delayed.clear();
  }

  private answer(request: Packet, decision: Accept | Reject, nas: NasEntry, from: RemoteInfo, port: UdpPort): void {
    const accept = decision.kind === 'accept';
    const code = accept ? PacketCode.AccessAccept : PacketCode.AccessReject;
    const reply = this.encode(code, request, nas, decision.attributes);
    if (!reply) return;
    if (!accept) this.counters.reject(decision.code);
    else if (decision.instead) this.counters.authGarden += 1;
    else this.counters.authAccepted += 1;
    const hold = !accept && this.options.rejectDelayMs > 0 && this.delayed.size < DELAYED_LIMIT;
    const slot = this.duplicates.remember(from.address, from.port, request.bytes, hold ? undefined : reply);
    if (hold) this.sendLater(slot, reply, from, port);
    else port.send(reply, from.port, from.address);
  }

  private sendLater(slot: Slot, reply: Buffer, from: RemoteInfo, port: UdpPort): void {
    const timer = setTimeout(() => {
      this.delayed.delete(timer);
      slot.reply = reply;
      port.send(reply, from.port, from.address);
    }, this.options.rejectDelayMs);
    this.delayed.add(timer);
  }

  private repeat(slot: Slot, from: RemoteInfo, port: UdpPort): void {
    this.counters.duplicates += 1;
    if (slot.reply) port.send(slot.reply, from.port, from.address);
  }

  /** RFC 5997: always signed, whatever the policy of the NAS. */
  private answerStatus(request: Packet, nas: NasEntry, from: RemoteInfo, port: UdpPort): void {
    const drop = unprotected(request, { nas: { ...nas, messageAuthenticator: 'require' }, signedBefore: true });
    if (drop) return this.counters.drop(drop.reason);
    const reply = this.encode(PacketCode.AccessAccept, request, nas, []);
    if (reply) port.send(reply, from.port, from.address);
  }

  private encode(code: number, request: Packet, nas: NasEntry, attributes: readonly Attribute[]): Buffer | undefined {
    const reply = this.encoder.reply({ code, request, secret: nas.secret, attributes, messageAuthenticator: true });
    if (reply.ok) return reply.value;
    this.counters.drop('reply_unencodable');
    this.parts.fault('reply', new Error(`${reply.error} in the reply to ${request.text(Attr.UserName) ?? ''}`));
    return undefined;
  }
}
