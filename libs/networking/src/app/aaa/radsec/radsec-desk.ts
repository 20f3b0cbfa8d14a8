import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { Clock, IdSource } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { DataSource } from 'typeorm';
import {
  type DynamicOutcome,
  notConnected,
  type RadiusServer,
  type RevocationList,
  type TlsListener,
  USUAL_TLS_LIMITS,
} from '../../../radius/index.js';
import { AccessFeed } from '../access-feed.js';
import { Gathered } from '../../convergence/gathered.js';
import { type ChangeAnswer, CHANGES_CHANNEL, readNote } from './change-note.js';
import { CertificateOffice } from './certificate-office.js';
import { ConnectionBook } from './connection-book.js';
import { PgEar } from './pg-ear.js';
import { TlsFiles, tlsPaths } from './tls-files.js';

const LOOK_MS = 5_000;
const TELL_MS = 30_000;
const PUBLISH_MS = 6 * 3_600_000;

/** RADIUS over TLS in the radius role: the listener and its files, who is connected, and changes of sessions on connections. */
@Injectable()
export class RadsecDesk {
  private readonly log = new Logger('radsec');
  private readonly answers: Gathered<{ readonly to: string; readonly answer: ChangeAnswer }, void>;
  private readonly book: ConnectionBook;
  private server: RadiusServer | undefined;
  private listener: TlsListener | undefined;
  private ear: PgEar | undefined;
  private files: TlsFiles | undefined;
  private timers: NodeJS.Timeout[] = [];
  private lists: readonly RevocationList[] = [];
  private lastFault = '';

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly source: DataSource,
    private readonly feed: AccessFeed,
    private readonly ids: IdSource,
    private readonly office: CertificateOffice,
    private readonly clock: Clock,
  ) {
    this.book = new ConnectionBook(database, clock, `${hostname()}:${process.pid}:${ids.next()}`);
    this.answers = new Gathered((batch) => this.tell(batch), { inBatch: 200, batches: 1 });
  }

  /** Answers the port; undefined where none was asked for, or as long as there is no certificate. */
  async start(server: RadiusServer): Promise<number | undefined> {
    if (this.settings.radiusTlsPort === undefined) return undefined;
    this.server = server;
    this.files = new TlsFiles(tlsPaths(this.settings));
    this.feed.watch((change) => {
      if (change !== 'everything' && !change.routers) return;
      this.listener?.recheck();
      void this.publish();
    });
    const { options } = this.source;
    const url = 'url' in options ? options.url : undefined;
    this.ear = new PgEar({ url, name: 'demarc radsec' }, CHANGES_CHANNEL, (text) => this.heard(text));
    this.ear.open().catch(() => undefined);
    await this.publish();
    await this.look();
    this.every(PUBLISH_MS, async () => {
      this.warnOfOld();
      await this.publish();
    });
    this.every(LOOK_MS, () => this.look());
    this.every(TELL_MS, () => this.note());
    return this.port;
  }

  get port(): number | undefined {
    return this.listener?.port;
  }

  /** What the files say now is shown from the next connection on. What cannot be used leaves the old one in place. */
  async look(): Promise<void> {
    try {
      const credentials = await this.files?.changed();
      if (!credentials || !this.server) return;
      this.lists = credentials.revocationLists;
      this.warnOfOld();
      if (this.listener) {
        this.listener.present(credentials);
        this.log.log('the certificate of RADIUS over TLS was read again');
      } else {
        const { radiusHost: host, radiusTlsPort: port = 0 } = this.settings;
        this.listener = await this.server.listenTls(
          { host, port, credentials, ...USUAL_TLS_LIMITS },
          {
            routers: () => this.feed.snapshot.routers,
            revocation: (fingerprint) => this.feed.snapshot.revocationOf(fingerprint),
            newId: () => this.ids.next(),
            changed: () => void this.note(),
          },
        );
      }
      this.lastFault = '';
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (words !== this.lastFault)
        this.log.error({ err: error }, 'RADIUS over TLS has no certificate that can be used');
      this.lastFault = words;
    }
  }

  /** What is revoked holds here at once; the list is for others, and can wait until the disk takes it. */
  private async publish(): Promise<void> {
    const { revokedCertificates } = this.feed.snapshot;
    await this.office.publish(revokedCertificates).catch((error: unknown) => {
      this.log.error({ err: error }, 'the list of revoked certificates could not be written');
    });
  }

  private warnOfOld(): void {
    const now = this.clock.now();
    for (const { nextUpdate } of this.lists)
      if (nextUpdate && nextUpdate < now)
        this.log.warn({ nextUpdate }, 'the list of revoked certificates is past its time; who is on it stays refused');
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.ear?.close();
    await this.book.write([]).catch(() => undefined);
  }

  private every(ms: number, work: () => Promise<void>): void {
    const timer = setInterval(() => void work(), ms);
    timer.unref();
    this.timers.push(timer);
  }

  /** Who is connected is for people and for changes of sessions; no login waits for it. */
  private async note(): Promise<void> {
    await this.book.write(this.listener?.connections ?? []).catch((error: unknown) => {
      this.log.warn({ err: error }, 'who is connected over TLS could not be written down');
    });
  }

  private heard(text: string): void {
    const mark = text.indexOf(' ');
    const connection = this.listener?.connections.find(({ id }) => id === text.slice(0, mark));
    if (!connection) return;
    try {
      const { id, answerTo, order } = readNote(text.slice(mark + 1));
      const outcome = this.listener?.ask(connection.router.id, order, connection.id);
      void (outcome ?? Promise.resolve(notConnected(performance.now())))
        .then((done: DynamicOutcome) => this.answers.do({ to: answerTo, answer: { id, outcome: done } }))
        .catch((error: unknown) => this.log.warn({ err: error }, 'an answer of a router could not be handed on'));
    } catch (error) {
      this.log.error({ err: error }, 'a change of a session could not be read');
    }
  }

  private async tell(batch: readonly { readonly to: string; readonly answer: ChangeAnswer }[]): Promise<void[]> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.query('SELECT pg_notify(channel, answer) FROM unnest($1::text[], $2::text[]) AS one (channel, answer)', [
        batch.map(({ to }) => to),
        batch.map(({ answer }) => JSON.stringify(answer)),
      ]),
    );
    return batch.map(() => undefined);
  }
}
