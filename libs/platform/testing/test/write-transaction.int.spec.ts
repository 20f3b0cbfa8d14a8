import { Database, EVERYTHING, NOTHING, violatedConstraint } from '@demarc/persistence';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { World } from '../src/index.js';

const INSERT = `INSERT INTO platform.inbox (subscriber, event_id, received_at) VALUES ('test', $1, now())`;
const ONE = '00000000-0000-7000-8000-000000000001';
const OTHER = '00000000-0000-7000-8000-000000000002';

describe('a writing transaction', () => {
  let world: World;
  let database: Database;
  const kept = (): Promise<{ event_id: string }[]> =>
    world.rows('SELECT event_id FROM platform.inbox ORDER BY event_id');

  beforeAll(async () => {
    world = await World.open({ modules: [], migrations: [] });
    database = world.app.get(Database);
  });
  beforeEach(() => database.write(EVERYTHING, ({ sql }) => sql.execute('DELETE FROM platform.inbox')));
  afterAll(() => world.close());

  it('has its scope from the first statement on, and leaves none on the connection', async () => {
    const scope = `SELECT current_setting('demarc.scope', true) AS scope`;
    expect(await database.write(EVERYTHING, ({ sql }) => sql.first(scope))).toEqual({ scope: 'all' });
    expect(await database.write(NOTHING, ({ sql }) => sql.first(scope))).toEqual({ scope: 'none' });
    expect(await world.app.get(Database).read(NOTHING, (sql) => sql.first(scope))).toEqual({ scope: 'none' });
  });

  it('is one for TypeORM too, which begins none of its own in it', async () => {
    const xids = await database.write(EVERYTHING, async ({ sql, manager }) => {
      const asked = 'SELECT pg_current_xact_id()::text AS xid';
      const inner = await manager.transaction((nested): Promise<unknown[]> => nested.query(asked));
      return [...(await sql.query(asked)), ...inner];
    });
    expect(xids[0]).toEqual(xids[1]);
  });

  it('is on the disk when it answers, and lets go of its locks before', async () => {
    // The server of the tests waits for no disk; these connections do.
    const options = '-c synchronous_commit=on';
    const waiting = new DataSource({ type: 'postgres', url: world.database.appUrl, extra: { max: 1, options } });
    const durable = new Database(await waiting.initialize());
    try {
      for (let round = 0; round < 20; round += 1) {
        const asked = `SELECT current_setting('synchronous_commit') AS commits, pg_current_wal_insert_lsn()::text AS written`;
        const inside = await durable.write(EVERYTHING, async ({ sql }) => {
          await sql.execute(`${INSERT} ON CONFLICT DO NOTHING`, [ONE]);
          return sql.first<{ commits: string; written: string }>(asked);
        });
        const after = await durable.read(NOTHING, (sql) =>
          sql.first(
            `SELECT current_setting('synchronous_commit') AS commits, pg_current_wal_flush_lsn() > $1::pg_lsn AS kept`,
            [inside?.written],
          ),
        );
        expect(inside?.commits).toBe('off');
        expect(after).toEqual({ commits: 'on', kept: true });
      }
    } finally {
      await waiting.destroy();
    }
  });

  it('waits for what was sent before it commits', async () => {
    await database.write(EVERYTHING, async ({ sql, send }) => {
      send(sql.execute(INSERT, [ONE]), sql.execute(INSERT, [OTHER]));
    });
    expect(await kept()).toHaveLength(2);
  });

  it('keeps nothing when what was sent fails, and throws the fault that came first', async () => {
    const failing = database.write(EVERYTHING, async ({ sql, send }) => {
      send(sql.execute(INSERT, [ONE]), sql.execute(INSERT, [ONE]));
      await sql.execute(INSERT, [OTHER]);
    });
    await expect(failing).rejects.toSatisfy((error) => violatedConstraint(error) === 'inbox_pkey');
    expect(await kept()).toEqual([]);
  });

  it('keeps nothing of what was sent when the work behind it is refused', async () => {
    const refused = database.write(EVERYTHING, async ({ sql, send }) => {
      send(sql.execute(INSERT, [ONE]));
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect(await kept()).toEqual([]);
  });
});
