import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createServer, type SecureContextOptions, type Server, type TLSSocket } from 'node:tls';
import { type DynamicOutcome, dynamicOutcome } from '../dynamic.js';
import type { NasEntry } from '../snapshot.js';
import { type PeerCertificate, readPeerCertificate } from './peer-certificate.js';
import { type PeerFault, recognise, type Recognised } from './recognise.js';
import type { Revocation } from './revocation.js';
import { type RevocationList, revocationOf } from './revocation-list.js';
import type { ReverseRequest } from './reverse-requests.js';
import { type ConnectionParts, TlsConnection, type TlsLimits } from './tls-connection.js';

/** What the server shows of itself, and by whom certificates of routers have to be signed. */
export interface TlsCredentials {
  readonly key: string;
  readonly certificate: string;
  /** Without it only fingerprints count. */
  readonly authority: string | undefined;
  /** What that authority has revoked. */
  readonly revocationLists: readonly RevocationList[];
}

export interface TlsListenerOptions extends TlsLimits {
  readonly host: string;
  readonly port: number;
  readonly credentials: TlsCredentials;
  readonly handshakeMs: number;
  readonly mostConnections: number;
}

export const USUAL_TLS_LIMITS = {
  packetMs: 10_000,
  idleMs: 600_000,
  answerMs: 5_000,
  handshakeMs: 10_000,
  mostConnections: 5_000,
} as const;

/** Somebody who was not let in, or whose connection we ended. */
export interface TlsRefusal {
  readonly code: PeerFault | 'handshake_failed' | 'connection_ended';
  readonly detail: string;
  readonly address: string;
  readonly nas: NasEntry | undefined;
}

export interface TlsListenerParts extends Omit<ConnectionParts, 'ended'> {
  readonly routers: () => readonly NasEntry[];
  /** What people have revoked here, whoever signed it. */
  readonly revocation: (fingerprint: string) => Revocation | undefined;
  readonly newId: () => string;
  readonly refused: (refusal: TlsRefusal) => void;
  /** Connections have come or gone. */
  readonly changed: () => void;
}

const SWEEP_MS = 500;
const KEEP_ALIVE_MS = 30_000;

/** RADIUS over TLS (RFC 6614): routers connect, show a certificate, and all of RADIUS goes over that one connection. */
export class TlsListener {
  private readonly open = new Set<TlsConnection>();
  private readonly sweeping: NodeJS.Timeout;

  private constructor(
    private readonly server: Server,
    private readonly options: TlsListenerOptions,
    private readonly parts: TlsListenerParts,
    private credentials: TlsCredentials,
  ) {
    this.sweeping = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweeping.unref();
    server.on('secureConnection', (socket) => this.welcome(socket));
    server.on('tlsClientError', (error, socket) => this.handshakeFailed(error, socket));
    server.on('error', parts.fault);
  }

  /** Rejects when the port is taken, or key and certificate do not belong together. */
  static async listen(options: TlsListenerOptions, parts: TlsListenerParts): Promise<TlsListener> {
    const { host, port, credentials, handshakeMs, mostConnections } = options;
    const server = createServer({
      ...contextOf(credentials),
      // Who shows none, or one of nobody, is told so in the log: OpenSSL alone would only hang up.
      requestCert: true,
      rejectUnauthorized: false,
      handshakeTimeout: handshakeMs,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
      noDelay: true,
    });
    server.maxConnections = mostConnections;
    const listening = once(server, 'listening');
    server.listen({ host, port });
    await listening;
    return new TlsListener(server, options, parts, credentials);
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get connections(): readonly TlsConnection[] {
    return [...this.open];
  }

  /** From the next connection on; those that are up stay, unless their certificate is revoked. */
  present(credentials: TlsCredentials): void {
    this.server.setSecureContext(contextOf(credentials));
    this.credentials = credentials;
    this.recheck();
  }

  /** Routers or revocations have changed: who is no longer known by the certificate that was shown is sent away. */
  recheck(): void {
    for (const connection of this.open) {
      const verdict = this.verdictOn(connection.certificate, connection.isTrusted);
      if (verdict.kind === 'router' && verdict.nas.id === connection.router.id) connection.renew(verdict.nas);
      else connection.end(isRevoked(verdict) ? verdict.code : 'router_changed');
    }
  }

  /** Asks the router on its newest connection, or on the one that is named; undefined when there is none. */
  ask(routerId: string, order: ReverseRequest, connectionId?: string): Promise<DynamicOutcome> | undefined {
    const own = this.connections.filter(({ router }) => router.id === routerId);
    const line = connectionId === undefined ? own.at(-1) : own.find(({ id }) => id === connectionId);
    return line?.changes.ask(order);
  }

  async close(): Promise<void> {
    clearInterval(this.sweeping);
    const closed = once(this.server, 'close');
    this.server.close();
    await Promise.all(this.connections.map((connection) => connection.close()));
    await closed;
  }

  private welcome(socket: TLSSocket): void {
    const shown = socket.getPeerX509Certificate();
    const certificate = shown && readPeerCertificate(shown);
    // `authorized` also holds for authorities of the web where none was set.
    const isTrusted = this.credentials.authority !== undefined && socket.authorized;
    const verdict = this.verdictOn(certificate, isTrusted);
    if (verdict.kind === 'stranger' || !certificate) {
      const { code, detail, nas } = verdict.kind === 'stranger' ? verdict : NOTHING_SHOWN;
      this.parts.refused({ code, detail, nas, address: socket.remoteAddress ?? '0.0.0.0' });
      socket.on('error', () => undefined);
      socket.destroy();
      return;
    }
    const parts: ConnectionParts = { ...this.parts, ended: (connection, why) => this.ended(connection, why) };
    const id = this.parts.newId();
    this.open.add(new TlsConnection({ id, socket, certificate, isTrusted }, verdict.nas, this.options, parts));
    this.parts.changed();
  }

  private verdictOn(certificate: PeerCertificate | undefined, isTrusted: boolean): Recognised {
    const { parts, credentials } = this;
    const revocation =
      certificate &&
      (parts.revocation(certificate.fingerprint) ?? revocationOf(credentials.revocationLists, certificate));
    return recognise(certificate, { isTrusted, revocation }, parts.routers(), parts.clock.now());
  }

  private ended(connection: TlsConnection, why: string | undefined): void {
    this.open.delete(connection);
    this.parts.changed();
    if (why === undefined || why === 'idle') return;
    const { from, router } = connection;
    this.parts.refused({ code: 'connection_ended', detail: why, address: from.address, nas: router });
  }

  private handshakeFailed(error: Error, socket: TLSSocket): void {
    const { code = error.message } = error as { code?: string };
    // A scanner that connects and goes is nobody's concern.
    if (code === 'ECONNRESET') return;
    const address = socket.remoteAddress ?? '0.0.0.0';
    this.parts.refused({ code: 'handshake_failed', detail: code, address, nas: undefined });
    socket.destroy();
  }

  private sweep(): void {
    const now = performance.now();
    for (const connection of this.open) connection.sweep(now);
  }
}

function isRevoked(verdict: Recognised): verdict is Extract<Recognised, { kind: 'stranger' }> {
  return verdict.kind === 'stranger' && verdict.code === 'certificate_revoked';
}

const NOTHING_SHOWN = { code: 'certificate_missing', detail: 'no certificate', nas: undefined } as const;

function contextOf({ key, certificate, authority }: TlsCredentials): SecureContextOptions {
  return { key, cert: certificate, ...(authority === undefined ? {} : { ca: authority }), minVersion: 'TLSv1.2' };
}

/** Told apart from a connection that the caller may not have. */
export function notConnected(startedAt: number): DynamicOutcome {
  return dynamicOutcome('unsendable', { startedAt, errorText: 'the router is not connected over TLS' });
}
