import { BillingPermissions } from '@demarc/billing';
import type { Parameters } from '../parameters.js';
import { bookedLines } from './booked-lines.js';
import { paidTax } from './paid-tax.js';
import { NO_TAX } from './report-words.js';
import type { ReportColumn, ReportDefinition, ReportOption, ReportQuestion } from './report.js';

export const TAX_BASIS: ReportOption = {
  name: 'basis',
  title: 'Due',
  kind: 'choice',
  choices: [
    { value: 'document', title: 'By document date' },
    { value: 'payment', title: 'As it is paid' },
  ],
  usual: 'document',
};

const ROWS: ReportOption = {
  name: 'group',
  title: 'Rows',
  kind: 'choice',
  choices: [
    { value: 'rate', title: 'Tax' },
    { value: 'component', title: 'Components' },
    { value: 'month', title: 'Tax and month' },
  ],
  usual: 'rate',
};

const DRILL = { report: 'tax-documents', from: { tax: 'tax_key' } };

/** Net, tax and gross by rate, as the tax office asks for it; by document it is what the ledger has on tax payable. */
export const tax: ReportDefinition = {
  id: 'tax',
  title: 'Tax',
  about: 'Net, tax and gross by rate and component, by document date or as it is paid.',
  group: 'taxes',
  permission: BillingPermissions['invoice.view'],
  period: 'range',
  byPartner: true,
  byCustomer: 'possible',
  options: [TAX_BASIS, ROWS],
  build(question, parameters) {
    const components = question.options['group'] === 'component';
    return {
      columns: columnsOf(question),
      sql: statement(question, parameters),
      order: 'name, percent, month',
      notes: [
        question.options['basis'] === 'payment'
          ? 'The share of each invoice that was paid in the period. A part is the growth of what is paid so far, so that the parts of a paid invoice are its tax to the cent. Money that settles nothing yet is not in it.'
          : 'Invoices less credit notes by document date: the tax is what was booked as tax payable in the period.',
        ...(components ? ['The net amount stands beside each component of a tax, so nets are not summed here.'] : []),
      ],
      charts: [{ title: 'Tax by rate', label: 'name', value: 'tax', order: 'size' }],
      sentence: ({ total, say }) =>
        components
          ? say('{tax} of tax in the period.', { tax: total('tax') })
          : say('{tax} of tax on {net} net in the period.', { tax: total('tax'), net: total('net') }),
    };
  },
};

function columnsOf(question: ReportQuestion): ReportColumn[] {
  const group = question.options['group'];
  const summed = group === 'component' ? {} : { summed: true };
  return [
    { key: 'name', title: 'Tax', kind: 'text', words: NO_TAX, drill: DRILL },
    { key: 'percent', title: 'Rate', kind: 'percent' },
    ...(group === 'month' ? [{ key: 'month', title: 'Month', kind: 'month' } as const] : []),
    { key: 'documents', title: 'Documents', kind: 'count' },
    { key: 'net', title: 'Net', kind: 'money', ...summed, drill: DRILL },
    { key: 'tax', title: 'Tax', kind: 'money', summed: true, drill: DRILL },
    { key: 'gross', title: 'Gross', kind: 'money', ...summed },
  ];
}

export function taxedLines(question: ReportQuestion, parameters: Parameters): string {
  return question.options['basis'] === 'payment' ? paidTax(question, parameters) : bookedLines(question, parameters);
}

/** A tax with one rate names the same rows, whatever it was called later. */
export const TAX_KEY = `coalesce(line.tax_rate_id::text, 'none') || ':' || trim_scale(line.tax_percent)`;

function statement(question: ReportQuestion, parameters: Parameters): string {
  const lines = taxedLines(question, parameters);
  if (question.options['group'] === 'component') return components(lines);
  const month = question.options['group'] === 'month' ? `date_trunc('month', line.issued_on)::date` : 'NULL::date';
  return `SELECT ${TAX_KEY} AS tax_key, coalesce(rate.name, 'No tax') AS name, trim_scale(line.tax_percent) AS percent, ${month} AS month, count(DISTINCT line.document_id) AS documents,
      sum(line.net_minor) AS net, sum(line.tax_minor) AS tax, sum(line.net_minor + line.tax_minor) AS gross
    FROM (${lines}) line LEFT JOIN billing.tax_rate rate ON rate.id = line.tax_rate_id GROUP BY 1, 2, 3, 4`;
}

/** The parts of a group as each line keeps them; a tax without parts is its own. */
function components(lines: string): string {
  return `SELECT ${TAX_KEY} AS tax_key, coalesce(part.name, rate.name, 'No tax') AS name, coalesce(part.percent, trim_scale(line.tax_percent)) AS percent, NULL::date AS month,
      count(DISTINCT line.document_id) AS documents, sum(line.net_minor) AS net, sum(coalesce(part.minor, line.tax_minor)) AS tax, sum(line.net_minor + coalesce(part.minor, line.tax_minor)) AS gross
    FROM (${lines}) line LEFT JOIN billing.tax_rate rate ON rate.id = line.tax_rate_id
    LEFT JOIN LATERAL (
      SELECT one.value->>'name' AS name, (one.value->>'percent')::numeric AS percent,
        sign(line.tax_minor) * abs((one.value->>'taxMinor')::bigint) AS minor
      FROM jsonb_array_elements(CASE WHEN jsonb_typeof(line.tax_detail->'parts') = 'array' THEN line.tax_detail->'parts' ELSE '[]' END) one) part ON true
    GROUP BY 1, 2, 3`;
}
