import { describe, expect, it } from 'vitest';
import { mergeLog, mostLines, newerThan } from './merge-log';

const lines = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => ({ id: String(from - index) }));

describe('the live log', () => {
  it('puts what came since before what is there, each line once', () => {
    expect(mergeLog(lines(5, 1), lines(8, 3))).toEqual(lines(8, 1));
    expect(mergeLog(lines(5, 1), lines(5, 3))).toEqual(lines(5, 1));
    expect(mergeLog([], lines(3, 1))).toEqual(lines(3, 1));
    expect(mergeLog(lines(3, 1), [])).toEqual([]);
  });

  it('begins anew when more came than a page holds, for there would be a gap', () => {
    expect(mergeLog(lines(5, 1), lines(300, 101))).toEqual(lines(300, 101));
  });

  it('keeps no more than it can show', () => {
    const merged = mergeLog(lines(2_000, 1), lines(2_100, 1_950));
    expect(merged).toHaveLength(mostLines);
    expect(merged[0]).toEqual({ id: '2100' });
  });

  it('counts what came while it stood still', () => {
    expect(newerThan(lines(8, 1), lines(5, 1))).toBe(3);
    expect(newerThan(lines(5, 1), lines(5, 1))).toBe(0);
    expect(newerThan(lines(300, 101), lines(5, 1))).toBe(200);
  });
});
