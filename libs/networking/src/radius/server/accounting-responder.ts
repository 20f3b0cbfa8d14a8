import type { RemoteInfo } from 'node:dgram';
import { unprotected } from '../authenticate.js';
import { checkMessageAuthenticator, checkRequestAuthenticator } from '../codec/authenticators.js';
import { Attr, PacketCode } from '../codec/codes.js';
import { PacketEncoder } from '../codec/encode.js';
import { parsePacket, type Packet } from '../codec/packet.js';
import type { RadiusServerOptions, RadiusServerParts } from './parts.js';
import type { NasEntry } from '../snapshot.js';
import type { AccountingQueue } from './accounting-queue.js';
import { readAccounting } from './accounting-record.js';
import type { ServerCounters } from './counters.js';
import { DuplicateCache } from './duplicate-cache.js';
import type { UdpPort } from './udp-port.js';

/** Takes datagrams of the accounting port; answers when the sink has kept the record (RFC 2866 §2). */
export class AccountingResponder {
  private readonly duplicates: DuplicateCache;
  private readonly encoder = new PacketEncoder();

  constructor(
    private readonly parts: RadiusServerParts,
    options: RadiusServerOptions,
    private readonly counters: ServerCounters,
    private readonly queue: AccountingQueue,
  ) {
    this.duplicates = new DuplicateCache(
      options.duplicateLifetimeMs,
      options.duplicateLimit,
      parts.clock.now().getTime(),
    );
  }

  receive(datagram: Buffer, from: RemoteInfo, port: UdpPort): void {
    this.counters.acctReceived += 1;
    const nas = this.parts.snapshot().nasByAddress(from.address);
    if (!nas) return this.counters.drop('unknown_client');
    const parsed = parsePacket(datagram);
    if (!parsed.ok) return this.counters.drop(parsed.error);
    const request = parsed.value;
    if (request.code === PacketCode.StatusServer) return this.answerStatus(request, nas, from, port);
    if (request.code !== PacketCode.AccountingRequest) return this.counters.drop('unexpected_code');
    const nowMs = this.parts.clock.now().getTime();
    const known = this.duplicates.find(from.address, from.port, request.bytes, nowMs);
    if (known) {
      this.counters.duplicates += 1;
      if (known.reply) port.send(known.reply, from.port, from.address);
      return;
    }
    if (!checkRequestAuthenticator(request, nas.secret)) return this.counters.drop('request_authenticator_wrong');
    const signature = checkMessageAuthenticator(request, nas.secret);
    if (signature === 'wrong' || signature === 'repeated')
      return this.counters.drop(`message_authenticator_${signature}`);
    this.enqueue(request, nas, from, port, nowMs);
  }

  private enqueue(request: Packet, nas: NasEntry, from: RemoteInfo, port: UdpPort, nowMs: number): void {
    const record = readAccounting(request, nas, from.address, nowMs);
    if (!record.ok) return this.counters.drop(record.error);
    const slot = this.duplicates.remember(from.address, from.port, request.bytes, undefined);
    this.queue.offer({
      record: record.value,
      kept: () => {
        slot.reply = this.answer(request, nas, from, port);
      },
      lost: () => this.duplicates.forget(from.address, from.port, slot),
    });
  }

  /** Signed when the request was: older devices know the attribute only in Access packets. */
  private answer(request: Packet, nas: NasEntry, from: RemoteInfo, port: UdpPort): Buffer | undefined {
    const reply = this.encoder.reply({
      code: PacketCode.AccountingResponse,
      request,
      secret: nas.secret,
      attributes: [],
      messageAuthenticator: request.has(Attr.MessageAuthenticator),
    });
    if (!reply.ok) {
      this.counters.drop('reply_unencodable');
      return undefined;
    }
    this.counters.acctAnswered += 1;
    port.send(reply.value, from.port, from.address);
    return reply.value;
  }

  private answerStatus(request: Packet, nas: NasEntry, from: RemoteInfo, port: UdpPort): void {
    const drop = unprotected(request, { nas: { ...nas, messageAuthenticator: 'require' }, signedBefore: true });
    if (drop) return this.counters.drop(drop.reason);
    this.answer(request, nas, from, port);
  }
}
