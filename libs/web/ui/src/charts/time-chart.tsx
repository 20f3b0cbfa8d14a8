import { lazy, Suspense, useState, type ReactNode } from 'react';
import { EmptyState } from '../feedback/states';
import { Skeleton } from '../feedback/skeletons';
import { DateTimeText } from '../format/display';
import { SimpleTable } from '../grid/simple-table';
import { Button } from '../primitives/button';
import { useUiTexts } from '../text/use-texts';

const Canvas = lazy(async () => ({ default: (await import('./time-chart-canvas')).TimeChartCanvas }));

export interface TimeSeries {
  readonly id: string;
  readonly label: string;
  /** One per instant; null is a gap. */
  readonly values: readonly (number | null)[];
}

export interface TimeChartProps {
  readonly title: string;
  /** ISO instants, ascending. */
  readonly times: readonly string[];
  /** At most four. Download first, then upload. */
  readonly series: readonly TimeSeries[];
  readonly formatValue: (value: number) => string;
  readonly height?: number;
  readonly source?: ReactNode;
  readonly emptyReason?: string;
}

/** Long series on a canvas (uPlot, loaded when first shown), with a table twin. */
export function TimeChart({ title, times, series, formatValue, height = 220, source, emptyReason }: TimeChartProps) {
  const t = useUiTexts();
  const [asTable, setAsTable] = useState(false);
  if (times.length === 0) return <EmptyState compact title={t('chart.empty')} description={emptyReason} />;
  const rows = times.map((time, at) => ({ time, at }));
  return (
    <figure className="dm-chart">
      <figcaption className="dm-chart-head">
        <span className="dm-chart-title">{title}</span>
        <Button size="small" tone="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t('chart.table')}
        </Button>
      </figcaption>
      <ul className="dm-legend">
        {series.map((one, at) => (
          <li key={one.id}>
            <span className="dm-legend-mark" data-series={at + 1} aria-hidden="true" /> {one.label}
          </li>
        ))}
      </ul>
      {asTable ? (
        <div className="dm-chart-table">
          <SimpleTable
            label={title}
            rows={rows}
            rowId={(row) => row.time}
            columns={[
              { id: 'time', header: t('chart.time'), cell: (row) => <DateTimeText value={row.time} /> },
              ...series.map((one) => ({
                id: one.id,
                header: one.label,
                align: 'end' as const,
                cell: (row: { at: number }) => (
                  <span className="dm-num">{valueText(one.values[row.at], formatValue)}</span>
                ),
              })),
            ]}
          />
        </div>
      ) : (
        <Suspense fallback={<Skeleton lines={4} />}>
          <Canvas title={title} times={times} series={series} formatValue={formatValue} height={height} />
        </Suspense>
      )}
      {source !== undefined && <p className="dm-chart-source">{source}</p>}
    </figure>
  );
}

function valueText(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '–' : format(value);
}
