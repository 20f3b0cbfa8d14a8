import { performance } from 'node:perf_hooks';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '@demarc/kernel';
import { parsePacket } from '../codec/packet.js';
import type { ReplyLine, Sender } from '../server/reply-line.js';
import type { NasEntry } from '../snapshot.js';
import { PacketStream } from './packet-stream.js';
import type { PeerCertificate } from './peer-certificate.js';
import { overTls } from './recognise.js';
import { isReverseAnswer, ReverseRequests } from './reverse-requests.js';

export interface TlsLimits {
  /** How long a packet may take from its first byte to its last. */
  readonly packetMs: number;
  /** A connection without a packet for so long ends. Where changes of sessions travel on it, it stays. */
  readonly idleMs: number;
  /** How long an answer to a change of a session is waited for. */
  readonly answerMs: number;
}

export interface ConnectionParts {
  readonly clock: Clock;
  /** Takes one request; answers why it got no answer. */
  readonly receive: (packet: Buffer, from: Sender, line: ReplyLine, nas: NasEntry) => string | undefined;
  /** Whether more should wait with the sender for now. */
  readonly isBusy: () => boolean;
  /** Told once, with the reason where it was not the router that ended it. */
  readonly ended: (connection: TlsConnection, why: string | undefined) => void;
  readonly fault: (error: unknown) => void;
}

/** A connection as it was opened. */
export interface Shown {
  readonly id: string;
  readonly socket: TLSSocket;
  readonly certificate: PeerCertificate;
  readonly isTrusted: boolean;
}

/** Garbled, or proof that both sides use different secrets: after either the connection has to end (RFC 6613 §2.6.4). */
const ENDS: ReadonlySet<string> = new Set([
  'attribute_length_below_2',
  'attribute_beyond_end',
  'message_authenticator_wrong',
  'message_authenticator_repeated',
  'request_authenticator_wrong',
]);
const BUSY_MS = 20;

/** One router on one connection: packets in, answers and our own questions out. */
export class TlsConnection implements ReplyLine {
  readonly changes: ReverseRequests;
  readonly since: Date;
  readonly from: Sender;
  readonly protocol: string;
  heardAt: Date;
  packets = 0;
  private readonly stream = new PacketStream((packet) => this.take(packet));
  private nas: NasEntry;
  private heardMs = performance.now();
  private partMs: number | undefined;
  private isGathering = false;
  private isEnded = false;
  private isFull = false;
  private resuming: NodeJS.Timeout | undefined;

  readonly id: string;
  readonly certificate: PeerCertificate;
  /** Signed by the authority that was set when it came. */
  readonly isTrusted: boolean;
  private readonly socket: TLSSocket;

  constructor(
    { id, socket, certificate, isTrusted }: Shown,
    nas: NasEntry,
    private readonly limits: TlsLimits,
    private readonly parts: ConnectionParts,
  ) {
    this.id = id;
    this.socket = socket;
    this.certificate = certificate;
    this.isTrusted = isTrusted;
    this.nas = overTls(nas);
    this.since = parts.clock.now();
    this.heardAt = this.since;
    this.from = { address: plain(socket.remoteAddress), port: socket.remotePort ?? 0, peer: `tls ${id}` };
    this.protocol = socket.getProtocol() ?? 'TLS';
    this.changes = new ReverseRequests((bytes) => this.send(bytes), parts.clock, limits.answerMs);
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('drain', () => {
      this.isFull = false;
      this.resume();
    });
    socket.on('error', () => this.end(undefined));
    socket.on('close', () => this.end(undefined));
  }

  get router(): NasEntry {
    return this.nas;
  }

  /** The router as it stands now: its policy, its make and its options may have changed. */
  renew(nas: NasEntry): void {
    this.nas = overTls(nas);
  }

  /** Answers of one turn of the loop leave in one record. */
  send(bytes: Buffer): void {
    if (this.isEnded) return;
    if (!this.isGathering) {
      this.isGathering = true;
      this.socket.cork();
      setImmediate(() => {
        this.isGathering = false;
        this.socket.uncork();
      });
    }
    if (!this.socket.write(bytes)) this.isFull = true;
  }

  sweep(nowMs: number): void {
    this.changes.sweep();
    if (this.partMs !== undefined && nowMs - this.partMs > this.limits.packetMs) this.end('slow');
    else if (this.nas.tls?.changes !== 'tls' && nowMs - this.heardMs > this.limits.idleMs) this.end('idle');
  }

  /** Without a reason where the router has hung up. */
  end(why: string | undefined): void {
    if (this.isEnded) return;
    this.isEnded = true;
    clearTimeout(this.resuming);
    this.changes.end();
    this.socket.destroy();
    this.parts.ended(this, why);
  }

  /** Lets what was answered leave first. */
  async close(): Promise<void> {
    if (this.isEnded) return;
    const { socket } = this;
    const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    setImmediate(() => socket.end());
    const limit = setTimeout(() => socket.destroy(), 1_000);
    await gone;
    clearTimeout(limit);
  }

  private read(chunk: Buffer): void {
    if (this.isEnded) return;
    try {
      const fault = this.stream.push(chunk);
      if (fault) return this.end(fault);
    } catch (error) {
      this.parts.fault(error);
      return this.end('internal_error');
    }
    this.partMs = this.stream.isWaiting ? (this.partMs ?? performance.now()) : undefined;
    if (this.isFull || this.parts.isBusy()) this.holdBack();
  }

  private take(bytes: Buffer): boolean {
    this.heardMs = performance.now();
    this.heardAt = this.parts.clock.now();
    this.partMs = undefined;
    this.packets += 1;
    if (isReverseAnswer(bytes[0] ?? 0)) return this.takeAnswer(bytes);
    const unanswered = this.parts.receive(bytes, this.from, this, this.nas);
    if (unanswered !== undefined && ENDS.has(unanswered)) this.end(unanswered);
    return !this.isEnded;
  }

  private takeAnswer(bytes: Buffer): boolean {
    const parsed = parsePacket(bytes);
    if (!parsed.ok) this.end(parsed.error);
    else this.changes.answered(parsed.value);
    return !this.isEnded;
  }

  /** What the router goes on sending fills its own buffers, and it slows down: nothing is thrown away. */
  private holdBack(): void {
    this.socket.pause();
    this.resuming ??= setTimeout(() => this.resume(), BUSY_MS);
  }

  private resume(): void {
    clearTimeout(this.resuming);
    this.resuming = undefined;
    if (this.isEnded) return;
    if (this.isFull || this.parts.isBusy()) this.holdBack();
    else this.socket.resume();
  }
}

/** IPv4 as it is written, also where the socket takes both families. */
function plain(address: string | undefined): string {
  return (address ?? '0.0.0.0').replace(/^::ffff:(?=\d+\.)/, '');
}
