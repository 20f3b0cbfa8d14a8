import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { encodeWords, WordReader } from '../../sim-routeros/codec.ts';

/** What the router does when it has heard so many commands. */
export interface Deed {
  readonly commands: number;
  /** The octets to send, for the tags that it heard. */
  readonly say: (tags: readonly string[]) => Buffer;
  /** Octets a piece; 0 sends all at once. */
  readonly piece: number;
  /** Says no more and does not hang up either. */
  readonly isEndless: boolean;
}

/** Lets everybody in, and then answers as it is told to. */
export class HostileRouter {
  readonly port: number;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly deeds: Deed[] = [];

  private constructor(server: Server) {
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (socket) => this.meet(socket));
  }

  static async open(): Promise<HostileRouter> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new HostileRouter(server);
  }

  /** For the next connection. */
  next(deed: Deed): void {
    this.deeds.push(deed);
  }

  get openConnections(): number {
    return this.sockets.size;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private meet(socket: Socket): void {
    const deed = this.deeds.shift();
    if (!deed) throw new Error('nobody said what this connection is for');
    const reader = new WordReader();
    const tags: string[] = [];
    this.sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      for (const words of reader.push(chunk)) {
        const [command = '', ...rest] = words.map((word) => word.toString());
        const tag = rest.find((word) => word.startsWith('.tag='))?.slice(5) ?? '';
        if (command === '/login') socket.write(encodeWords([Buffer.from('!done'), Buffer.from(`.tag=${tag}`)]));
        else if (command !== '/cancel') tags.push(tag);
        if (command !== '/login' && tags.length === deed.commands) void speak(socket, deed, tags);
      }
    });
  }
}

async function speak(socket: Socket, { say, piece, isEndless }: Deed, tags: readonly string[]): Promise<void> {
  const octets = say(tags);
  if (piece === 0) socket.write(octets);
  else
    for (let at = 0; at < octets.length && !socket.destroyed; at += piece) {
      socket.write(octets.subarray(at, at + piece));
      await turn();
    }
  if (!isEndless) socket.end();
}
