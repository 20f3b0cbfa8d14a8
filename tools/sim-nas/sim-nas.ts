import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import {
  AcctStatus,
  Attr,
  ipv4Bytes,
  ipv4Text,
  ipv6PrefixText,
  MikrotikAttr,
  PacketCode,
  PacketEncoder,
  TerminateCause,
  VendorId,
  type Attribute,
  type Packet,
} from '@demarc/networking/radius';
import { type Caller, describeCaller, describeVisitor } from './access-kinds.ts';
import { CoaListener } from './coa-listener.ts';
import { credentialAttributes, type SimMethod } from './credentials.ts';
import { RequestSocket, type Patience, type Peer } from './exchange.ts';
import { number, text, usage } from './request-attributes.ts';
import { sessionTimer, type SimSession } from './session.ts';

export interface SimNasOptions {
  readonly auth: Peer;
  readonly acct: Peer;
  readonly secret: string;
  readonly identifier?: string;
  readonly nasAddress?: string;
  /** Source address of its packets. */
  readonly bindAddress?: string;
  readonly coaHost?: string;
  /** 0 takes any free port. */
  readonly coaPort?: number;
  readonly patience?: Patience;
  /** Whether sessions report by themselves as often as the server asks for; usual. */
  readonly interims?: boolean;
  /** Whether Access-Requests are signed. A device from before Blast-RADIUS does not. */
  readonly messageAuthenticator?: boolean;
}

export interface Login extends Caller {
  readonly password: string;
  readonly method?: SimMethod;
  /** From a pool of the router itself, where the server gives no address. */
  readonly framedAddress?: string;
}

export interface Visit {
  readonly user: string;
  readonly password: string;
  readonly method?: SimMethod;
  /** Where they sit. */
  readonly from?: string;
}

/** A session that was up before. */
export interface KnownSession {
  readonly sessionId: string;
  readonly user: string;
  readonly mac: string;
  readonly classValue: Buffer;
  readonly framedAddress: string;
  readonly ageMs: number;
}

export type LoginOutcome =
  | { readonly kind: 'open'; readonly session: SimSession; readonly reply: Packet }
  | { readonly kind: 'rejected'; readonly message: string | undefined; readonly reply: Packet }
  | { readonly kind: 'timeout' };

const PATIENCE: Patience = { timeoutMs: 1000, attempts: 3 };

/** A RADIUS client that behaves as a router of PPPoE, DHCP and hotspot customers: logs customers in, accounts for them, and takes CoA. */
export class SimNas {
  readonly sessions = new Map<string, SimSession>();
  readonly coa: CoaListener;
  coaPort = 0;
  private readonly options: SimNasOptions;
  private readonly secret: Buffer;
  private readonly patience: Patience;
  private readonly encoder = new PacketEncoder();
  private readonly timers = new Map<string, NodeJS.Timeout[]>();
  private readonly enders = new Map<string, (cause: number) => void>();
  private sockets: { readonly auth: RequestSocket; readonly acct: RequestSocket } | undefined;
  private counter = 0;

  constructor(options: SimNasOptions) {
    this.options = options;
    this.secret = Buffer.from(options.secret);
    this.patience = options.patience ?? PATIENCE;
    this.coa = new CoaListener({
      secret: this.secret,
      sessions: () => this.sessions.values(),
      disconnect: (session) => void this.close(session, TerminateCause.AdminReset),
    });
  }

  async start(): Promise<void> {
    const { auth, acct, bindAddress, coaHost = '127.0.0.1', coaPort = 0 } = this.options;
    this.sockets = {
      auth: await RequestSocket.open(auth, this.secret, bindAddress),
      acct: await RequestSocket.open(acct, this.secret, bindAddress),
    };
    this.coaPort = await this.coa.open(coaHost, coaPort);
  }

  /** Drops all sessions without a word, as a power cut does. */
  async stop(): Promise<void> {
    for (const timers of this.timers.values()) for (const timer of timers) clearTimeout(timer);
    this.timers.clear();
    await Promise.all([this.sockets?.auth.close(), this.sockets?.acct.close(), this.coa.close()]);
  }

  /** Access-Request and, when accepted, Accounting Start. */
  async open(login: Login): Promise<LoginOutcome> {
    const reply = await this.ask('auth', PacketCode.AccessRequest, (authenticator) => [
      ...this.describe(login),
      ...(login.kind === 'dhcp'
        ? []
        : credentialAttributes(login.method ?? 'pap', login.user, login.password, this.secret, authenticator)),
    ]);
    if (!reply) return { kind: 'timeout' };
    if (reply.code !== PacketCode.AccessAccept)
      return { kind: 'rejected', message: reply.text(Attr.ReplyMessage), reply };
    const session = this.establish(login, reply);
    await this.account(session, AcctStatus.Start);
    return { kind: 'open', session, reply };
  }

  /** Somebody logs in to the router itself; no session comes of it. Undefined: no answer. */
  visit({ user, password, method = 'pap', from = '192.0.2.77' }: Visit): Promise<Packet | undefined> {
    return this.ask('auth', PacketCode.AccessRequest, (authenticator) => [
      ...describeVisitor(user, from),
      ...credentialAttributes(method, user, password, this.secret, authenticator),
      ...this.identity(),
    ]);
  }

  /** Goes on with a session, as a router that only lost its way to the server does. Nothing is sent. */
  adopt({ sessionId, user, mac, classValue, framedAddress, ageMs }: KnownSession): SimSession {
    const session: SimSession = {
      sessionId,
      user,
      mac,
      startedAtMs: performance.now() - ageMs,
      classValues: [classValue],
      sessionTimeoutSeconds: undefined,
      interimSeconds: undefined,
      framedAddress,
      pool: undefined,
      routes: [],
      delegatedIpv6Prefix: undefined,
      rateLimit: undefined,
      addressList: undefined,
      downloadOctets: 0n,
      uploadOctets: 0n,
      endedBy: undefined,
      ended: new Promise<number>((resolve) => this.enders.set(sessionId, resolve)),
    };
    this.sessions.set(sessionId, session);
    this.arm(session);
    return session;
  }

  /** An Interim-Update with the octets added to what was counted before. True when it was answered. */
  async interim(session: SimSession, added: { downloadOctets?: bigint; uploadOctets?: bigint } = {}): Promise<boolean> {
    session.downloadOctets += added.downloadOctets ?? 0n;
    session.uploadOctets += added.uploadOctets ?? 0n;
    return this.account(session, AcctStatus.InterimUpdate);
  }

  /** Ends the session with a Stop. True when it was answered. */
  async close(session: SimSession, cause: number = TerminateCause.UserRequest): Promise<boolean> {
    if (session.endedBy !== undefined) return false;
    session.endedBy = cause;
    this.sessions.delete(session.sessionId);
    for (const timer of this.timers.get(session.sessionId) ?? []) clearTimeout(timer);
    this.timers.delete(session.sessionId);
    const answered = await this.account(session, AcctStatus.Stop);
    this.enders.get(session.sessionId)?.(cause);
    this.enders.delete(session.sessionId);
    return answered;
  }

  /** The device has started anew: Accounting-On, and what was up is gone. */
  async reboot(): Promise<boolean> {
    for (const session of this.sessions.values()) session.endedBy = TerminateCause.NasReboot;
    for (const timers of this.timers.values()) for (const timer of timers) clearTimeout(timer);
    this.sessions.clear();
    this.timers.clear();
    const reply = await this.ask('acct', PacketCode.AccountingRequest, () => [
      number(Attr.AcctStatusType, AcctStatus.AccountingOn),
      ...this.identity(),
    ]);
    return reply !== undefined;
  }

  private establish(login: Login, reply: Packet): SimSession {
    this.counter += 1;
    const sessionId = `8${this.counter.toString(16).padStart(7, '0')}`;
    const framed = reply.first(Attr.FramedIpAddress);
    const prefix = reply.first(Attr.DelegatedIpv6Prefix);
    const ended = new Promise<number>((resolve) => this.enders.set(sessionId, resolve));
    const session: SimSession = {
      sessionId,
      user: login.user,
      kind: login.kind,
      circuitId: login.circuitId,
      remoteId: login.remoteId,
      mac: login.mac ?? '02:00:00:00:00:01',
      startedAtMs: performance.now(),
      classValues: reply.all(Attr.Class).map((value) => Buffer.from(value)),
      sessionTimeoutSeconds: reply.integer(Attr.SessionTimeout),
      interimSeconds: reply.integer(Attr.AcctInterimInterval),
      framedAddress: framed ? ipv4Text(framed) : login.framedAddress,
      pool: reply.text(Attr.FramedPool),
      routes: reply.all(Attr.FramedRoute).map((value) => value.toString()),
      delegatedIpv6Prefix: prefix && ipv6PrefixText(prefix),
      rateLimit: reply.vendorFirst(VendorId.Mikrotik, MikrotikAttr.RateLimit)?.toString(),
      addressList: reply.vendorFirst(VendorId.Mikrotik, MikrotikAttr.AddressList)?.toString(),
      downloadOctets: 0n,
      uploadOctets: 0n,
      endedBy: undefined,
      ended,
    };
    this.sessions.set(sessionId, session);
    this.arm(session);
    return session;
  }

  private arm(session: SimSession): void {
    const timers: NodeJS.Timeout[] = [];
    const end = sessionTimer(session, (ending, cause) => void this.close(ending, cause));
    if (end) timers.push(end);
    const { interims = true } = this.options;
    if (interims && session.interimSeconds !== undefined && session.interimSeconds > 0)
      timers.push(setInterval(() => void this.interim(session), session.interimSeconds * 1000));
    this.timers.set(session.sessionId, timers);
  }

  private async account(session: SimSession, status: number): Promise<boolean> {
    const framed = session.framedAddress === undefined ? undefined : ipv4Bytes(session.framedAddress);
    const reply = await this.ask('acct', PacketCode.AccountingRequest, () => [
      number(Attr.AcctStatusType, status),
      text(Attr.AcctSessionId, session.sessionId),
      ...this.describe(session),
      ...session.classValues.map((value) => ({ vendor: 0, type: Attr.Class, value })),
      ...(framed ? [{ vendor: 0, type: Attr.FramedIpAddress, value: framed }] : []),
      ...(status === AcctStatus.Start ? [] : usage(session)),
      ...(session.endedBy === undefined ? [] : [number(Attr.AcctTerminateCause, session.endedBy)]),
      number(Attr.AcctDelayTime, 0),
    ]);
    return reply !== undefined;
  }

  private async ask(
    way: 'auth' | 'acct',
    code: number,
    attributes: (authenticator: Buffer) => readonly Attribute[],
  ): Promise<Packet | undefined> {
    const socket = this.sockets?.[way];
    const id = socket?.claimId();
    if (!socket || id === undefined) return undefined;
    const authenticator = randomBytes(16);
    const access = way === 'auth';
    const encoded = this.encoder.request({
      code,
      id,
      secret: this.secret,
      attributes: attributes(authenticator),
      messageAuthenticator: access && this.options.messageAuthenticator !== false,
      ...(access ? { authenticator } : {}),
    });
    if (!encoded.ok) throw new RangeError(`cannot encode the request: ${encoded.error}`);
    return socket.ask(encoded.value, this.patience);
  }

  private describe(caller: Caller): Attribute[] {
    return [...describeCaller(caller), ...this.identity()];
  }

  private identity(): Attribute[] {
    const address = ipv4Bytes(this.options.nasAddress ?? '127.0.0.1') ?? Buffer.from([127, 0, 0, 1]);
    return [
      text(Attr.NasIdentifier, this.options.identifier ?? 'sim-nas'),
      { vendor: 0, type: Attr.NasIpAddress, value: address },
    ];
  }
}
