import { BillingPermissions } from '@demarc/billing';
import { bookedLines } from './booked-lines.js';
import { groupSql, revenue } from './revenue.report.js';
import type { ReportDefinition } from './report.js';

/** The lines behind a figure of the revenue. */
export const revenueLines: ReportDefinition = {
  id: 'revenue-lines',
  title: 'Lines of revenue',
  about: 'Every line that was invoiced or credited in the period.',
  group: 'revenue',
  permission: BillingPermissions['invoice.view'],
  period: 'range',
  byPartner: true,
  byCustomer: 'possible',
  options: [...(revenue.options ?? []), { name: 'value', title: 'Only', kind: 'record' }],
  isDetail: true,
  build(question, parameters) {
    const { id, joins } = groupSql(question);
    const { value } = question.options;
    return {
      columns: [
        { key: 'issued_on', title: 'Date', kind: 'date' },
        { key: 'number', title: 'Document', kind: 'text', link: { id: 'document_id', kind: { key: 'document_kind' } } },
        { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
        { key: 'description', title: 'Line', kind: 'text' },
        { key: 'net_minor', title: 'Net', kind: 'money', summed: true },
        { key: 'tax_minor', title: 'Tax', kind: 'money', summed: true },
        { key: 'gross_minor', title: 'Gross', kind: 'money', summed: true },
      ],
      sql: `SELECT line.issued_on, line.number, line.document_id, line.document_kind, line.line_id, owner.name AS customer, line.customer_id, line.description, line.net_minor, line.tax_minor, line.gross_minor
        FROM (${bookedLines(question, parameters)}) line JOIN crm.customer owner ON owner.id = line.customer_id ${joins}
        WHERE ${value === undefined ? 'true' : `${id} IS NOT DISTINCT FROM nullif(${parameters.add(value)}, '')`}`,
      order: 'issued_on, number, line_id',
      sentence: ({ count, total, say }) =>
        say('{count} lines: {net} net, {gross} with tax.', {
          count,
          net: total('net_minor'),
          gross: total('gross_minor'),
        }),
    };
  },
};
