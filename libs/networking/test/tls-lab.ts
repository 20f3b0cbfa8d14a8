import { once } from 'node:events';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { SeededRandom } from '@demarc/kernel';
import {
  CertificateMaker,
  type NasEntry,
  type OwnCertificate,
  parsePacket,
  type Packet,
  type Revocation,
  type SnapshotIndex,
  type TlsListener,
  type TlsListenerOptions,
  USUAL_TLS_LIMITS,
} from '../src/radius/index.js';
import { NOW, runServer, type RunningServer } from './radius-specimens.js';

const maker = new CertificateMaker(new SeededRandom('certificates of tests'), NOW);
/** OpenSSL goes by the clock of the machine, and the server by the one of the test: long enough for both. */
const YEARS = 10_000;
const make = (name: string, use: 'server' | 'router', days = YEARS, signer: OwnCertificate | null = authority) =>
  maker.make({ name, names: [name], use, days, keys: 'ec' }, signer ?? undefined);

export const authority = maker.make({ name: 'Test authority', use: 'authority', days: YEARS, keys: 'ec' });
export const serverCertificate = make('radius.test', 'server');
export const newServerCertificate = make('new.radius.test', 'server');
export const towerCertificate = make('tower-7', 'router');
export const newTowerCertificate = make('tower-7', 'router');
export const hillCertificate = make('hill-2', 'router');
export const endedCertificate = make('tower-7', 'router', -0.5);
/** Bears the name of the tower, and was signed by nobody but itself. */
export const forgedCertificate = make('tower-7', 'router', YEARS, null);

/** What the server shows, and whom it believes. */
export const CREDENTIALS = {
  key: serverCertificate.key,
  certificate: serverCertificate.certificate,
  authority: authority.certificate,
  revocationLists: [],
};

export interface TlsLab extends RunningServer {
  readonly listener: TlsListener;
  routers: readonly NasEntry[];
  /** By their SHA-256. */
  readonly revoked: Map<string, Revocation>;
}

/** A server that takes routers over TLS too. */
export async function runTlsServer(
  snapshot: SnapshotIndex,
  limits: Partial<TlsListenerOptions> = {},
  options: Parameters<typeof runServer>[1] = {},
): Promise<TlsLab> {
  const running = await runServer(snapshot, options);
  const lab = { routers: snapshot.routers, revoked: new Map<string, Revocation>() };
  let count = 0;
  const listener = await running.server.listenTls(
    {
      host: '127.0.0.1',
      port: 0,
      credentials: CREDENTIALS,
      ...USUAL_TLS_LIMITS,
      ...limits,
    },
    {
      routers: () => lab.routers,
      revocation: (fingerprint) => lab.revoked.get(fingerprint),
      newId: () => String((count += 1)),
      changed: () => undefined,
    },
  );
  return Object.assign(lab, running, { listener });
}

/** A router as it is on the wire, over node:tls. */
export class TlsRouter {
  readonly packets: Packet[] = [];
  isGone = false;
  /** Answers a question of the server; undefined: says nothing. */
  answer: ((question: Packet) => Buffer | undefined) | undefined;
  private held = Buffer.alloc(0);

  private constructor(readonly socket: TLSSocket) {
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.isGone = true));
  }

  static async connect(port: number, own?: OwnCertificate, more: ConnectionOptions = {}): Promise<TlsRouter> {
    const socket = connect({
      host: '127.0.0.1',
      port,
      ca: authority.certificate,
      servername: 'radius.test',
      ...(own ? { key: own.key, cert: own.certificate } : {}),
      ...more,
    });
    const router = new TlsRouter(socket);
    await once(socket, 'secureConnect');
    return router;
  }

  send(...packets: readonly Buffer[]): void {
    this.socket.write(Buffer.concat(packets));
  }

  close(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.held = Buffer.concat([this.held, chunk]);
    while (this.held.length >= 4 && this.held.length >= this.held.readUInt16BE(2)) {
      const length = this.held.readUInt16BE(2);
      const parsed = parsePacket(Buffer.from(this.held.subarray(0, length)));
      this.held = this.held.subarray(length);
      if (!parsed.ok) throw new Error(parsed.error);
      this.packets.push(parsed.value);
      const answer = this.answer?.(parsed.value);
      if (answer) this.socket.write(answer);
    }
  }
}
