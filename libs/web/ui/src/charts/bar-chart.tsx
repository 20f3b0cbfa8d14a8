import type { ReactNode } from 'react';
import { ChartFrame } from './chart-frame';

interface Measure {
  /** Length of the bar from zero; one below zero has a colour of its own. */
  readonly value: number;
  /** As it is written beside it. */
  readonly text: string;
}

export interface Bar extends Measure {
  readonly id: string;
  readonly label: string;
  readonly href?: string;
  /** A second bar under the first. */
  readonly second?: Measure;
}

export interface BarChartProps {
  /** The answer, not the question: "61+ days hold most of what is owed". */
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly valueLabel: string;
  /** What the second bars are. */
  readonly secondLabel?: string;
  readonly categoryLabel: string;
  /** Source and time of the data. */
  readonly source?: ReactNode;
  /** Shown without bars. */
  readonly empty?: ReactNode;
}

/** Horizontal bars in the given order, with their table twin one press away. */
export function BarChart({ title, bars, valueLabel, secondLabel, categoryLabel, source, empty }: BarChartProps) {
  if (bars.length === 0) return empty;
  const max = Math.max(...bars.flatMap(({ value, second }) => [value, second?.value ?? 0]).map(Math.abs), 0) || 1;
  return (
    <ChartFrame
      title={title}
      rows={bars}
      source={source}
      columns={[
        { id: 'label', header: categoryLabel, cell: ({ label }) => label },
        { id: 'value', header: valueLabel, align: 'end', cell: ({ text }) => <span className="dm-num">{text}</span> },
        ...(secondLabel === undefined
          ? []
          : [
              {
                id: 'second',
                header: secondLabel,
                align: 'end' as const,
                cell: ({ second }: Bar) => <span className="dm-num">{second?.text}</span>,
              },
            ]),
      ]}
    >
      {secondLabel !== undefined && (
        <ul className="dm-legend">
          {[valueLabel, secondLabel].map((label, at) => (
            <li key={label}>
              <span className="dm-legend-block" data-series={at + 1} aria-hidden="true" /> {label}
            </li>
          ))}
        </ul>
      )}
      <ul className="dm-bars">
        {bars.map(({ id, label, second, ...first }) => (
          <li key={id} data-pair={second !== undefined || undefined}>
            <span className="dm-bar-label">{label}</span>
            <Fill measure={first} max={max} series={1} />
            {second && <Fill measure={second} max={max} series={2} />}
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}

function Fill({ measure, max, series }: { measure: Measure; max: number; series: 1 | 2 }) {
  return (
    <>
      <span className="dm-bar-track" aria-hidden="true">
        <span
          className="dm-bar-fill"
          data-series={series}
          data-negative={measure.value < 0 || undefined}
          style={{ inlineSize: `${(Math.abs(measure.value) / max) * 100}%` }}
        />
      </span>
      <span className="dm-bar-value dm-num">{measure.text}</span>
    </>
  );
}
