import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertRuleFault, nextWatch, type Observation, type Watched } from './alert-watch.js';

function changes(watched: Watched, seen: readonly Observation[]): (string | null)[] {
  let state = { streak: 0, isRaised: false };
  return seen.map((one) => {
    const step = nextWatch(watched, state, one);
    state = {
      streak: step.streak,
      isRaised: step.change === 'raise' ? true : step.change === 'clear' ? false : state.isRaised,
    };
    return step.change;
  });
}

const hot: Watched = { condition: { kind: 'above', threshold: 80, clearAt: 70 }, polls: 2 };

describe('an alert', () => {
  it('is raised by so many bad polls in a row, and by no fewer', () => {
    const down: Watched = { condition: { kind: 'down' }, polls: 3 };
    expect(changes(down, [false, false, true, false, false, false])).toEqual([null, null, null, null, null, 'raise']);
    expect(changes(down, [false, false, false, true, true, true])).toEqual([null, null, 'raise', null, null, 'clear']);
  });

  it('ends only when the value is back on the calm side', () => {
    expect(changes(hot, [85, 90, 75, 75, 75, 70, 69])).toEqual([null, 'raise', null, null, null, null, 'clear']);
  });

  it('is not moved by a poll that read nothing', () => {
    expect(changes(hot, [85, undefined, 85])).toEqual([null, null, 'raise']);
  });

  it('works the other way round for what must not fall', () => {
    const low: Watched = { condition: { kind: 'below', threshold: 10, clearAt: 12 }, polls: 1 };
    expect(changes(low, [9, 11, 12])).toEqual(['raise', null, 'clear']);
  });

  it('is raised and cleared by turns, whatever is seen', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constant(undefined))), (seen) => {
        const heard = changes(hot, seen).filter((change) => change !== null);
        expect(heard).toEqual(heard.map((_, at) => (at % 2 === 0 ? 'raise' : 'clear')));
      }),
    );
  });
});

it('an alert that would clear where it is raised is refused', () => {
  expect(alertRuleFault({ kind: 'above', threshold: 80, clearAt: 81 })).toBe('clear_on_wrong_side');
  expect(alertRuleFault({ kind: 'below', threshold: 10, clearAt: 9 })).toBe('clear_on_wrong_side');
  expect(alertRuleFault({ kind: 'above', threshold: 80, clearAt: 80 })).toBeUndefined();
});
