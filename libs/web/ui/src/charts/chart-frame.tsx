import { useState, type ReactNode } from 'react';
import { SimpleTable, type SimpleColumn } from '../grid/simple-table';
import { Button } from '../primitives/button';
import { useUiTexts } from '../text/use-texts';

interface FrameProps<Row extends { readonly id: string }> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly columns: readonly SimpleColumn<Row>[];
  readonly source?: ReactNode;
  readonly children: ReactNode;
}

/** Title, picture and the same figures as a table. */
export function ChartFrame<Row extends { readonly id: string }>(props: FrameProps<Row>) {
  const { title, rows, columns, source, children } = props;
  const t = useUiTexts();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="dm-chart">
      <figcaption className="dm-chart-head">
        <span className="dm-chart-title">{title}</span>
        <Button size="small" tone="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t('chart.table')}
        </Button>
      </figcaption>
      {asTable ? <SimpleTable label={title} rows={rows} rowId={({ id }) => id} columns={columns} /> : children}
      {source !== undefined && <p className="dm-chart-source">{source}</p>}
    </figure>
  );
}
