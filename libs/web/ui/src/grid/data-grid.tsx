import { useRef } from 'react';
import { RefreshBar } from '../feedback/skeletons';
import { useUiTexts } from '../text/use-texts';
import { GridBody } from './grid-body';
import { GridHead } from './grid-head';
import { GridSelectionBar } from './grid-selection-bar';
import { GridState } from './grid-status';
import { GridSummary } from './grid-summary';
import type { DataGridProps } from './grid-types';
import { useGridRows } from './use-grid-rows';
import { useGridTable, visibleColumns } from './use-grid-table';

/**
 * A list of records: the server filters, sorts and pages; this draws, scrolls and selects.
 * Rows are virtual; header and first column stay; keys J K X Enter, arrows, Home, End, PgUp, PgDn. On a narrow screen each row
 * is a card under its first column, with the other headers as labels, and the head offers what can be sorted.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const t = useUiTexts();
  const {
    label,
    columns,
    state,
    status,
    refreshing = false,
    selection,
    toolbar,
    height = 'fill',
    totals,
    rowActions,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const table = useGridTable(props);
  const shown = visibleColumns(columns, state.columns);
  const rows = useGridRows(props, table, scroller);
  const extra = (selection ? 1 : 0) + (rowActions ? 1 : 0);
  const rowCount = props.hasMore && !props.total?.exact ? -1 : (props.total?.count ?? props.rows.length);
  return (
    <div className="dm-grid" data-fill={height === 'fill' || undefined}>
      <GridSummary {...props} toolbar={toolbar} />
      {selection && selection.ids.size > 0 && <GridSelectionBar selection={selection} total={props.total ?? null} />}
      <RefreshBar active={refreshing && status === 'ready'} />
      <div
        className="dm-grid-scroll"
        id="table"
        ref={scroller}
        role="region"
        aria-label={label}
        tabIndex={0}
        style={height === 'fill' || rows.unframed ? undefined : { maxHeight: height }}
        onKeyDown={rows.onKeyDown}
        onScroll={rows.onScroll}
      >
        <table
          className="dm-grid-table"
          aria-rowcount={status === 'ready' ? withHead(rowCount) : undefined}
          aria-busy={status === 'loading'}
          aria-label={label}
        >
          <GridHead
            table={table}
            columns={shown}
            state={state}
            onStateChange={props.onStateChange}
            selection={selection}
            hasActions={rowActions !== undefined}
            rowIds={rows.ids}
          />
          {status === 'ready' && props.rows.length > 0 && <GridBody {...props} columns={shown} rows={rows} />}
          {status === 'loading' && <SkeletonRows columns={shown.length + extra} />}
          {totals && status === 'ready' && props.rows.length > 0 && (
            <tfoot>
              <tr>
                {selection && <td className="dm-grid-check" />}
                {shown.map((column, at) => (
                  <td
                    key={column.id}
                    data-align={column.align}
                    data-first={at === 0 || undefined}
                    data-label={at === 0 ? undefined : column.header}
                  >
                    {at === 0 ? <strong>{totals.label}</strong> : totals.cells[column.id]}
                  </td>
                ))}
                {rowActions && <td />}
              </tr>
            </tfoot>
          )}
        </table>
        <GridState {...props} />
        {props.loadingMore && (
          <p className="dm-grid-more" role="status">
            {t('grid.loadingMore')}
          </p>
        )}
      </div>
    </div>
  );
}

function withHead(count: number): number {
  return count < 0 ? -1 : count + 1;
}

function SkeletonRows({ columns }: { columns: number }) {
  return (
    <tbody className="dm-grid-skeleton" aria-hidden="true">
      {Array.from({ length: 8 }, (_, row) => (
        <tr key={row}>
          {Array.from({ length: columns }, (__, column) => (
            <td key={column}>
              <span className="dm-bone" data-width={(row + column) % 3} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
