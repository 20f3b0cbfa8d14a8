import { PeopleAtWork, SERVES_PEOPLE } from '@demarc/persistence';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { World } from '../src/index.js';

describe('people at work', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ modules: [], migrations: [] });
  });
  afterAll(async () => {
    await world.close();
  });

  it('are noticed while the role that serves them asks the database, and forgotten soon after', async () => {
    const people = world.app.get(PeopleAtWork);
    expect(await people.lately()).toBe(false);
    // As the same service role: PostgreSQL shows nobody what others do.
    const somebody = new pg.Client({ connectionString: world.database.appUrl, application_name: SERVES_PEOPLE });
    await somebody.connect();
    try {
      await somebody.query('SELECT 1');
      expect(await people.lately()).toBe(true);
      await vi.waitFor(async () => expect(await people.lately()).toBe(false), { timeout: 10_000, interval: 200 });
      await somebody.query('SELECT 1');
      expect(await people.lately()).toBe(true);
    } finally {
      await somebody.end();
    }
  });
});
