import { describe, expect, it } from 'vitest';
import { placeSteps } from './bridge-steps';

const step = (id: string, value: number) => ({ id, label: id, value, text: String(value) });

describe('a bridge', () => {
  it('hangs each movement on what is so far, and stands first and last on zero', () => {
    const placed = placeSteps([step('start', 100), step('won', 50), step('lost', -30), step('end', 120)]);
    expect(placed.map(({ kind, start, length }) => [kind, Math.round(start), Math.round(length)])).toEqual([
      ['level', 0, 67],
      ['up', 67, 33],
      ['down', 80, 20],
      ['level', 0, 80],
    ]);
  });

  it('makes room below zero, and draws nothing of nothing', () => {
    const placed = placeSteps([step('start', 10), step('lost', -30), step('end', -20)]);
    expect(placed.map(({ start, length }) => [Math.round(start), Math.round(length)])).toEqual([
      [67, 33],
      [0, 100],
      [0, 67],
    ]);
    expect(placeSteps([step('start', 0), step('end', 0)]).map(({ length }) => length)).toEqual([0, 0]);
  });
});
