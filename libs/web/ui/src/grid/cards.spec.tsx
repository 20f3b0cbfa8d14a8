import { render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { UiProvider } from '../provider/ui-provider';
import { DataGrid } from './data-grid';
import { SimpleTable } from './simple-table';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly owes: string;
}

const rows: readonly Row[] = [{ id: '1', name: 'Willow', owes: '98.90' }];
const columns = [
  { id: 'name', header: 'Customer', cell: ({ name }: Row) => name },
  { id: 'owes', header: 'Owes', cell: ({ owes }: Row) => owes, sortable: true },
];

it('what becomes a card on a narrow screen carries its headers as labels', () => {
  render(
    <UiProvider locale="en">
      <SimpleTable label="Short" rows={rows} rowId={({ id }) => id} columns={columns} />
      <DataGrid
        label="Long"
        rows={rows}
        rowId={({ id }) => id}
        columns={columns}
        state={{ sort: null, columns: null, filters: {}, text: '' }}
        onStateChange={() => undefined}
        status="ready"
        empty={{ title: 'None' }}
      />
    </UiProvider>,
  );
  const labels = screen.getAllByText('98.90').map((cell) => cell.closest('td')?.dataset['label']);
  expect(labels).toEqual(['Owes', 'Owes']);
  const heads = screen.getAllByRole('columnheader').map((head) => [head.textContent, head.dataset['sortable']]);
  expect(heads.slice(2)).toEqual([
    ['Customer', undefined],
    ['Owes', 'true'],
  ]);
});

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ['cards that are all there stand in the page, none cut by a frame', true, false, ''],
  ['cards of which more come scroll in a frame', true, true, '620px'],
  ['rows scroll in a frame', false, false, '620px'],
])('%s', (_, narrow, hasMore, frame) => {
  const media = window.matchMedia('(max-width: 600px)');
  vi.spyOn(window, 'matchMedia').mockReturnValue({
    ...media,
    matches: narrow,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  });
  render(
    <UiProvider locale="en">
      <DataGrid
        label="Long"
        rows={rows}
        rowId={({ id }) => id}
        columns={columns}
        state={{ sort: null, columns: null, filters: {}, text: '' }}
        onStateChange={() => undefined}
        status="ready"
        hasMore={hasMore}
        height={620}
        empty={{ title: 'None' }}
      />
    </UiProvider>,
  );
  expect(screen.getByRole('region', { name: 'Long' }).style.maxHeight).toBe(frame);
});
