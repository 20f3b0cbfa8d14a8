import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Clock, RandomSource } from '@demarc/kernel';
import { replyFault } from './codec/authenticators.js';
import { Attr } from './codec/codes.js';
import { PacketEncoder, type Attribute, type EncodeFault } from './codec/encode.js';
import { Packet, parsePacket } from './codec/packet.js';
import {
  DYNAMIC_CODES,
  dynamicAnswer,
  type DynamicOutcome,
  dynamicOutcome,
  type DynamicRequest,
  type DynamicTold,
} from './dynamic.js';

/** Sends CoA-Request and Disconnect-Request (RFC 5176), each from a socket of its own, and waits for a proven answer. */
export class CoaClient {
  private readonly encoder = new PacketEncoder();

  constructor(
    private readonly clock: Clock,
    private readonly random: RandomSource,
  ) {}

  async send(order: DynamicRequest): Promise<DynamicOutcome> {
    const startedAt = performance.now();
    const packet = this.encode(order);
    if (!packet.ok) return dynamicOutcome('unsendable', { startedAt, errorText: packet.error });
    const request = new Packet(packet.value);
    const socket = createSocket(isIPv6(order.address) ? 'udp6' : 'udp4');
    try {
      return await new Exchange(socket, order, request, this.random, startedAt).run();
    } catch (error) {
      return dynamicOutcome('unsendable', {
        startedAt,
        errorText: error instanceof Error ? error.message : 'socket error',
      });
    } finally {
      socket.close();
    }
  }

  private encode(order: DynamicRequest): { ok: true; value: Buffer } | { ok: false; error: EncodeFault } {
    const stamped: Attribute[] = [...order.attributes];
    if (order.eventTimestamp !== false)
      stamped.push({ vendor: 0, type: Attr.EventTimestamp, value: Math.floor(this.clock.now().getTime() / 1000) });
    return this.encoder.request({
      code: DYNAMIC_CODES[order.kind].request,
      id: this.random.below(256),
      secret: order.secret,
      attributes: stamped,
      messageAuthenticator: order.messageAuthenticator !== false,
    });
  }
}

class Exchange {
  private attempts = 0;
  private ignored = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly order: DynamicRequest,
    private readonly request: Packet,
    private readonly random: RandomSource,
    private readonly startedAt: number,
  ) {}

  async run(): Promise<DynamicOutcome> {
    const { address, port, firstTimeoutMs = 1000 } = this.order;
    // A connected socket hears only the address and port that it sends to.
    await new Promise<void>((resolve, reject) => {
      this.socket.once('error', reject);
      this.socket.connect(port, address, resolve);
    });
    this.socket.removeAllListeners('error');
    try {
      return await new Promise<DynamicOutcome>((resolve) => {
        // "Port unreachable" while the device restarts: the next try may be heard.
        this.socket.on('error', () => undefined);
        this.socket.on('message', (datagram) => {
          const answer = this.read(datagram);
          if (answer) resolve(answer);
        });
        this.attempt(firstTimeoutMs, resolve);
      });
    } finally {
      clearTimeout(this.timer);
    }
  }

  /** Byte for byte the same packet, twice as patient each time, with a tenth of jitter (RFC 5080 §2.2.1). */
  private attempt(timeoutMs: number, resolve: (answer: DynamicOutcome) => void): void {
    const { attempts: limit = 4 } = this.order;
    if (this.attempts >= limit) {
      resolve(dynamicOutcome('timeout', this.told()));
      return;
    }
    this.attempts += 1;
    this.socket.send(this.request.bytes, () => undefined);
    const jitter = (this.random.below(201) - 100) / 1000;
    this.timer = setTimeout(() => this.attempt(timeoutMs * 2, resolve), timeoutMs * (1 + jitter));
  }

  private read(datagram: Buffer): DynamicOutcome | undefined {
    const { ack, nak } = DYNAMIC_CODES[this.order.kind];
    const parsed = parsePacket(datagram);
    const expected = parsed.ok && (parsed.value.code === ack || parsed.value.code === nak);
    if (!parsed.ok || !expected || replyFault(parsed.value, this.request, this.order.secret)) {
      this.ignored += 1;
      return undefined;
    }
    return dynamicAnswer(parsed.value, this.order.kind, this.told());
  }

  private told(): DynamicTold {
    return { startedAt: this.startedAt, attempts: this.attempts, ignored: this.ignored };
  }
}
