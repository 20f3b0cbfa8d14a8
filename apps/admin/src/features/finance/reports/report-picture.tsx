import { BarChart, BridgeChart, Section, type Formatters, useFormat } from '@demarc/ui';
import { monthName } from './report-cell';
import type { ReportChart } from './reports.graphql';

/** The figures as bars, where people would rather look than read; the table twin is one press away. */
export function ReportPicture({ chart, currency }: { chart: ReportChart; currency: string }) {
  const format = useFormat();
  const measured = (value: string) => ({
    // Only the length of the bar; what is written is the server's decimal.
    value: Number(value),
    text: valueText(format, chart.valueKind, value, currency),
  });
  const bars = chart.bars.map(({ label, value, second }, at) => ({
    id: `${at}:${label}`,
    label: labelText(format, chart.labelKind, label),
    ...measured(value),
    ...(second === null ? {} : { second: measured(second) }),
  }));
  const labels = { title: chart.title, categoryLabel: chart.category, valueLabel: chart.measure };
  return (
    <Section look="card">
      {chart.kind === 'BRIDGE' ? (
        <BridgeChart {...labels} steps={bars} />
      ) : (
        <BarChart {...labels} bars={bars} {...(chart.second === null ? {} : { secondLabel: chart.second })} />
      )}
    </Section>
  );
}

function valueText(format: Formatters, kind: string, value: string, currency: string): string {
  if (kind === 'money') return format.money({ amount: value, currency });
  return kind === 'percent' ? `${format.decimal(shortest(value))} %` : format.decimal(value);
}

/** `0.00` and `0` side by side look like two answers. */
function shortest(value: string): string {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

function labelText(format: Formatters, kind: string, label: string): string {
  if (kind === 'month') return monthName(format.locale, label);
  return kind === 'date' ? format.day(label, 'short') : label;
}
