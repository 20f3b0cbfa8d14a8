import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
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
