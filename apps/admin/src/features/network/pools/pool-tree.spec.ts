import { describe, expect, it } from 'vitest';
import { depthsOf, pathTo } from './pool-tree';

const pools = [
  { id: 'root', parentId: null },
  { id: 'city', parentId: 'root' },
  { id: 'homes', parentId: 'city' },
  { id: 'loose', parentId: null },
  { id: 'orphan', parentId: 'not seen' },
];

describe('the tree of networks', () => {
  it('knows how deep each network lies, also where its root may not be seen', () => {
    expect([...depthsOf(pools).values()]).toEqual([0, 1, 2, 0, 0]);
  });

  it('leads from the widest network to one', () => {
    expect(pathTo(pools, 'homes').map(({ id }) => id)).toEqual(['root', 'city', 'homes']);
    expect(pathTo(pools, 'orphan').map(({ id }) => id)).toEqual(['orphan']);
  });
});
