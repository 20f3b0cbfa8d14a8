import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

const RECEIVE_BUFFER = 8 << 20;

export interface UdpPortOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Lets several processes share the port, the kernel spreading the senders over them. */
  readonly reusePort: boolean;
}

export type DatagramHandler = (datagram: Buffer, from: RemoteInfo) => void;

interface Answer {
  readonly bytes: Buffer;
  readonly port: number;
  readonly address: string;
}

/**
 * One bound UDP socket. The receive buffer holds a storm of logins while the loop is busy. Answers leave together when all
 * datagrams of a turn of the loop have been read: the peer is woken once, and not for each of them.
 */
export class UdpPort {
  private answers: Answer[] = [];

  private constructor(
    private readonly socket: Socket,
    readonly port: number,
    private readonly fault: (error: unknown) => void,
  ) {}

  static async open(
    options: UdpPortOptions,
    handler: DatagramHandler,
    fault: (error: unknown) => void,
  ): Promise<UdpPort> {
    const family = isIPv6(options.host) ? 6 : 4;
    const socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      recvBufferSize: RECEIVE_BUFFER,
      reusePort: options.reusePort,
      // Answers go to addresses, never to names: skipping the resolver saves a turn of the loop per datagram.
      lookup: (address, _options, callback) => callback(null, address, family),
    });
    try {
      // Without a resolver the socket may be listening before bind() returns.
      const listening = once(socket, 'listening');
      socket.bind(options.port, options.host);
      await listening;
    } catch (error) {
      socket.close();
      throw error;
    }
    socket.on('message', handler);
    socket.on('error', fault);
    return new UdpPort(socket, socket.address().port, fault);
  }

  send(bytes: Buffer, port: number, address: string): void {
    if (this.answers.length === 0) setImmediate(() => this.sendAll());
    this.answers.push({ bytes, port, address });
  }

  /** Without a callback a failure comes out as the socket's error event. */
  private sendAll(): void {
    const { answers } = this;
    this.answers = [];
    for (const answer of answers) this.sendNow(answer);
  }

  /** One answer that cannot be sent (to port 0, say) must not cost the others theirs. */
  private sendNow({ bytes, port, address }: Answer): void {
    try {
      this.socket.send(bytes, port, address);
    } catch (error) {
      this.fault(error);
    }
  }

  /** Hears no more; answers can still be sent. */
  deafen(): void {
    this.socket.removeAllListeners('message');
  }

  async close(): Promise<void> {
    this.sendAll();
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }
}
