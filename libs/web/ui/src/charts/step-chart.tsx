import { useState } from 'react';
import { SimpleTable } from '../grid/simple-table';
import { Button } from '../primitives/button';
import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';
import { stepPath } from './step-path';

export interface Step {
  /** The day from which on it holds, ascending. */
  readonly from: string;
  readonly value: number;
  /** As it is written. */
  readonly text: string;
}

export interface StepChartProps {
  /** The answer in a sentence. */
  readonly title: string;
  readonly steps: readonly Step[];
  /** A day that is marked: what lies after it is planned. */
  readonly today: string;
  readonly valueLabel: string;
  readonly fromLabel: string;
}

const width = 640;
const height = 120;

/** What holds from a day on until the next one, with its table twin one press away. */
export function StepChart({ title, steps, today, valueLabel, fromLabel }: StepChartProps) {
  const t = useUiTexts();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const { path, todayAt } = stepPath(steps, today, width, height);
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
          rows={steps}
          rowId={(step) => step.from}
          columns={[
            { id: 'from', header: fromLabel, cell: (step) => format.day(step.from) },
            {
              id: 'value',
              header: valueLabel,
              align: 'end',
              cell: (step) => <span className="dm-num">{step.text}</span>,
            },
          ]}
        />
      ) : (
        <svg
          role="img"
          aria-label={title}
          viewBox={`0 0 ${width} ${height}`}
          width="100%"
          height={height}
          preserveAspectRatio="none"
        >
          <line
            x1={todayAt}
            x2={todayAt}
            y1={0}
            y2={height}
            stroke="var(--dm-muted)"
            strokeDasharray="3 3"
            vectorEffect="non-scaling-stroke"
          />
          <path d={path} fill="none" stroke="var(--dm-series-1)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
        </svg>
      )}
    </figure>
  );
}
