import { Injectable, Module } from '@nestjs/common';
import { DEFAULT_JOB, Job, JobDrain, JobQueue } from '@demarc/jobs';
import { Database, EVERYTHING } from '@demarc/persistence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../src/index.js';

@Injectable()
class Note extends Job<{ readonly n: number }> {
  readonly name = 'test.note';
  override readonly options = DEFAULT_JOB;
  readonly done: number[] = [];

  async run({ n }: { readonly n: number }): Promise<void> {
    this.done.push(n);
  }
}

@Module({ providers: [Note], exports: [Note] })
class NoteModule {}

describe('a drain of jobs', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ modules: [NoteModule], migrations: [] });
  });
  afterAll(async () => {
    await world.close();
  });

  const enqueue = (...numbers: readonly number[]): Promise<void> =>
    world.app.get(Database).write(EVERYTHING, async ({ sql }) => {
      for (const n of numbers) await world.app.get(JobQueue).enqueue(sql, Note, { n });
    });

  it('runs them as they came, and those of one transaction by what they say: the same past, the same future', async () => {
    await enqueue(9);
    await enqueue(6, 8, 7);
    await enqueue(1);
    const ran = await world.app.get(JobDrain).during((settle) => settle());
    expect(ran).toBe(5);
    expect(world.app.get(Note).done).toEqual([9, 6, 7, 8, 1]);
  });
});
