import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { CellGrid, type GridCell } from './cell-grid';

const cells: GridCell[] = Array.from({ length: 40 }, (_, host) => ({
  id: `203.0.113.${host}`,
  text: `.${host}`,
  icon: null,
  name: `203.0.113.${host} · ${host === 7 ? 'held' : 'free'}`,
  family: host === 7 ? 'good' : 'off',
}));

function shown(more: Partial<Parameters<typeof CellGrid>[0]> = {}) {
  const acts = { onOpen: vi.fn(), onRange: vi.fn(), onPage: vi.fn() };
  render(<CellGrid label="Addresses" hint="Arrows move" cells={cells} {...acts} {...more} />);
  return acts;
}
const press = (key: string, more = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const focused = () => document.activeElement?.getAttribute('aria-label');

describe('a grid of cells', () => {
  it('has one cell in the order of Tab, which arrows move and Enter opens', () => {
    const { onOpen } = shown();
    expect(screen.getAllByRole('gridcell').filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    screen.getByRole('gridcell', { name: '203.0.113.0 · free' }).focus();
    press('ArrowRight');
    press('ArrowDown');
    expect(focused()).toBe('203.0.113.17 · free');
    press('Enter');
    expect(onOpen).toHaveBeenCalledWith('203.0.113.17');
  });

  it('jumps to what is typed, marks a range with Shift, and turns the page', () => {
    const { onRange, onPage, onOpen } = shown();
    screen.getByRole('gridcell', { name: '203.0.113.0 · free' }).focus();
    press('3');
    press('1');
    expect(focused()).toBe('203.0.113.31 · free');
    press('ArrowLeft', { shiftKey: true });
    press('ArrowLeft', { shiftKey: true });
    expect(onRange).toHaveBeenLastCalledWith('203.0.113.29', '203.0.113.31');
    expect(screen.getAllByRole('gridcell', { selected: true })).toHaveLength(3);
    press('PageDown');
    expect(onPage).toHaveBeenCalledWith(1);
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('begins where it was told to', () => {
    shown({ startAt: '203.0.113.7' });
    expect(
      screen
        .getAllByRole('gridcell')
        .find(({ tabIndex }) => tabIndex === 0)
        ?.getAttribute('aria-label'),
    ).toBe('203.0.113.7 · held');
  });
});
