import { BillingPermissions } from '@demarc/billing';
import { AGE_BASIS } from './aging.report.js';
import { AGES, openInvoices } from './aging-sql.js';
import type { ReportDefinition } from './report.js';

/** The invoices behind the figures of the receivables. */
export const openInvoiceRows: ReportDefinition = {
  id: 'open-invoices',
  title: 'Open invoices',
  about: 'Every invoice that is open at the end of a day, with how late it is.',
  group: 'receivables',
  permission: BillingPermissions['invoice.view'],
  period: 'day',
  byPartner: true,
  byCustomer: 'possible',
  options: [
    AGE_BASIS,
    {
      name: 'age',
      title: 'Age',
      kind: 'choice',
      choices: [{ value: 'young', title: '0–30 days' }, ...AGES.map(({ key, title }) => ({ value: key, title }))],
    },
  ],
  build(question, parameters) {
    const wanted = question.options['age'];
    const age = AGES.find((one) => one.key === wanted);
    const from = wanted === 'young' ? null : (age?.from ?? null);
    const to = wanted === 'young' ? 30 : (age?.to ?? null);
    return {
      columns: [
        { key: 'number', title: 'Invoice', kind: 'text', link: { id: 'id', kind: 'invoice' } },
        { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
        { key: 'issued_on', title: 'Date', kind: 'date' },
        { key: 'due_on', title: 'Due', kind: 'date' },
        { key: 'age', title: 'Age in days', kind: 'count' },
        { key: 'gross_minor', title: 'Total', kind: 'money', summed: true },
        { key: 'open_minor', title: 'Open', kind: 'money', summed: true },
      ],
      sql: `SELECT open.*, customer.name AS customer FROM (${openInvoices(question, parameters)}) open JOIN crm.customer customer ON customer.id = open.customer_id
        WHERE ${from === null ? 'true' : `open.age >= ${from}`} AND ${to === null ? 'true' : `open.age <= ${to}`}`,
      order: 'age DESC, open_minor DESC, id',
      sentence: ({ count, total, say }) =>
        say('{count} invoices with {open} open.', { count, open: total('open_minor') }),
    };
  },
};
