import { DateText, EntityLink, Money, UiLink, useFormat } from '@demarc/ui';
import type { ReportCell, ReportColumn } from './reports.graphql';

const figures = new Set(['money', 'count', 'percent', 'decimal']);

export function isFigure({ kind }: ReportColumn): boolean {
  return figures.has(kind);
}

const records: Readonly<Record<string, (id: string) => string>> = {
  customer: (id) => `/customers/${id}`,
  invoice: (id) => `/invoices/${id}`,
  credit_note: (id) => `/credit-notes/${id}`,
  payment: (id) => `/payments/${id}`,
  entry: (id) => `/reports/journal?o.entry=${id}`,
};

interface CellProps {
  readonly column: ReportColumn;
  readonly cell: ReportCell;
  readonly currency: string;
}

/** A value as it is written, leading to the record that it names, else to the rows behind it. */
export function CellText({ column, cell, currency }: CellProps) {
  const { value, link, drill } = cell;
  const shown = <ValueText kind={column.kind} value={value} currency={currency} />;
  if (value === null) return shown;
  const record = link && records[link.kind];
  if (link && record) return <EntityLink href={record(link.id)}>{value}</EntityLink>;
  if (column.kind === 'money' && !/[1-9]/.test(value)) return shown;
  return drill === null ? shown : <UiLink href={`/reports/${drill}`}>{shown}</UiLink>;
}

interface ValueProps {
  readonly kind: string;
  readonly value: string | null;
  readonly currency: string;
}

export function ValueText({ kind, value, currency }: ValueProps) {
  const format = useFormat();
  if (value === null) return <span className="dm-none">–</span>;
  switch (kind) {
    case 'money':
      return <Money value={{ amount: value, currency }} tone={/[1-9]/.test(value) ? 'normal' : 'muted'} />;
    case 'date':
      return <DateText value={value} />;
    case 'month':
      return <>{monthName(format.locale, value)}</>;
    case 'percent':
      return <span className="dm-num">{`${format.decimal(value)} %`}</span>;
    case 'count':
    case 'decimal':
      return <span className="dm-num">{format.decimal(value)}</span>;
    default:
      return <>{value}</>;
  }
}

export function monthName(locale: string, day: string): string {
  const name = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' });
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? name.format(new Date(`${day}T00:00:00Z`)) : day;
}
