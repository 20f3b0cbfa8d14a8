import { describe, expect, it } from 'vitest';
import { inRoom } from './in-room.ts';

/** Pieces of work that end when they are told to. */
function works(...takes: readonly number[]) {
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const all = takes.map((each, index) => ({
    takes: each,
    run: async () => {
      log.push(`begins ${index}`);
      await new Promise<void>((resolve) => (ends[index] = resolve));
      return index;
    },
  }));
  const end = async (index: number): Promise<readonly string[]> => {
    ends[index]?.();
    await new Promise((resolve) => setImmediate(resolve));
    return log;
  };
  return { all, log, end };
}

describe('work that takes room', () => {
  it('runs side by side as far as the room goes, and begins in order', async () => {
    const { all, log, end } = works(1, 1, 2, 1);
    const done = inRoom(all, 2);
    expect(log).toEqual(['begins 0', 'begins 1']);
    expect(await end(1)).not.toContain('begins 2');
    expect(await end(0)).toEqual(['begins 0', 'begins 1', 'begins 2']);
    expect(await end(2)).toContain('begins 3');
    await end(3);
    expect(await done).toEqual([0, 1, 2, 3]);
  });

  it('runs alone when there is not room enough for it', async () => {
    const { all, log, end } = works(1, 3, 1);
    const done = inRoom(all, 2);
    expect(await end(0)).toEqual(['begins 0', 'begins 1']);
    expect(await end(1)).toEqual(['begins 0', 'begins 1', 'begins 2']);
    await end(2);
    expect(await done).toEqual([0, 1, 2]);
    expect(log).toHaveLength(3);
  });

  it('that fails gives its room free, and the failure is told', async () => {
    const ran: number[] = [];
    const failing = { takes: 2, run: () => Promise.reject(new Error('no')) };
    const other = { takes: 2, run: async () => void ran.push(1) };
    await expect(inRoom([failing, other], 2)).rejects.toThrow('no');
    expect(ran).toEqual([1]);
  });
});
