import type { RemoteInfo } from 'node:dgram';
import { AuthResponder } from './server/auth-responder.js';
import { AccountingQueue } from './server/accounting-queue.js';
import { AccountingResponder } from './server/accounting-responder.js';
import { AuthLogBuffer } from './server/auth-log-buffer.js';
import { DropLog } from './server/drop-log.js';
import { ServerCounters } from './server/counters.js';
import { DEFAULT_RADIUS_OPTIONS, type RadiusServerOptions, type RadiusServerParts } from './server/parts.js';
import type { ReplyLine, Sender } from './server/reply-line.js';
import { UdpPort } from './server/udp-port.js';
import { PacketCode } from './codec/codes.js';
import type { NasEntry } from './snapshot.js';
import { TlsListener, type TlsListenerOptions, type TlsListenerParts } from './tls/tls-listener.js';

/** What the server does not bring along itself for connections over TLS. */
export type TlsParts = Pick<TlsListenerParts, 'routers' | 'revocation' | 'newId' | 'changed'>;

/** The RADIUS server: two sockets and connections over TLS, the decision between them and the sinks behind. Knows no database. */
export class RadiusServer {
  readonly counters = new ServerCounters();
  private readonly queue: AccountingQueue;
  private readonly log: AuthLogBuffer;
  private readonly options: RadiusServerOptions;
  private readonly auth: AuthResponder;
  private readonly acct: AccountingResponder;
  private readonly drops: DropLog;
  private tls: TlsListener | undefined;
  private ports: { readonly auth: UdpPort; readonly acct: UdpPort } | undefined;

  constructor(
    private readonly parts: RadiusServerParts,
    options: Partial<RadiusServerOptions> = {},
  ) {
    this.options = { ...DEFAULT_RADIUS_OPTIONS, ...options };
    const { queueCapacity: capacity, batchSize: batch } = this.options;
    this.queue = new AccountingQueue(parts.accounting, { capacity, batch }, parts.fault);
    this.log = new AuthLogBuffer(parts.authLog, this.options.authLogEveryMs, parts.fault);
    this.drops = new DropLog(parts.clock, this.log);
    this.auth = new AuthResponder(parts, this.options, this.counters, this.log, this.drops);
    this.acct = new AccountingResponder(parts, this.options, this.counters, this.queue, this.drops);
  }

  /** Binds both sockets; rejects when a port is taken. */
  async start(): Promise<{ readonly authPort: number; readonly acctPort: number }> {
    const { host, reusePort, authPort, acctPort } = this.options;
    const fault = (error: unknown): void => this.parts.fault('udp', error);
    const auth = await UdpPort.open(
      { host, reusePort, port: authPort },
      (data, from) => this.onAuth(data, from),
      fault,
    );
    try {
      const acct = await UdpPort.open(
        { host, reusePort, port: acctPort },
        (data, from) => this.onAcct(data, from),
        fault,
      );
      this.ports = { auth, acct };
      return { authPort: auth.port, acctPort: acct.port };
    } catch (error) {
      await auth.close();
      throw error;
    }
  }

  /** Takes routers over TLS as well; what they ask goes the same way as what comes by UDP. */
  async listenTls(options: TlsListenerOptions, parts: TlsParts): Promise<TlsListener> {
    this.tls = await TlsListener.listen(options, {
      ...parts,
      clock: this.parts.clock,
      receive: (packet, from, line, nas) => this.onTls(packet, from, line, nas),
      isBusy: () => this.queue.length >= this.options.queueCapacity / 2,
      refused: ({ code, detail, address, nas }) => {
        this.counters.drop(code);
        this.drops.note({ reason: code, sourceAddress: address, nas, detail, isOverTls: true });
      },
      fault: (error) => this.parts.fault('tls', error),
    });
    return this.tls;
  }

  /** Hears no more, writes and answers what is waiting, then closes. */
  async stop(): Promise<void> {
    const { ports } = this;
    if (!ports) return;
    this.ports = undefined;
    ports.auth.deafen();
    ports.acct.deafen();
    this.auth.close();
    await this.queue.idle();
    await this.tls?.close();
    await this.log.close();
    await Promise.all([ports.auth.close(), ports.acct.close()]);
  }

  /** Accounting that waits, was shed, failed or was kept; and log lines lost. */
  get backlog(): { waiting: number; shed: number; failed: number; kept: number; logLost: number } {
    const { length: waiting, shed, failed, kept } = this.queue;
    return { waiting, shed, failed, kept, logLost: this.log.lost };
  }

  private onTls(packet: Buffer, from: Sender, line: ReplyLine, nas: NasEntry): string | undefined {
    if (!this.ports) return 'stopping';
    const responder = packet[0] === PacketCode.AccountingRequest ? this.acct : this.auth;
    return responder.receive(packet, from, line, nas);
  }

  private onAuth(datagram: Buffer, from: RemoteInfo): void {
    const { ports } = this;
    if (!ports) return;
    try {
      this.auth.receive(datagram, from, ports.auth);
    } catch (error) {
      this.counters.drop('internal_error');
      this.parts.fault('authentication', error);
    }
  }

  private onAcct(datagram: Buffer, from: RemoteInfo): void {
    const { ports } = this;
    if (!ports) return;
    try {
      this.acct.receive(datagram, from, ports.acct);
    } catch (error) {
      this.counters.drop('internal_error');
      this.parts.fault('accounting', error);
    }
  }
}
