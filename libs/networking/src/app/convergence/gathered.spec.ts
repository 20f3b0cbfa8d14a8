import { describe, expect, it } from 'vitest';
import { Gathered } from './gathered.js';

const MOST = { inBatch: 4, batches: 1 };

describe('what is gathered', () => {
  it('is done at once when nothing runs, and together with what came meanwhile when something does', async () => {
    const batches: number[][] = [];
    const gathered = new Gathered<number, string>((batch) => {
      batches.push([...batch]);
      return Promise.resolve(batch.map((one) => `done ${one}`));
    }, MOST);
    const done = await Promise.all([1, 2, 3, 4, 5, 6].map((one) => gathered.do(one)));
    expect(done).toEqual([1, 2, 3, 4, 5, 6].map((one) => `done ${one}`));
    expect(batches).toEqual([[1], [2, 3, 4, 5], [6]]);
  });

  it('is tried alone after a batch failed, so that only what is at fault fails', async () => {
    const gathered = new Gathered<number, number>(
      (batch) => (batch.includes(3) ? Promise.reject(new Error('three')) : Promise.resolve(batch)),
      MOST,
    );
    const done = await Promise.allSettled([1, 2, 3, 4].map((one) => gathered.do(one)));
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    await expect(gathered.do(9)).resolves.toBe(9);
  });
});
