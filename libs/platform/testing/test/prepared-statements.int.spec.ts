import { PreparingClient } from '@demarc/persistence';
import { testDatabase, type TestDatabase } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('a connection that prepares', () => {
  let database: TestDatabase;
  let client: PreparingClient;
  beforeAll(async () => {
    database = await testDatabase([]);
    client = new PreparingClient({ connectionString: database.appUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const prepared = async (): Promise<string[]> => {
    const { rows } = await client.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements');
    return rows.map(({ statement }) => statement);
  };

  it('keeps the plan of a statement that comes round', async () => {
    for (let count = 0; count < 4; count += 1) await client.query('SELECT $1::int + 1 AS sum', [count]);
    expect(await prepared()).toContain('SELECT $1::int + 1 AS sum');
  });

  it('sends several statements in one text as they are, however often they come round', async () => {
    const several = 'SELECT 1 AS first; SELECT 2 AS second';
    for (let count = 0; count < 4; count += 1) {
      const answers = (await client.query(several, [])) as unknown as readonly { rows: unknown[] }[];
      expect(answers.map(({ rows }) => rows)).toEqual([[{ first: 1 }], [{ second: 2 }]]);
    }
    expect(await prepared()).not.toContain(several);
  });
});
