import { describe, expect, it } from 'vitest';
import { locationTree, possibleParents } from './location-tree';

const row = (id: string, parentId: string | null) => ({ id, name: id, parentId, active: true });
const rows = [row('south', null), row('hill', 'north'), row('north', null), row('mast', 'hill')];

describe('the tree of locations', () => {
  it('has parents before their children', () => {
    expect(locationTree(rows).map(({ id, depth }) => [id, depth])).toEqual([
      ['north', 0],
      ['hill', 1],
      ['mast', 2],
      ['south', 0],
    ]);
  });

  it('shows a place whose parent is out of sight at the top', () => {
    expect(locationTree([row('lost', 'unseen')])).toMatchObject([{ id: 'lost', depth: 0 }]);
  });

  it('offers no place inside itself', () => {
    expect(possibleParents(rows, 'north').map(({ id }) => id)).toEqual(['south']);
    expect(possibleParents(rows, null)).toHaveLength(4);
  });
});
