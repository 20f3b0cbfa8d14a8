import type { ReactNode } from 'react';

export interface SimpleColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
}

export interface SimpleTableProps<Row> {
  /** Accessible name. */
  readonly label: string;
  readonly columns: readonly SimpleColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly empty?: ReactNode;
  /** Sums, one cell per column. */
  readonly footer?: readonly ReactNode[];
}

/**
 * A short table inside a page: lines of an invoice, services of a customer. No paging, no sorting. On a narrow screen each
 * row is a card, with the headers as labels.
 */
export function SimpleTable<Row>({ label, columns, rows, rowId, empty, footer }: SimpleTableProps<Row>) {
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    <div className="dm-table-scroll" role="group" aria-label={label} tabIndex={0}>
      <table className="dm-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, header, align }) =>
              header === '' ? (
                <td key={id} />
              ) : (
                <th key={id} scope="col" data-align={align}>
                  {header}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)}>
              {columns.map((column) => (
                <td key={column.id} data-align={column.align} data-label={column.header}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {footer !== undefined && (
          <tfoot>
            <tr>
              {columns.map((column, at) => (
                <td key={column.id} data-align={column.align} data-label={column.header}>
                  {footer[at]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
