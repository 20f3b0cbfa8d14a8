import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { Clock, isId } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { SnapshotIndex } from '../../radius/index.js';
import { AccessReader, type Announced } from './access-reader.js';
import { applyChange, type SnapshotChange } from './snapshot-change.js';
import { SnapshotDisk } from './snapshot-disk.js';
import { TemplateFaults } from './template-faults.js';

export const ACCESS_CHANNEL = 'demarc_access';
const RECONNECT_MS = 1_000;
const CONNECT_MS = 5_000;
const CONFIRM_MS = 60_000;
/** What is known for longer than this without a word from the database is not acted on. */
const OLDEST_MS = 24 * 60 * 60 * 1_000;

/**
 * Tells every radius process, with the commit, what is to be read again: the access of a service by its id, `plan:<id>` and
 * `pool:<id>` for all accesses of one, `routers`, `templates`, `staff` for their log-ins to devices, or `*` for everything; `facts:customer:<id>`, `facts:service:<id>` and
 * `facts:plan:<id>` where something has changed that a template may name.
 */
export async function announceAccess(sql: Sql, what: string): Promise<void> {
  await sql.query(`SELECT pg_notify('${ACCESS_CHANNEL}', $1)`, [what]);
}

/**
 * The snapshot that logins are decided on, kept up to date by what commands announce. Of the processes that share a data
 * folder one keeps it on the disk as well, and a process that starts while the database is away goes on from there.
 */
@Injectable()
export class AccessFeed implements OnApplicationShutdown {
  snapshot = new SnapshotIndex();
  private readonly log = new Logger('access');
  private readonly watchers: ((change: SnapshotChange | 'everything') => void)[] = [];
  private listener: pg.Client | undefined;
  private isKeeper = false;
  private isStopped = false;
  private pending = new Set<string>();
  private refreshing: Promise<void> | undefined;
  private reloading: Promise<void> = Promise.resolve();
  /** What changed while everything is read anew: its row may have been read before. */
  private meanwhile: SnapshotChange[] | undefined;
  private connecting: Promise<void> | undefined;
  private confirming: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly source: DataSource,
    private readonly reader: AccessReader,
    private readonly disk: SnapshotDisk,
    private readonly faults: TemplateFaults,
    private readonly clock: Clock,
  ) {}

  /** Tells what is no longer as it was, after the snapshot has taken it in. */
  watch(watcher: (change: SnapshotChange | 'everything') => void): void {
    this.watchers.push(watcher);
  }

  async start(): Promise<void> {
    this.confirming = setInterval(() => void this.confirm(), CONFIRM_MS);
    this.confirming.unref();
    try {
      await this.connect();
    } catch (error) {
      await this.startFromDisk(error);
    }
  }

  private async startFromDisk(fault: unknown): Promise<void> {
    const kept = await this.disk.read();
    if (!kept) throw fault;
    const ageMs = this.clock.now().getTime() - kept.at.getTime();
    if (ageMs > OLDEST_MS)
      throw new Error(`the snapshot on the disk is of ${kept.at.toISOString()}: too old`, { cause: fault });
    this.snapshot = kept.index;
    this.log.warn(
      { err: fault, accesses: kept.index.size, asOf: kept.at },
      'the database is away; logins are decided on what was last known',
    );
    this.reconnect();
  }

  /** Listens first, then reads everything, so that no change falls between. */
  private async connect(): Promise<void> {
    await this.listen();
    try {
      await this.reload();
    } catch (error) {
      await this.hangUp();
      throw error;
    }
  }

  /** One reading at a time: of two the later is the newer. */
  private async reload(): Promise<void> {
    this.reloading = this.reloading.catch(() => undefined).then(() => this.reloadOnce());
    await this.reloading;
  }

  private async reloadOnce(): Promise<void> {
    const fresh = new SnapshotIndex();
    this.meanwhile = [];
    await this.reader.readAll((change) => applyChange(fresh, change, this.faults.report));
    for (const change of this.meanwhile) applyChange(fresh, change, this.faults.report);
    this.meanwhile = undefined;
    this.snapshot = fresh;
    for (const watcher of this.watchers) watcher('everything');
    if (this.isKeeper) await this.kept(this.disk.write(fresh));
  }

  private async listen(): Promise<void> {
    const options = this.source.options;
    const client = new pg.Client({
      connectionString: 'url' in options ? options.url : undefined,
      application_name: 'demarc access feed',
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
    });
    const lost = (): void => this.lost(client);
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => this.heard(payload ?? '*'));
    await client.connect();
    await client.query(`LISTEN ${ACCESS_CHANNEL}`);
    this.listener = client;
    this.isKeeper = await this.mayKeep(client);
  }

  /** One process a data folder: the lock goes with the connection. */
  private async mayKeep(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
      [`radius snapshot ${hostname()} ${resolve(this.settings.dataDir)}`],
    );
    return rows[0]?.mine === true;
  }

  private lost(client: pg.Client): void {
    if (this.listener !== client) return;
    this.listener = undefined;
    this.isKeeper = false;
    if (!this.isStopped) this.reconnect();
  }

  private async hangUp(): Promise<void> {
    const { listener } = this;
    this.listener = undefined;
    this.isKeeper = false;
    await listener?.end().catch(() => undefined);
  }

  private reconnect(): void {
    this.connecting ??= this.connectAgain().finally(() => {
      this.connecting = undefined;
    });
  }

  private async connectAgain(): Promise<void> {
    while (!this.isStopped) {
      try {
        await this.connect();
        this.log.log({ accesses: this.snapshot.size }, 'the database is back; everything was read again');
        return;
      } catch {
        await new Promise((again) => setTimeout(again, RECONNECT_MS).unref());
      }
    }
  }

  /** Changes that arrive while others are being read are read together in the next round. */
  private heard(what: string): void {
    this.pending.add(what);
    this.refreshing ??= this.refresh().finally(() => {
      this.refreshing = undefined;
    });
  }

  private async refresh(): Promise<void> {
    while (this.pending.size > 0) {
      const heard = [...this.pending];
      this.pending = new Set();
      try {
        await this.readAgain(heard);
      } catch (error) {
        this.log.error({ err: error }, 'changes of access could not be read; trying again');
        for (const what of heard) this.pending.add(what);
        await new Promise((again) => setTimeout(again, RECONNECT_MS));
        if (this.isStopped) return;
      }
    }
  }

  private async readAgain(heard: readonly string[]): Promise<void> {
    if (heard.includes('*')) return this.reload();
    if (heard.includes('templates')) {
      const { change, isEnough } = await this.reader.readTemplates();
      if (!isEnough) return this.reload();
      await this.apply(change);
    }
    const known = this.snapshot.templates.facts.size > 0 ? heard : heard.filter((one) => !one.startsWith('facts:'));
    if (known.some((one) => one !== 'templates')) await this.apply(await this.reader.readAnnounced(announced(known)));
  }

  private async apply(change: SnapshotChange): Promise<void> {
    applyChange(this.snapshot, change, this.faults.report);
    this.meanwhile?.push(change);
    for (const watcher of this.watchers) watcher(change);
    if (this.isKeeper) await this.kept(this.disk.append(change, this.snapshot));
  }

  private async confirm(): Promise<void> {
    const { listener } = this;
    if (!listener) return;
    if (this.isKeeper) return this.kept(this.disk.confirm());
    const mine = await this.mayKeep(listener).catch(() => false);
    if (!mine || this.listener !== listener) return;
    this.isKeeper = true;
    await this.kept(this.disk.write(this.snapshot));
  }

  /** A full disk must not keep anybody from logging in. */
  private async kept(writing: Promise<void>): Promise<void> {
    await writing.catch((error: unknown) => {
      this.log.error({ err: error }, 'what logins are decided on could not be kept on the disk');
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.confirming);
    await this.hangUp();
  }
}

function announced(heard: readonly string[]): Announced {
  const of = (kind: string): string[] =>
    heard.filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length));
  return {
    services: [...heard.filter((one) => isId(one)), ...of('facts:service:')],
    plans: [...of('plan:'), ...of('facts:plan:')],
    customers: of('facts:customer:'),
    pools: of('pool:'),
    routers: heard.includes('routers'),
    staff: heard.includes('staff'),
  };
}
