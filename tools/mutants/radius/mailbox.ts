import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Findings, Tally } from '../findings.ts';
import { SECRET } from './people.ts';
import { answers, CODE, isSignedFirst, read, type Read } from './wire.ts';

/** What was sent, and what may come back for it. */
export interface Sent {
  readonly request: Read;
  readonly may: ReadonlySet<number>;
  readonly must: boolean;
  isAnswered: boolean;
}

/** A router's socket: sends what is no request and what is one, and holds each answer against what may be answered. */
export class Mailbox {
  private readonly socket: Socket;
  private readonly port: number;
  private readonly findings: Findings;
  private readonly tally: Tally;
  private readonly open = new Map<number, Sent[]>();
  private heard: (() => void) | undefined;

  private constructor(socket: Socket, port: number, findings: Findings, tally: Tally) {
    this.socket = socket;
    this.port = port;
    this.findings = findings;
    this.tally = tally;
    socket.on('message', (datagram) => this.take(datagram));
  }

  static async open(address: string, port: number, findings: Findings, tally: Tally): Promise<Mailbox> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 });
    socket.bind(0, address);
    await once(socket, 'listening');
    return new Mailbox(socket, port, findings, tally);
  }

  send(datagram: Buffer, expected?: Sent): void {
    if (expected) {
      const id = expected.request.id;
      this.open.set(id, [...(this.open.get(id) ?? []), expected]);
    }
    this.socket.send(datagram, this.port, '127.0.0.1');
  }

  /** Waits until this one has its answer; false when it has none after the limit. It is sent again meanwhile, as routers do. */
  async answered(datagram: Buffer, sent: Sent, limitMs: number): Promise<boolean> {
    const until = performance.now() + limitMs;
    while (!sent.isAnswered && performance.now() < until) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.heard = resolve;
      const again = setTimeout(() => {
        this.socket.send(datagram, this.port, '127.0.0.1');
        resolve();
      }, 500);
      await promise;
      clearTimeout(again);
    }
    return sent.isAnswered;
  }

  /** Ends a round: whoever had to be answered was, and late answers belong to nobody. */
  settle(): void {
    for (const all of this.open.values())
      for (const sent of all)
        if (sent.must && !sent.isAnswered) this.findings.add('a valid request was not answered', sent.request.bytes);
    this.open.clear();
  }

  async close(): Promise<void> {
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  private take(datagram: Buffer): void {
    const reply = read(datagram);
    // The same packet twice may have one answer: the second came while the first was at work.
    const sent = reply ? (this.open.get(reply.id) ?? []).filter(({ request }) => answers(reply, request, SECRET)) : [];
    if (reply) for (const one of sent) this.judge(reply, one);
    if (sent.length === 0) this.findings.add('an answer to nothing that was asked', datagram);
    this.heard?.();
  }

  private judge(reply: Read, sent: Sent): void {
    sent.isAnswered = true;
    this.tally.add(`answer ${reply.code}`);
    if (!sent.may.has(reply.code)) this.findings.add(`answered with ${reply.code}`, sent.request.bytes);
    if (reply.code !== CODE.kept && !isSignedFirst(reply, sent.request, SECRET))
      this.findings.add('an answer without a right Message-Authenticator in front', reply.bytes);
  }
}
