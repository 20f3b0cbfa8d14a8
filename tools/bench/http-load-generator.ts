import { connect, type Socket } from 'node:net';
import type { LoadOrder, LoadRequest } from './http-load.ts';

const MOST_SECONDS = 60;

/** Speaks just enough HTTP/1.1 to cost little: the servers under test share the machine with it. */
class Connection {
  private readonly socket: Socket;
  private readonly next: () => Buffer | undefined;
  private readonly answered: (ms: number, bytes: number, good: boolean) => void;
  private head = '';
  private missing = 0;
  private received = 0;
  private good = false;
  private sentMs = 0;
  readonly closed: Promise<void>;

  constructor(
    address: URL,
    next: () => Buffer | undefined,
    answered: (ms: number, bytes: number, good: boolean) => void,
  ) {
    this.next = next;
    this.answered = answered;
    this.socket = connect({ host: address.hostname, port: Number(address.port), noDelay: true });
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
    this.socket.on('error', () => this.answered(0, 0, false));
    this.socket.on('connect', () => this.send());
    this.socket.on('data', (chunk: Buffer) => this.take(chunk));
  }

  private send(): void {
    const request = this.next();
    if (!request) return void this.socket.end();
    this.head = '';
    this.received = 0;
    this.sentMs = performance.now();
    this.socket.write(request);
  }

  private take(chunk: Buffer): void {
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
    this.answered(performance.now() - this.sentMs, this.received, this.good);
    this.send();
  }
}

async function run(order: LoadOrder): Promise<object> {
  const address = new URL(order.address);
  const wire = order.requests.map((request) => onTheWire(request, address));
  const seconds = Math.min(order.seconds, MOST_SECONDS);
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1000;
  const latenciesMs: number[] = [];
  let turn = 0;
  let faults = 0;
  let bytes = 0;
  const next = (): Buffer | undefined => (performance.now() < endMs ? wire[(turn += 1) % wire.length] : undefined);
  const connections = Array.from(
    { length: order.connections },
    () =>
      new Connection(address, next, (ms, size, good) => {
        if (!good) return void (faults += 1);
        latenciesMs.push(ms);
        bytes += size;
      }),
  );
  await Promise.all(connections.map((connection) => connection.closed));
  return { latenciesMs, seconds: (performance.now() - startedMs) / 1000, faults, bytes };
}

function onTheWire({ method, path, headers, body }: LoadRequest, address: URL): Buffer {
  const all = { host: address.host, ...headers, ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

process.on('disconnect', () => process.exit(0));
process.on('message', (order: LoadOrder) => void run(order).then((result) => process.send?.(result)));
process.send?.({ type: 'ready' });
