import { useState, type ReactNode } from 'react';
import { Button } from '../primitives/button';
import { useUiTexts } from '../text/use-texts';
import { SimpleTable } from '../grid/simple-table';

export interface Bar {
  readonly id: string;
  readonly label: string;
  /** Length of the bar; from zero. */
  readonly value: number;
  /** As it is written beside it. */
  readonly text: string;
  readonly href?: string;
}

export interface BarChartProps {
  /** The answer, not the question: "61+ days hold most of what is owed". */
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly valueLabel: string;
  readonly categoryLabel: string;
  /** Source and time of the data. */
  readonly source?: ReactNode;
  /** Shown without bars. */
  readonly empty?: ReactNode;
}

/** Horizontal bars in the given order, with their table twin one press away. */
export function BarChart({ title, bars, valueLabel, categoryLabel, source, empty }: BarChartProps) {
  const t = useUiTexts();
  const [asTable, setAsTable] = useState(false);
  if (bars.length === 0) return empty;
  const max = Math.max(...bars.map((bar) => bar.value), 0) || 1;
  return (
    <figure className="dm-chart">
      <figcaption className="dm-chart-head">
        <span className="dm-chart-title">{title}</span>
        <Button size="small" tone="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t('chart.table')}
        </Button>
      </figcaption>
      {asTable ? (
        <SimpleTable
          label={title}
          rows={bars}
          rowId={(bar) => bar.id}
          columns={[
            { id: 'label', header: categoryLabel, cell: (bar) => bar.label },
            {
              id: 'value',
              header: valueLabel,
              align: 'end',
              cell: (bar) => <span className="dm-num">{bar.text}</span>,
            },
          ]}
        />
      ) : (
        <ul className="dm-bars">
          {bars.map((bar) => (
            <li key={bar.id}>
              <span className="dm-bar-label">{bar.label}</span>
              <span className="dm-bar-track" aria-hidden="true">
                <span className="dm-bar-fill" style={{ inlineSize: `${(Math.max(0, bar.value) / max) * 100}%` }} />
              </span>
              <span className="dm-bar-value dm-num">{bar.text}</span>
            </li>
          ))}
        </ul>
      )}
      {source !== undefined && <p className="dm-chart-source">{source}</p>}
    </figure>
  );
}
