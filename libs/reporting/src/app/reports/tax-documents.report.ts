import { BillingPermissions } from '@demarc/billing';
import { TAX_BASIS, TAX_KEY, taxedLines } from './tax.report.js';
import { NO_TAX } from './report-words.js';
import type { ReportDefinition } from './report.js';

/** The documents behind a figure of the tax report: one row a document and rate, as an authority asks for it. */
export const taxDocuments: ReportDefinition = {
  id: 'tax-documents',
  title: 'Tax by document',
  about: 'Every document with its net, tax and gross by rate.',
  group: 'taxes',
  permission: BillingPermissions['invoice.view'],
  period: 'range',
  byPartner: true,
  byCustomer: 'possible',
  options: [TAX_BASIS, { name: 'tax', title: 'Only', kind: 'record' }],
  build(question, parameters) {
    const { tax } = question.options;
    return {
      columns: [
        { key: 'issued_on', title: 'Date', kind: 'date' },
        { key: 'number', title: 'Document', kind: 'text', link: { id: 'document_id', kind: { key: 'document_kind' } } },
        { key: 'customer_number', title: 'Customer no.', kind: 'text' },
        { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
        { key: 'vat_id', title: 'Tax number', kind: 'text' },
        { key: 'name', title: 'Tax', kind: 'text', words: NO_TAX },
        { key: 'percent', title: 'Rate', kind: 'percent' },
        { key: 'net', title: 'Net', kind: 'money', summed: true },
        { key: 'tax', title: 'Tax', kind: 'money', summed: true },
        { key: 'gross', title: 'Gross', kind: 'money', summed: true },
      ],
      sql: `SELECT line.issued_on, line.number, line.document_id, line.document_kind, customer.number AS customer_number, customer.name AS customer, line.customer_id, customer.vat_id,
          coalesce(rate.name, 'No tax') AS name, trim_scale(line.tax_percent) AS percent, sum(line.net_minor) AS net, sum(line.tax_minor) AS tax, sum(line.net_minor + line.tax_minor) AS gross
        FROM (${taxedLines(question, parameters)}) line JOIN crm.customer customer ON customer.id = line.customer_id LEFT JOIN billing.tax_rate rate ON rate.id = line.tax_rate_id
        WHERE ${tax === undefined ? 'true' : `${TAX_KEY} = ${parameters.add(tax)}`} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`,
      order: 'issued_on, number, document_id, name, percent',
      sentence: ({ count, total, say }) =>
        say('{count} rows: {tax} of tax on {net} net.', { count, tax: total('tax'), net: total('net') }),
    };
  },
};
