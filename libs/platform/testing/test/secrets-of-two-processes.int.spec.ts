import { SETTINGS } from '@demarc/config';
import { IdSource, RandomSource } from '@demarc/kernel';
import { Database } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { World } from '../src/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('secrets of two processes over one database', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ modules: [], migrations: [], entities: [], invariants: [] });
  });
  afterAll(() => world.close());

  async function box(): Promise<SecretBox> {
    const { app } = world;
    const made = new SecretBox(app.get(SETTINGS), app.get(RandomSource), app.get(IdSource), app.get(Database));
    await made.ready();
    return made;
  }

  it('one opens the first secret of a purpose that the other sealed after it was started', async () => {
    const [worker, http] = [await box(), await box()];
    const sealed = await http.seal('gateway_key', 'sk_test_1', 'account:1:key');
    expect(await worker.open('gateway_key', sealed, 'account:1:key')).toBe('sk_test_1');
  });

  it('a path that opens very many succeeds with its next try', async () => {
    const [radius, http] = [await box(), await box()];
    const sealed = await http.seal('radius_secret', 'a-secret', 'router:1:radius-secret');
    const open = (): string => radius.openNow('radius_secret', sealed, 'router:1:radius-secret');
    expect(open).toThrow('not known');
    await radius.ready();
    expect(open()).toBe('a-secret');
  });
});
