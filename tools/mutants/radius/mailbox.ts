import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Findings, Tally } from '../findings.ts';
import { Answers, type Sent } from './answers.ts';

/** A router's socket: sends what is no request and what is one, and holds each answer against what may be answered. */
export class Mailbox {
  private readonly socket: Socket;
  private readonly port: number;
  private readonly answers: Answers;
  private heard: (() => void) | undefined;

  private constructor(socket: Socket, port: number, findings: Findings, tally: Tally) {
    this.socket = socket;
    this.port = port;
    this.answers = new Answers(findings, tally);
    socket.on('message', (datagram) => this.take(datagram));
  }

  static async open(address: string, port: number, findings: Findings, tally: Tally): Promise<Mailbox> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 });
    socket.bind(0, address);
    await once(socket, 'listening');
    return new Mailbox(socket, port, findings, tally);
  }

  send(datagram: Buffer, expected?: Sent): void {
    if (expected) this.answers.expect(expected);
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

  /** Ends a round. */
  settle(): void {
    this.answers.settle();
  }

  async close(): Promise<void> {
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  private take(datagram: Buffer): void {
    this.answers.take(datagram);
    this.heard?.();
  }
}
