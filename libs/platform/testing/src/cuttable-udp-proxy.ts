import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';

/** What becomes of datagrams on their way; each from 0 to 1. */
export interface LinkManners {
  /** Lost. */
  readonly drop?: number;
  /** Comes twice. */
  readonly duplicate?: number;
  /** Changes places with the next one. */
  readonly reorder?: number;
  /** Each takes so long. */
  readonly delayMs?: number;
}

export interface UdpProxyOptions {
  readonly target: { readonly host: string; readonly port: number };
  /** The address that the target sees packets come from. */
  readonly from?: string;
  /** From 0 to 1: what happens to the next datagram. */
  readonly dice: () => number;
}

type Send = (datagram: Buffer) => void;

/** Stands between a sender of datagrams and its server: loses, doubles, delays and disorders them, and can be cut. */
export class CuttableUdpProxy {
  manners: LinkManners = {};
  /** Datagrams that reached the target, and that came back from it. */
  passed = 0;
  readonly port: number;
  private readonly door: Socket;
  private readonly options: UdpProxyOptions;
  private readonly beyond = new Map<string, Promise<Socket>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private held: (() => void) | undefined;
  private isCut = false;

  private constructor(door: Socket, options: UdpProxyOptions) {
    this.door = door;
    this.port = door.address().port;
    this.options = options;
    door.on('message', (datagram, { address, port }) => void this.forward(datagram, address, port));
    door.on('error', () => undefined);
  }

  static async open(options: UdpProxyOptions): Promise<CuttableUdpProxy> {
    const door = createSocket(isIPv6(options.target.host) ? 'udp6' : 'udp4');
    door.bind(0, isIPv6(options.target.host) ? '::1' : '127.0.0.1');
    await once(door, 'listening');
    return new CuttableUdpProxy(door, options);
  }

  /** Nothing gets through, in either direction, and nobody is told: as in a black hole. */
  cut(): void {
    this.isCut = true;
  }

  heal(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    for (const timer of this.timers) clearTimeout(timer);
    const sockets = [this.door, ...(await Promise.all(this.beyond.values()))];
    await Promise.all(
      sockets.map(async (socket) => {
        const closed = once(socket, 'close');
        socket.close();
        await closed;
      }),
    );
  }

  private async forward(datagram: Buffer, address: string, port: number): Promise<void> {
    const socket = await this.socketOf(address, port);
    this.carry(datagram, (bytes) => socket.send(bytes, this.options.target.port, this.options.target.host));
  }

  /** One for each sender, so that answers find their way back. */
  private socketOf(address: string, port: number): Promise<Socket> {
    const key = `${address} ${port}`;
    const known = this.beyond.get(key) ?? this.openBeyond(address, port);
    this.beyond.set(key, known);
    return known;
  }

  private async openBeyond(address: string, port: number): Promise<Socket> {
    const socket = createSocket(isIPv6(this.options.target.host) ? 'udp6' : 'udp4');
    socket.bind(0, this.options.from);
    await once(socket, 'listening');
    socket.on('message', (datagram) => this.carry(datagram, (bytes) => this.door.send(bytes, port, address)));
    socket.on('error', () => undefined);
    return socket;
  }

  private carry(datagram: Buffer, send: Send): void {
    const { drop = 0, duplicate = 0, reorder = 0, delayMs = 0 } = this.manners;
    const { dice } = this.options;
    if (this.isCut || dice() < drop) return;
    const times = dice() < duplicate ? 2 : 1;
    const go = (): void => {
      if (this.isCut) return;
      this.passed += 1;
      for (let time = 0; time < times; time += 1) send(datagram);
    };
    if (delayMs > 0) this.later(go, delayMs);
    else this.inTurn(go, dice() < reorder);
  }

  private inTurn(go: () => void, isHeld: boolean): void {
    const before = this.held;
    this.held = undefined;
    if (isHeld && !before) this.held = go;
    else go();
    before?.();
  }

  private later(go: () => void, delayMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      go();
    }, delayMs);
    this.timers.add(timer);
  }
}
