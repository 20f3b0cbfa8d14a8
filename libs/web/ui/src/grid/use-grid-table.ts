import {
  columnSizingFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { DataGridProps, GridColumn } from './grid-types';

const features = tableFeatures({ columnVisibilityFeature, columnSizingFeature, rowSelectionFeature });
const defaultWidth = 140;

/** The table model wants objects; a row of ours may be anything. */
interface GridItem<Row> {
  readonly row: Row;
}

/** The server filters, sorts and pages; the table model holds columns, their visibility and the selection. */
export function useGridTable<Row>({ columns, rows, rowId, state, selection }: DataGridProps<Row>) {
  const defs = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: (item: GridItem<Row>) => item.row,
        header: column.header,
        size: column.width ?? defaultWidth,
      })),
    [columns],
  );
  const columnVisibility = useMemo(() => visibility(columns, state.columns), [columns, state.columns]);
  const rowSelection = useMemo(() => chosen(selection?.ids), [selection?.ids]);
  const data = useMemo(() => rows.map((row) => ({ row })), [rows]);
  return useTable({
    features,
    columns: defs,
    data,
    getRowId: (item: GridItem<Row>) => rowId(item.row),
    state: { columnVisibility, rowSelection },
    onRowSelectionChange: (update) => {
      const next = typeof update === 'function' ? update(rowSelection) : update;
      selection?.onChange(new Set(Object.keys(next)));
    },
    enableRowSelection: selection !== undefined,
  });
}

function chosen(ids: ReadonlySet<string> | undefined): Record<string, true> {
  const state: Record<string, true> = {};
  for (const id of ids ?? []) state[id] = true;
  return state;
}

export type GridTable<Row> = ReturnType<typeof useGridTable<Row>>;

function visibility<Row>(
  columns: readonly GridColumn<Row>[],
  shown: readonly string[] | null,
): Record<string, boolean> {
  return Object.fromEntries(columns.map((column, at) => [column.id, isShown(column, at, shown)]));
}

function isShown<Row>(column: GridColumn<Row>, at: number, shown: readonly string[] | null): boolean {
  if (at === 0 || column.fixed) return true;
  return shown === null ? !column.hiddenByDefault : shown.includes(column.id);
}

export function visibleColumns<Row>(
  columns: readonly GridColumn<Row>[],
  shown: readonly string[] | null,
): readonly GridColumn<Row>[] {
  return columns.filter((column, at) => isShown(column, at, shown));
}
