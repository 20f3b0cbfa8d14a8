import type { RawRow } from './report-answer.js';
import { reportOf } from './all-reports.js';
import type { ReportColumn, ReportQuestion } from './report.js';

/** `open-invoices?through=2026-10-31&o.age=d30`: the rows behind a figure, asked as this report was asked. */
export function drillOf(column: ReportColumn, row: RawRow, question: ReportQuestion): string | null {
  const { drill } = column;
  if (!drill) return null;
  const target = reportOf(drill.report);
  const asked = new Map<string, string>();
  if (target.period === 'range') asked.set('from', question.from);
  asked.set('through', question.through);
  if (question.partnerIds.length > 0) asked.set('partner', question.partnerIds.join(','));
  if (question.locationIds.length > 0) asked.set('location', question.locationIds.join(','));
  if (question.customerId !== null) asked.set('customer', question.customerId);
  for (const { name } of target.options ?? []) {
    const same = question.options[name];
    if (same !== undefined) asked.set(`o.${name}`, same);
  }
  const own = { ...drill.set };
  for (const [name, key] of Object.entries(drill.from ?? {})) own[name] = row[key] ?? '';
  for (const [name, value] of Object.entries(own)) asked.set(PLAIN.has(name) ? name : `o.${name}`, value);
  if ([...PLAIN].some((name) => asked.get(name) === '')) return null;
  return `${drill.report}?${new URLSearchParams([...asked]).toString()}`;
}

const PLAIN = new Set(['from', 'through', 'partner', 'location', 'customer']);
