import { BillingPermissions } from '@demarc/billing';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import type { ReportDefinition } from './report.js';

/** Of what was invoiced each month, how much is settled, and by what. */
export const collected: ReportDefinition = {
  id: 'collected',
  title: 'Collected',
  about: 'Of what was invoiced each month: how much was paid, credited, is open.',
  group: 'receivables',
  permission: BillingPermissions['invoice.view'],
  period: 'range',
  usualPeriod: 'twelve_months',
  byPartner: true,
  byCustomer: 'possible',
  build(question, parameters) {
    return {
      columns: [
        { key: 'month', title: 'Invoiced in', kind: 'month' },
        { key: 'invoices', title: 'Invoices', kind: 'count', summed: true },
        { key: 'invoiced', title: 'Invoiced', kind: 'money', summed: true },
        { key: 'credited', title: 'Credited', kind: 'money', summed: true },
        { key: 'paid', title: 'Paid', kind: 'money', summed: true },
        { key: 'on_time', title: 'Of it by the due date', kind: 'money', summed: true },
        { key: 'open', title: 'Open', kind: 'money', summed: true },
        {
          key: 'share',
          title: 'Collected',
          kind: 'percent',
          total: 'round(100.0 * sum(paid) / nullif(sum(invoiced - credited), 0), 1)',
        },
      ],
      charts: [{ title: 'Paid of what was invoiced', label: 'month', value: 'paid', order: 'report' }],
      sql: `SELECT date_trunc('month', invoice.issued_on)::date AS month, count(*) AS invoices, sum(invoice.gross_minor) AS invoiced, sum(coalesce(settled.credited, 0)) AS credited,
          sum(coalesce(settled.paid, 0)) AS paid, sum(coalesce(settled.on_time, 0)) AS on_time, sum(invoice.gross_minor - invoice.settled_minor) AS open,
          round(100.0 * sum(coalesce(settled.paid, 0)) / nullif(sum(invoice.gross_minor - coalesce(settled.credited, 0)), 0), 1) AS share
        FROM billing.invoice invoice LEFT JOIN (
          SELECT allocation.invoice_id, coalesce(sum(allocation.amount_minor) FILTER (WHERE allocation.payment_id IS NOT NULL), 0) AS paid,
            coalesce(sum(allocation.amount_minor) FILTER (WHERE allocation.payment_id IS NULL), 0) AS credited,
            coalesce(sum(allocation.amount_minor) FILTER (WHERE payment.received_on <= document.due_on), 0) AS on_time
          FROM billing.allocation allocation JOIN billing.invoice document ON document.id = allocation.invoice_id LEFT JOIN billing.payment payment ON payment.id = allocation.payment_id
          WHERE allocation.undone_at IS NULL AND ${within(question, parameters, 'document.issued_on')} GROUP BY 1) settled ON settled.invoice_id = invoice.id
        WHERE invoice.is_booked AND ${within(question, parameters, 'invoice.issued_on')}
          AND ${inCurrency(question, parameters, 'invoice')} AND ${ownersOf(question, parameters, 'invoice')} GROUP BY 1`,
      order: 'month',
      notes: ['“Credited” is everything that settled an invoice without money: credit notes, write-offs, adjustments.'],
      sentence: ({ total, say }) =>
        say('{paid} of {invoiced} invoiced is paid: {share} % of what was not credited.', {
          paid: total('paid'),
          invoiced: total('invoiced'),
          share: total('share'),
        }),
    };
  },
};
