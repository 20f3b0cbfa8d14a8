import { BarChart, Section, type Formatters, useFormat } from '@demarc/ui';
import { monthName } from './report-cell';
import type { Report } from './reports.graphql';

/** The figures as bars, where people would rather look than read; the table twin is one press away. */
export function ReportPicture({ chart, currency }: { chart: NonNullable<Report['chart']>; currency: string }) {
  const format = useFormat();
  return (
    <Section look="card">
      <BarChart
        title={chart.title}
        categoryLabel={chart.category}
        valueLabel={chart.measure}
        bars={chart.bars.map(({ label, value }, at) => ({
          id: `${at}:${label}`,
          label: labelText(format, chart.labelKind, label),
          // Only the length of the bar; what is written is the server's decimal.
          value: Number(value),
          text: chart.valueKind === 'money' ? format.money({ amount: value, currency }) : format.decimal(value),
        }))}
      />
    </Section>
  );
}

function labelText(format: Formatters, kind: string, label: string): string {
  if (kind === 'month') return monthName(format.locale, label);
  return kind === 'date' ? format.day(label, 'short') : label;
}
