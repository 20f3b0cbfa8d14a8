import { Injectable, Module } from '@nestjs/common';
import { Job, JobQueue, JobWorker } from '@demarc/jobs';
import { Database, EVERYTHING, NOTHING } from '@demarc/persistence';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { World } from '../src/index.js';

@Injectable()
class LookAtDisk extends Job<{ readonly written: string }> {
  readonly name = 'test.look-at-disk';
  readonly seen: unknown[] = [];

  constructor(private readonly database: Database) {
    super();
  }

  async run({ written }: { readonly written: string }): Promise<void> {
    this.seen.push(
      await this.database.read(NOTHING, (sql) =>
        sql.first('SELECT pg_current_wal_flush_lsn() > $1::pg_lsn AS kept', [written]),
      ),
    );
  }
}

@Module({ providers: [LookAtDisk], exports: [LookAtDisk] })
class LookModule {}

const JOBS = 12;

describe('a job', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ modules: [LookModule], migrations: [] });
    // The server of the tests waits for no disk; connections that are opened from here on do, and the worker's are.
    const owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    await owner.query(
      `ALTER DATABASE ${new URL(world.database.ownerUrl).pathname.slice(1)} SET synchronous_commit = on`,
    );
    await owner.end();
  });
  afterAll(() => world.close());

  it('begins when what caused it is on the disk, and not before', async () => {
    const [database, queue, look] = [world.app.get(Database), world.app.get(JobQueue), world.app.get(LookAtDisk)];
    await world.app.get(JobWorker).start();
    for (let nth = 1; nth <= JOBS; nth += 1) {
      await database.write(EVERYTHING, async ({ sql }) => {
        const place = await sql.first<{ written: string }>('SELECT pg_current_wal_insert_lsn()::text AS written');
        await queue.enqueue(sql, LookAtDisk, { written: place?.written ?? '' });
      });
      await vi.waitFor(() => expect(look.seen).toHaveLength(nth), { timeout: 5_000, interval: 5 });
    }
    expect(look.seen).toEqual(Array.from({ length: JOBS }, () => ({ kept: true })));
  });
});
