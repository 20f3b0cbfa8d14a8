import { describe, expect, it } from 'vitest';
import { gridKeyAct, idsBetween, type GridKey } from './grid-keys';

const key = (name: string, more: Partial<GridKey> = {}): GridKey => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe('keys on a row', () => {
  it('J and K stop at the ends', () => {
    expect(gridKeyAct(key('j'), 9, 10, 5)).toEqual({ kind: 'move', to: 9 });
    expect(gridKeyAct(key('k'), 0, 10, 5)).toEqual({ kind: 'move', to: 0 });
    expect(gridKeyAct(key('j'), -1, 10, 5)).toEqual({ kind: 'move', to: 0 });
  });

  it('pages by what fits', () => {
    expect(gridKeyAct(key('PageDown'), 2, 100, 20)).toEqual({ kind: 'move', to: 22 });
  });

  it('X takes one row, Shift-X the rows up to it', () => {
    expect(gridKeyAct(key('x'), 3, 10, 5)).toEqual({ kind: 'toggle', range: false });
    expect(gridKeyAct(key('X', { shiftKey: true }), 3, 10, 5)).toEqual({ kind: 'toggle', range: true });
    expect(idsBetween(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['b', 'c', 'd']);
  });

  it('leaves browser combinations alone', () => {
    expect(gridKeyAct(key('j', { ctrlKey: true }), 0, 10, 5).kind).toBe('none');
    expect(gridKeyAct(key('x', { metaKey: true }), 0, 10, 5).kind).toBe('none');
  });
});
