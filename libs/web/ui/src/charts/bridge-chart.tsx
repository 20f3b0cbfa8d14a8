import { ChartFrame } from './chart-frame';
import { type BridgeStep, placeSteps } from './bridge-steps';

export interface BridgeChartProps {
  /** The answer in a sentence. */
  readonly title: string;
  /** Where it began, what moved it, where it ended. */
  readonly steps: readonly BridgeStep[];
  readonly valueLabel: string;
  readonly categoryLabel: string;
}

/** What made the difference: from one level to another, step by step, with its table twin one press away. */
export function BridgeChart({ title, steps, valueLabel, categoryLabel }: BridgeChartProps) {
  return (
    <ChartFrame
      title={title}
      rows={steps}
      columns={[
        { id: 'label', header: categoryLabel, cell: ({ label }) => label },
        { id: 'value', header: valueLabel, align: 'end', cell: ({ text }) => <span className="dm-num">{text}</span> },
      ]}
    >
      <ul className="dm-bars">
        {placeSteps(steps).map(({ id, label, text, kind, start, length }) => (
          <li key={id}>
            <span className="dm-bar-label">{label}</span>
            <span className="dm-bar-track" aria-hidden="true">
              <span
                className="dm-bar-fill"
                data-move={kind}
                style={{ marginInlineStart: `${start}%`, inlineSize: `${length}%` }}
              />
            </span>
            <span className="dm-bar-value dm-num">{text}</span>
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}
