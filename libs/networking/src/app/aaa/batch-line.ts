import pg from 'pg';
import type { DataSource } from 'typeorm';

const ALWAYS = { timezone: 'UTC', statement_timeout: '60s', lock_timeout: '20s', 'demarc.scope': 'all' };

export interface BatchLineOptions {
  readonly name: string;
  /** Batches that may be on their way at once. */
  readonly width: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Connections of their own for what is written in batches all day. Their scope is set once, their statements are prepared once, and
 * each is a transaction by itself: a batch costs one trip to the database, and never waits for a place in the pool.
 */
export class BatchLine {
  private readonly pool: pg.Pool;

  /** Connects when something is written for the first time, and again after a failure. */
  constructor(source: DataSource, { name, width, settings }: BatchLineOptions) {
    const { options } = source;
    this.pool = new pg.Pool({
      connectionString: 'url' in options ? options.url : undefined,
      application_name: name,
      keepAlive: true,
      max: width,
      idleTimeoutMillis: 0,
      options: Object.entries({ ...ALWAYS, ...settings })
        .map(([setting, value]) => `-c ${setting}=${value}`)
        .join(' '),
    });
    // An idle connection that breaks is replaced at the next batch, and that says so when it cannot.
    this.pool.on('error', () => undefined);
  }

  /** Runs a statement under a name that is its own. */
  async run<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return (await this.pool.query<Row>({ name, text, values: [...values] })).rows;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
