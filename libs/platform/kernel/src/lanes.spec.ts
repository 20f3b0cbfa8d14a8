import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inLanes } from './lanes.js';

describe('work in lanes', () => {
  it('answers in the order of the items, however long each takes', async () => {
    const turns = [5, 1, 3, 0, 2];
    const answers = await inLanes(3, turns, async (count) => {
      for (let turn = 0; turn < count; turn += 1) await setImmediate();
      return count * 10;
    });
    expect(answers).toEqual([50, 10, 30, 0, 20]);
  });

  it('has no more at work at a time than there are lanes', async () => {
    let atWork = 0;
    let most = 0;
    await inLanes(2, [1, 2, 3, 4, 5, 6], async () => {
      most = Math.max(most, (atWork += 1));
      await setImmediate();
      atWork -= 1;
    });
    expect(most).toBe(2);
  });

  it('begins nothing after a failure, and throws it when nothing is at work any more', async () => {
    const begun: number[] = [];
    let ended = 0;
    const work = inLanes(2, [1, 2, 3, 4], async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('the first fails');
      await setImmediate();
      ended += 1;
    });
    await expect(work).rejects.toThrow('the first fails');
    expect({ begun, ended }).toEqual({ begun: [1, 2], ended: 1 });
  });
});
