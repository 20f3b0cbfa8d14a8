import { connect, type Socket } from 'node:net';
import type { LoadOrder, LoadRequest, RawResult } from './http-load.ts';

const MOST_SECONDS = 60;

/** A request and the moment from which its answer is waited for. */
interface Turn {
  readonly request: number;
  readonly wire: Buffer;
  readonly dueMs: number;
}

type Answered = (turn: Turn | undefined, ms: number, bytes: number, good: boolean) => void;

/** Speaks just enough HTTP/1.1 to cost little: the servers under test share the machine with it. */
class Connection {
  private readonly socket: Socket;
  private readonly next: () => Turn | undefined;
  private readonly answered: Answered;
  private turn: Turn | undefined;
  private head = '';
  private missing = 0;
  private received = 0;
  private good = false;
  private sentMs = 0;
  readonly closed: Promise<void>;

  constructor(address: URL, next: () => Turn | undefined, answered: Answered) {
    this.next = next;
    this.answered = answered;
    this.socket = connect({ host: address.hostname, port: Number(address.port), noDelay: true });
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
    this.socket.on('error', () => this.answered(this.turn, 0, 0, false));
    this.socket.on('connect', () => this.take());
    this.socket.on('data', (chunk: Buffer) => this.read(chunk));
  }

  private take(): void {
    this.turn = this.next();
    const { turn } = this;
    if (!turn) return void this.socket.end();
    const earlyMs = turn.dueMs - performance.now();
    if (earlyMs > 0) setTimeout(() => this.send(turn, performance.now()), earlyMs);
    // Whoever is late because all connections wait has waited too.
    else this.send(turn, turn.dueMs);
  }

  private send(turn: Turn, sinceMs: number): void {
    this.head = '';
    this.received = 0;
    this.sentMs = sinceMs;
    this.socket.write(turn.wire);
  }

  private read(chunk: Buffer): void {
    this.received += chunk.length;
    if (this.missing === 0) {
      this.head += chunk.toString('latin1');
      const end = this.head.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = /\r\ncontent-length: *(\d+)/i.exec(this.head.slice(0, end + 2))?.[1];
      if (length === undefined) throw new Error('an answer without a length');
      this.good = this.head.startsWith('HTTP/1.1 200');
      this.missing = Number(length) - (this.head.length - end - 4);
    } else {
      this.missing -= chunk.length;
    }
    if (this.missing > 0) return;
    this.missing = 0;
    this.answered(this.turn, performance.now() - this.sentMs, this.received, this.good);
    this.take();
  }
}

async function run(order: LoadOrder): Promise<RawResult> {
  const address = new URL(order.address);
  const wire = order.requests.map((request) => onTheWire(request, address));
  const seconds = Math.min(order.seconds, MOST_SECONDS);
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1000;
  const answers: { request: number; ms: number }[] = [];
  let turns = 0;
  let faults = 0;
  let bytes = 0;
  const next = (): Turn | undefined => {
    const request = turns % wire.length;
    const dueMs = order.perSecond === undefined ? performance.now() : startedMs + (turns * 1000) / order.perSecond;
    const bytesToSend = wire[request];
    if (dueMs >= endMs || !bytesToSend) return undefined;
    turns += 1;
    return { request, wire: bytesToSend, dueMs };
  };
  const connections = Array.from(
    { length: order.connections },
    () =>
      new Connection(address, next, (turn, ms, size, good) => {
        if (!good || !turn) return void (faults += 1);
        answers.push({ request: turn.request, ms });
        bytes += size;
      }),
  );
  await Promise.all(connections.map((connection) => connection.closed));
  return { answers, seconds: (performance.now() - startedMs) / 1000, faults, bytes };
}

function onTheWire({ method, path, headers, body }: LoadRequest, address: URL): Buffer {
  const all = { host: address.host, ...headers, ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

process.on('disconnect', () => process.exit(0));
process.on('message', (order: LoadOrder) => void run(order).then((result) => process.send?.(result)));
process.send?.({ type: 'ready' });
