import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  Attr,
  checkMessageAuthenticator,
  checkRequestAuthenticator,
  ipv4Text,
  MikrotikAttr,
  PacketCode,
  PacketEncoder,
  parsePacket,
  VendorId,
  type Packet,
} from '@demarc/networking/radius';
import type { SimSession } from './session.ts';

/** How the device behaves when it is told to change or end a session. */
export interface CoaManners {
  /** Waits so long before it answers. */
  readonly delayMs?: number;
  /** Does as told and says nothing. */
  readonly silent?: boolean;
  /** Does nothing and answers with this Error-Cause. */
  readonly nak?: number;
  /** Answers twice. */
  readonly double?: boolean;
  /** Sends an answer under a wrong secret first. */
  readonly forge?: boolean;
  /** Ignores so many requests before it answers one. */
  readonly deafFor?: number;
}

export interface CoaEvent {
  readonly kind: 'coa' | 'disconnect';
  readonly answered: 'ack' | 'nak' | 'nothing';
  readonly errorCause: number | undefined;
  readonly sessionId: string | undefined;
}

export interface CoaWorld {
  readonly secret: Buffer;
  readonly sessions: () => Iterable<SimSession>;
  readonly disconnect: (session: SimSession) => void;
}

const MISSING_ATTRIBUTE = 402;
const SESSION_NOT_FOUND = 503;

/** The port on which a NAS takes CoA-Request and Disconnect-Request (RFC 5176). */
export class CoaListener {
  manners: CoaManners = {};
  /** From where requests are taken; undefined takes them from everywhere. */
  allowedFrom: readonly string[] | undefined;
  readonly events: CoaEvent[] = [];
  /** Told of each request as it comes. */
  heard: ((event: CoaEvent) => void) | undefined;
  dropped = 0;
  private ignoredSoFar = 0;
  private readonly world: CoaWorld;
  private readonly socket: Socket = createSocket('udp4');
  private readonly encoder = new PacketEncoder();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(world: CoaWorld) {
    this.world = world;
  }

  async open(host: string, port: number): Promise<number> {
    this.socket.bind(port, host);
    await once(this.socket, 'listening');
    this.socket.on('message', (datagram, from) => this.receive(datagram, from));
    return this.socket.address().port;
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  private receive(datagram: Buffer, from: RemoteInfo): void {
    const parsed = parsePacket(datagram);
    if (!parsed.ok || !this.believable(parsed.value, from)) {
      this.dropped += 1;
      return;
    }
    if (this.ignoredSoFar < (this.manners.deafFor ?? 0)) {
      this.ignoredSoFar += 1;
      return;
    }
    const request = parsed.value;
    const errorCause = this.manners.nak ?? this.obey(request);
    this.note(request, errorCause);
    if (this.manners.silent !== true) this.answer(request, errorCause, from);
  }

  private believable(request: Packet, from: RemoteInfo): boolean {
    const { secret } = this.world;
    if (request.code !== PacketCode.CoaRequest && request.code !== PacketCode.DisconnectRequest) return false;
    if (this.allowedFrom && !this.allowedFrom.includes(from.address)) return false;
    const signature = checkMessageAuthenticator(request, secret);
    return checkRequestAuthenticator(request, secret) && (signature === 'valid' || signature === 'absent');
  }

  /** Undefined when done, else the Error-Cause. */
  private obey(request: Packet): number | undefined {
    const session = this.find(request);
    if (session === 'unnamed') return MISSING_ATTRIBUTE;
    if (!session) return SESSION_NOT_FOUND;
    if (request.code === PacketCode.DisconnectRequest) {
      this.world.disconnect(session);
      return undefined;
    }
    session.rateLimit = vendorText(request, MikrotikAttr.RateLimit) ?? session.rateLimit;
    session.addressList = vendorText(request, MikrotikAttr.AddressList) ?? session.addressList;
    return undefined;
  }

  private find(request: Packet): SimSession | undefined | 'unnamed' {
    const sessionId = request.text(Attr.AcctSessionId);
    const user = request.text(Attr.UserName);
    const framed = request.first(Attr.FramedIpAddress);
    if (sessionId === undefined && user === undefined && !framed) return 'unnamed';
    for (const session of this.world.sessions()) {
      if (sessionId !== undefined && session.sessionId !== sessionId) continue;
      if (user !== undefined && session.user !== user) continue;
      if (framed && session.framedAddress !== ipv4Text(framed)) continue;
      return session;
    }
    return undefined;
  }

  private answer(request: Packet, errorCause: number | undefined, from: RemoteInfo): void {
    const { double, forge, delayMs } = this.manners;
    const send = (secret: Buffer): void => {
      const reply = this.encoder.reply({
        code: request.code + (errorCause === undefined ? 1 : 2),
        request,
        secret,
        attributes: errorCause === undefined ? [] : [{ vendor: 0, type: Attr.ErrorCause, value: errorCause }],
        messageAuthenticator: request.has(Attr.MessageAuthenticator),
      });
      if (reply.ok) this.socket.send(reply.value, from.port, from.address);
    };
    const all = (): void => {
      if (forge === true) send(Buffer.from('not the secret'));
      send(this.world.secret);
      if (double === true) send(this.world.secret);
    };
    if (delayMs === undefined) all();
    else this.timers.add(setTimeout(all, delayMs));
  }

  private note(request: Packet, errorCause: number | undefined): void {
    const event: CoaEvent = {
      kind: request.code === PacketCode.CoaRequest ? 'coa' : 'disconnect',
      answered: this.manners.silent === true ? 'nothing' : errorCause === undefined ? 'ack' : 'nak',
      errorCause,
      sessionId: request.text(Attr.AcctSessionId),
    };
    this.events.push(event);
    this.heard?.(event);
  }
}

function vendorText(request: Packet, type: number): string | undefined {
  return request.vendorFirst(VendorId.Mikrotik, type)?.toString('utf8');
}
