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
import { alwaysSigned } from './auth-responder.js';
import type { DropLog } from './drop-log.js';
import type { ReplyLine, Sender } from './reply-line.js';

/** Takes datagrams of the accounting port; answers when the sink has kept the record (RFC 2866 §2). */
export class AccountingResponder {
  private readonly duplicates: DuplicateCache;
  private readonly encoder = new PacketEncoder();

  constructor(
    private readonly parts: RadiusServerParts,
    options: RadiusServerOptions,
    private readonly counters: ServerCounters,
    private readonly queue: AccountingQueue,
    private readonly drops: DropLog,
  ) {
    this.duplicates = new DuplicateCache(
      options.duplicateLifetimeMs,
      options.duplicateLimit,
      parts.clock.now().getTime(),
    );
  }

  /** `known` is whose connection it came over. Answers why there will be no answer. */
  receive(datagram: Buffer, from: Sender, port: ReplyLine, known?: NasEntry): string | undefined {
    this.counters.acctReceived += 1;
    const nas = known ?? this.parts.snapshot().nasByAddress(from.address);
    if (!nas) return this.drop('unknown_client', from);
    if (!known && nas.tls?.only === true) return this.drop('not_over_tls', from, nas);
    const parsed = parsePacket(datagram);
    if (!parsed.ok) return this.drop(parsed.error, from, nas);
    const request = parsed.value;
    if (request.code === PacketCode.StatusServer) return this.answerStatus(request, nas, from, port);
    if (request.code !== PacketCode.AccountingRequest) return this.drop('unexpected_code', from, nas);
    const nowMs = this.parts.clock.now().getTime();
    const repeated = this.duplicates.find(from.peer ?? from.address, from.port, request.bytes, nowMs);
    if (repeated) {
      this.counters.duplicates += 1;
      const { reply } = repeated;
      if (reply) port.send(reply, from.port, from.address);
      return undefined;
    }
    const fault = forged(request, nas);
    return fault === undefined ? this.enqueue(request, nas, from, port, nowMs) : this.drop(fault, from, nas, request);
  }

  private enqueue(request: Packet, nas: NasEntry, from: Sender, port: ReplyLine, nowMs: number): string | undefined {
    const record = readAccounting(request, nas, from.address, nowMs);
    if (!record.ok) return this.drop(record.error, from, nas);
    const slot = this.duplicates.remember(from.peer ?? from.address, from.port, request.bytes);
    this.queue.offer({
      record: record.value,
      kept: () => {
        const reply = this.answer(request, nas, from, port);
        if (reply) slot.answer(reply);
      },
      lost: () => slot.forget(),
    });
    return undefined;
  }

  /** Signed when the request was: older devices know the attribute only in Access packets. */
  private answer(request: Packet, nas: NasEntry, from: Sender, port: ReplyLine): Buffer | undefined {
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

  private answerStatus(request: Packet, nas: NasEntry, from: Sender, port: ReplyLine): string | undefined {
    const drop = unprotected(request, { nas: alwaysSigned(nas), signedBefore: true });
    if (drop) return this.drop(drop.reason, from, nas);
    this.answer(request, nas, from, port);
    return undefined;
  }

  private drop(reason: string, from: Sender, nas?: NasEntry, request?: Packet): string {
    this.counters.drop(reason);
    this.drops.note({ reason, sourceAddress: from.address, nas, request });
    return reason;
  }
}

function forged(request: Packet, nas: NasEntry): string | undefined {
  if (!checkRequestAuthenticator(request, nas.secret)) return 'request_authenticator_wrong';
  const signature = checkMessageAuthenticator(request, nas.secret);
  return signature === 'wrong' || signature === 'repeated' ? `message_authenticator_${signature}` : undefined;
}
