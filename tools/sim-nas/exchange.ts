import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { Packet, parsePacket, replyFault } from '@demarc/networking/radius';

export interface Peer {
  readonly address: string;
  readonly port: number;
}

export interface Patience {
  readonly timeoutMs: number;
  readonly attempts: number;
}

/** Sends requests from one socket and hands each its proven reply; repeats them byte for byte while there is none. */
export class RequestSocket {
  /** Replies that did not hold: wrong id, wrong authenticator, malformed. */
  forged = 0;
  private readonly socket: Socket;
  private readonly waiting = new Map<number, (reply: Packet) => void>();
  private readonly requests = new Map<number, Packet>();
  private readonly secret: Buffer;
  private nextId = 0;

  private constructor(socket: Socket, secret: Buffer) {
    this.socket = socket;
    this.secret = secret;
    socket.on('message', (datagram) => this.receive(datagram));
    socket.on('error', () => undefined);
  }

  static async open(peer: Peer, secret: Buffer, from: string | undefined): Promise<RequestSocket> {
    const socket = createSocket({ type: isIPv6(peer.address) ? 'udp6' : 'udp4', recvBufferSize: 4 << 20 });
    socket.bind(0, from);
    await once(socket, 'listening');
    await new Promise<void>((resolve) => socket.connect(peer.port, peer.address, resolve));
    return new RequestSocket(socket, secret);
  }

  /** An id that no request is waiting on; undefined when all 256 are in use. */
  claimId(): number | undefined {
    for (let tried = 0; tried < 256; tried += 1) {
      const id = this.nextId;
      this.nextId = (this.nextId + 1) & 255;
      if (!this.requests.has(id)) return id;
    }
    return undefined;
  }

  async ask(bytes: Buffer, patience: Patience): Promise<Packet | undefined> {
    const request = new Packet(bytes);
    this.requests.set(request.id, request);
    try {
      for (let attempt = 0; attempt < patience.attempts; attempt += 1) {
        const reply = await this.once(request, patience.timeoutMs * 2 ** attempt);
        if (reply) return reply;
      }
      return undefined;
    } finally {
      this.requests.delete(request.id);
      this.waiting.delete(request.id);
    }
  }

  async close(): Promise<void> {
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  private once(request: Packet, timeoutMs: number): Promise<Packet | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), timeoutMs);
      this.waiting.set(request.id, (reply) => {
        clearTimeout(timer);
        resolve(reply);
      });
      this.socket.send(request.bytes, () => undefined);
    });
  }

  private receive(datagram: Buffer): void {
    const parsed = parsePacket(datagram);
    const request = parsed.ok ? this.requests.get(parsed.value.id) : undefined;
    if (!parsed.ok || !request || replyFault(parsed.value, request, this.secret)) {
      this.forged += 1;
      return;
    }
    this.waiting.get(request.id)?.(parsed.value);
  }
}
