import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Sql } from '@demarc/persistence';
import pg from 'pg';
import { DataSource } from 'typeorm';

const CHANNEL = 'demarc_identity';

/** Says, when the transaction commits, that somebody's rights or sessions have changed. */
export async function tellIdentityChanged(sql: Sql): Promise<void> {
  await sql.execute(`SELECT pg_notify('${CHANNEL}', '')`);
}

/**
 * Hears in every process that rights or sessions have changed, so that what is remembered of them is dropped at once. What
 * is remembered also ages by itself within seconds: a lost connection delays a revocation, it never loses one.
 */
@Injectable()
export class IdentityNews implements OnApplicationShutdown {
  private readonly log = new Logger('identity');
  private readonly hearers = new Set<() => void>();
  private client: pg.Client | undefined;
  private opening: Promise<void> | undefined;
  private over = false;

  constructor(private readonly source: DataSource) {}

  /** Calls back at each change, and whenever the connection was lost. */
  subscribe(changed: () => void): void {
    this.hearers.add(changed);
  }

  /** Listens from now on. To be awaited before anything is remembered. */
  async listen(): Promise<void> {
    if (this.client || this.over) return;
    this.opening ??= this.open().finally(() => (this.opening = undefined));
    await this.opening;
  }

  /** This process has just committed a change itself: its next answer must know, however fast the next request is. */
  changedHere(): void {
    for (const changed of this.hearers) changed();
  }

  async onApplicationShutdown(): Promise<void> {
    this.over = true;
    await this.opening?.catch(() => undefined);
    await this.client?.end().catch(() => undefined);
  }

  private async open(): Promise<void> {
    const options = this.source.options;
    if (options.type !== 'postgres' || options.url === undefined) return;
    const client = new pg.Client({ connectionString: options.url, application_name: 'demarc identity' });
    client.on('notification', () => this.changedHere());
    client.on('error', (error) => {
      this.log.warn({ err: error }, 'lost the connection that tells of changed rights; opening it anew');
    });
    client.on('end', () => {
      if (this.client === client) this.client = undefined;
      this.changedHere();
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.client = client;
    } catch (error) {
      this.log.warn({ err: error }, 'cannot listen for changed rights; they take effect within two seconds');
      await client.end().catch(() => undefined);
    }
  }
}
