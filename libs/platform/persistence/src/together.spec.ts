import { describe, expect, it } from 'vitest';
import { together } from './together.js';

const fails = (code: string): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));

describe('statements that are on their way together', () => {
  it('answer in their order', async () => {
    expect(await together(Promise.resolve(1), Promise.resolve('two'))).toEqual([1, 'two']);
    expect(await together()).toEqual([]);
  });

  it('throw the fault, and not that the transaction has failed by it', async () => {
    await expect(together(fails('25P02'), fails('40001'), fails('25P02'))).rejects.toThrow('40001');
    await expect(together(Promise.resolve(1), fails('25P02'))).rejects.toThrow('25P02');
  });

  it('are waited for, all of them, also when one fails', async () => {
    let isDone = false;
    const slow = new Promise<void>((resolve) => setImmediate(resolve)).then(() => (isDone = true));
    await expect(together(fails('23505'), slow)).rejects.toThrow('23505');
    expect(isDone).toBe(true);
  });
});
