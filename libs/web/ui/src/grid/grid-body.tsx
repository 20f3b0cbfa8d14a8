import { Fragment } from 'react';
import { useUiTexts } from '../text/use-texts';
import type { DataGridProps, GridColumn } from './grid-types';
import type { GridRows } from './use-grid-rows';

type GridBodyProps<Row> = Omit<DataGridProps<Row>, 'rows' | 'columns'> & {
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: GridRows<Row>;
};

export function GridBody<Row>(props: GridBodyProps<Row>) {
  const { rows, columns, selection, rowActions } = props;
  const span = columns.length + (selection ? 1 : 0) + (rowActions ? 1 : 0);
  return (
    <tbody>
      {rows.drawn.rows.map(({ index, gapPx }) => {
        const model = rows.models[index];
        if (model === undefined) return null;
        return (
          <Fragment key={model.id}>
            {gapPx > 0 && <Gap height={gapPx} span={span} />}
            <BodyRow index={index} id={model.id} row={model.original.row} {...props} />
          </Fragment>
        );
      })}
      {rows.drawn.gapAfterPx > 0 && <Gap height={rows.drawn.gapAfterPx} span={span} />}
    </tbody>
  );
}

/** Stands for rows that are not drawn. */
function Gap({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden="true" className="dm-grid-gap">
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

type BodyRowProps<Row> = GridBodyProps<Row> & { readonly index: number; readonly id: string; readonly row: Row };

function BodyRow<Row>({ index, id, row, columns, rows, selection, rowActions, onOpen, openId }: BodyRowProps<Row>) {
  const t = useUiTexts();
  const chosen = selection?.ids.has(id) ?? false;
  const reachable = rows.active === index || (rows.active < 0 && index === 0);
  return (
    <tr
      ref={rows.measure}
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={reachable ? 0 : -1}
      data-chosen={chosen || undefined}
      data-open={openId === id || undefined}
      data-clickable={onOpen !== undefined || undefined}
      onFocus={() => rows.setActive(index)}
      onClick={(event) => {
        if (event.target instanceof HTMLElement && event.target.closest('button, a, input, label') !== null) return;
        if (window.getSelection()?.type === 'Range') return;
        onOpen?.(row);
      }}
    >
      {selection && (
        <td className="dm-grid-check">
          <input
            type="checkbox"
            className="dm-check"
            aria-label={t('grid.selectRow', { row: index + 1 })}
            checked={chosen}
            onChange={rows.models[index]?.getToggleSelectedHandler()}
          />
        </td>
      )}
      {columns.map((column, at) =>
        at === 0 ? (
          <th key={column.id} scope="row" data-align={column.align} data-first="true">
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.id} data-align={column.align} data-label={column.header}>
            {column.cell(row)}
          </td>
        ),
      )}
      {rowActions && <td className="dm-grid-actions">{rowActions(row)}</td>}
    </tr>
  );
}
