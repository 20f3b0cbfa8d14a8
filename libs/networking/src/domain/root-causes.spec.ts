import { describe, expect, it } from 'vitest';
import { explainedBy, rootCauses, troubles, type WatchedNode } from './root-causes.js';

const node = (id: string, parentId: string | null, state: WatchedNode['state']): WatchedNode => ({
  id,
  parentId,
  state,
});
const known = (nodes: readonly WatchedNode[]): Map<string, WatchedNode> => new Map(nodes.map((one) => [one.id, one]));

describe('root causes', () => {
  it('hides the radios of a tower behind the tower', () => {
    const radios = Array.from({ length: 20 }, (_, at) => node(`radio ${at}`, 'tower', 'down'));
    const found = troubles([node('tower', null, 'down'), ...radios]);
    expect(found.map(({ root, hidden }) => [root.id, hidden.length])).toEqual([['tower', 20]]);
  });

  it('goes up to the topmost device that is down', () => {
    const nodes = [node('core', null, 'down'), node('link', 'core', 'down'), node('radio', 'link', 'down')];
    expect([...rootCauses(nodes)]).toEqual([
      ['core', 'core'],
      ['link', 'core'],
      ['radio', 'core'],
    ]);
  });

  it('does not blame what lies beyond a device that answers', () => {
    const nodes = [node('core', null, 'down'), node('link', 'core', 'up'), node('radio', 'link', 'down')];
    expect(rootCauses(nodes).get('radio')).toBe('radio');
  });

  it('looks through a device that was never asked', () => {
    const nodes = [node('core', null, 'down'), node('panel', 'core', 'unknown'), node('radio', 'panel', 'down')];
    expect(explainedBy(node('radio', 'panel', 'down'), known(nodes))?.id).toBe('core');
  });

  it('finds two causes where two things are down on ways of their own', () => {
    const nodes = [node('a', null, 'down'), node('b', null, 'down'), node('b1', 'b', 'down'), node('c', null, 'up')];
    expect(troubles(nodes).map(({ root, hidden }) => [root.id, hidden.map(({ id }) => id)])).toEqual([
      ['a', []],
      ['b', ['b1']],
    ]);
  });

  it('ends on a ring, and on a parent that is no longer watched', () => {
    const ring = [node('a', 'b', 'down'), node('b', 'a', 'down')];
    expect([...rootCauses(ring).values()]).toHaveLength(2);
    expect(rootCauses([node('a', 'gone', 'down')]).get('a')).toBe('a');
  });
});
