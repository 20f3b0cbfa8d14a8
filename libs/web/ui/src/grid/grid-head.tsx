import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { useUiTexts } from '../text/use-texts';
import { nextSort, type GridState } from './grid-state';
import type { GridColumn, GridSelection } from './grid-types';
import type { GridTable } from './use-grid-table';

export interface GridHeadProps<Row> {
  readonly table: GridTable<Row>;
  readonly columns: readonly GridColumn<Row>[];
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
  readonly selection: GridSelection | undefined;
  readonly hasActions: boolean;
  readonly rowIds: readonly string[];
}

export function GridHead<Row>({
  table,
  columns,
  state,
  onStateChange,
  selection,
  hasActions,
  rowIds,
}: GridHeadProps<Row>) {
  const t = useUiTexts();
  const width = (id: string) => table.getColumn(id)?.getSize();
  return (
    <>
      <colgroup>
        {selection && <col style={{ width: 36 }} />}
        {columns.map((column) => (
          <col key={column.id} style={{ width: width(column.id) }} />
        ))}
        {hasActions && <col style={{ width: 52 }} />}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {selection && (
            <th scope="col" className="dm-grid-check">
              <SelectPage selection={selection} rowIds={rowIds} />
            </th>
          )}
          {columns.map((column, at) => (
            <HeadCell key={column.id} column={column} first={at === 0} state={state} onStateChange={onStateChange} />
          ))}
          {hasActions && (
            <th scope="col">
              <span className="dm-hidden">{t('grid.actions')}</span>
            </th>
          )}
        </tr>
      </thead>
    </>
  );
}

interface HeadCellProps<Row> {
  readonly column: GridColumn<Row>;
  readonly first: boolean;
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
}

function HeadCell<Row>({ column, first, state, onStateChange }: HeadCellProps<Row>) {
  const direction = state.sort?.column === column.id ? state.sort.direction : null;
  const ariaSort = direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending';
  const Icon = direction === null ? ChevronsUpDown : direction === 'asc' ? ArrowUp : ArrowDown;
  // A column of buttons has no name: an empty heading would head nothing.
  if (column.header === '') return <td data-align={column.align} />;
  return (
    <th
      scope="col"
      data-align={column.align}
      data-first={first || undefined}
      data-sortable={column.sortable || undefined}
      aria-sort={ariaSort}
    >
      {column.sortable ? (
        <button
          type="button"
          className="dm-grid-sort"
          data-active={direction !== null || undefined}
          onClick={() => onStateChange({ ...state, sort: nextSort(state.sort, column.id) })}
        >
          <span>{column.header}</span>
          <Icon size={12} aria-hidden="true" />
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

function SelectPage({ selection, rowIds }: { selection: GridSelection; rowIds: readonly string[] }) {
  const t = useUiTexts();
  const chosen = rowIds.filter((id) => selection.ids.has(id)).length;
  const all = rowIds.length > 0 && chosen === rowIds.length;
  return (
    <input
      type="checkbox"
      className="dm-check"
      aria-label={t('grid.selectLoaded')}
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = chosen > 0 && !all;
      }}
      onChange={() => selection.onChange(all ? new Set() : new Set([...selection.ids, ...rowIds]))}
    />
  );
}
