import { describe, expect, it } from 'vitest';
import { cellKeyAct, cellTyped } from './cell-keys';

const press = (key: string, more: Partial<Record<'shiftKey' | 'ctrlKey' | 'altKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const to = (key: string, at: number, more = {}) => {
  const act = cellKeyAct(press(key, more), at, 250, 16);
  return act.kind === 'move' ? act.to : act.kind;
};

describe('a grid of cells by keyboard', () => {
  it('moves within its edges', () => {
    expect([to('ArrowRight', 0), to('ArrowLeft', 0), to('ArrowRight', 249)]).toEqual([1, 0, 249]);
    expect([to('ArrowDown', 3), to('ArrowUp', 19), to('ArrowUp', 3), to('ArrowDown', 240)]).toEqual([19, 3, 3, 240]);
    expect([to('Home', 20), to('End', 20), to('End', 245)]).toEqual([16, 31, 249]);
    expect([to('Home', 20, { ctrlKey: true }), to('End', 20, { ctrlKey: true })]).toEqual([0, 249]);
  });

  it('opens, turns pages, and leaves what belongs to the browser', () => {
    expect([
      to('Enter', 3),
      to('PageDown', 3),
      to('Tab', 3),
      to('5', 3, { ctrlKey: true }),
      to('ArrowLeft', 3, { altKey: true }),
    ]).toEqual(['open', 'page', 'none', 'none', 'none']);
    expect(cellKeyAct(press('ArrowRight', { shiftKey: true }), 3, 10, 16)).toEqual({
      kind: 'move',
      to: 4,
      extends: true,
    });
  });

  it('finds what is typed: the end of an address first, then what begins so', () => {
    const names = Array.from({ length: 256 }, (_, host) => `203.0.113.${host}`);
    expect([
      cellTyped(names, '7'),
      cellTyped(names, '.25'),
      cellTyped(names, '203.0.113.40'),
      cellTyped(names, '999'),
    ]).toEqual([7, 25, 40, -1]);
    expect(cellTyped(['2001:db8:0:100::/56', '2001:db8:0:1a00::/56'], '1a')).toBe(1);
    expect(cellTyped(names, '')).toBe(-1);
  });
});
