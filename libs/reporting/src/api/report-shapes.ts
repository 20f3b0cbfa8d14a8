import { decimalOf, type RawRow, type ReportBar } from '../app/reports/report-answer.js';
import { drillOf } from '../app/reports/report-drill.js';
import { wordOf } from '../app/reports/report-in-tongue.js';
import type { ReportPage } from '../app/reports/run-report.query.js';
import type { ReportChart, ReportColumn, ReportDefinition, ReportQuestion } from '../app/reports/report.js';
import type { ReportCellView, ReportChartView, ReportInfoView, ReportView } from './report.view.js';

export function infoOf(definition: ReportDefinition): ReportInfoView {
  const { id, title, about, group, period, byPartner, byCustomer } = definition;
  const options = (definition.options ?? []).map((option) => ({
    name: option.name,
    title: option.title,
    kind: option.kind,
    usual: option.usual ?? null,
    choices: [...(option.choices ?? [])],
  }));
  return { id, title, about, group, period, byPartner, byCustomer, isDetail: definition.isDetail ?? false, options };
}

export function reportView({ prepared, answered }: ReportPage, first: number, offset: number): ReportView {
  const { definition, question, source } = prepared;
  const { columns } = source;
  const end = offset + answered.rows.length;
  return {
    info: infoOf(definition),
    from: question.from,
    through: question.through,
    currency: question.currency,
    columns: columns.map(({ key, title, kind }) => ({ key, title, kind })),
    rows: answered.rows.map((row) => ({ cells: columns.map((column) => cellOf(column, row, question)) })),
    totals: columns.map((column) => valueOf(column, answered.totals, question)),
    count: answered.count,
    endCursor: end < answered.count && answered.rows.length === first ? String(end) : null,
    hasNextPage: end < answered.count,
    sentence: answered.sentence,
    notes: [...(source.notes ?? [])],
    charts: (source.charts ?? []).flatMap((chart, at) => chartOf(chart, columns, answered.bars[at] ?? [], question)),
  };
}

function cellOf(column: ReportColumn, row: RawRow, question: ReportQuestion): ReportCellView {
  const id = column.link ? (row[column.link.id] ?? null) : null;
  const kind = column.link && (typeof column.link.kind === 'string' ? column.link.kind : row[column.link.kind.key]);
  return {
    value: valueOf(column, row, question),
    link: id !== null && kind ? { kind, id } : null,
    drill: drillOf(column, row, question),
  };
}

function valueOf(column: ReportColumn, row: RawRow, { currency }: ReportQuestion): string | null {
  const value = row[column.key];
  if (value === null || value === undefined) return null;
  return column.kind === 'money' ? decimalOf(value, currency) : wordOf(column, value);
}

function isNothing(value: string | null): boolean {
  return value === null || !/[1-9]/.test(value);
}

function chartOf(
  chart: ReportChart,
  columns: readonly ReportColumn[],
  bars: readonly ReportBar[],
  { currency }: ReportQuestion,
): ReportChartView[] {
  // A picture of nothing says nothing: the sentence and the table do.
  if (bars.length < 2 || bars.every(({ value, second }) => isNothing(value) && isNothing(second))) return [];
  if ('totals' in chart) {
    const { title, category, measure, isBridge = false } = chart;
    const decimals = bars.map((bar) => ({ ...bar, value: decimalOf(bar.value, currency) }));
    const kinds = { kind: isBridge ? 'bridge' : 'bars', labelKind: 'text', valueKind: 'money' } as const;
    return [{ ...kinds, title, category, measure, second: null, bars: decimals }];
  }
  const label = columns.find((column) => column.key === chart.label);
  const value = columns.find((column) => column.key === chart.value);
  const second = columns.find((column) => column.key === chart.second);
  if (!label || !value) return [];
  const textOf = (text: string): string => (value.kind === 'money' ? decimalOf(text, currency) : text);
  return [
    {
      kind: second ? 'pairs' : 'bars',
      title: chart.title,
      category: label.title,
      measure: value.title,
      second: second?.title ?? null,
      labelKind: label.kind,
      valueKind: value.kind,
      bars: bars.map((bar) => ({
        label: bar.label,
        value: textOf(bar.value),
        second: bar.second === null ? null : textOf(bar.second),
      })),
    },
  ];
}
