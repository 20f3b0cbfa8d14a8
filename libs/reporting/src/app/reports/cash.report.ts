import { BillingPermissions } from '@demarc/billing';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import type { ReportDefinition } from './report.js';

/** What was invoiced and what came in, month by month: each on its own day, whatever settled what. */
export const cash: ReportDefinition = {
  id: 'cash',
  title: 'Invoiced and received',
  about: 'What was invoiced and what came in, month by month.',
  group: 'receivables',
  permission: BillingPermissions['payment.view'],
  period: 'range',
  usualPeriod: 'twelve_months',
  byPartner: true,
  byCustomer: 'possible',
  build(question, parameters) {
    const of = (table: string, day: string): string =>
      `${within(question, parameters, `${table}.${day}`)} AND ${inCurrency(question, parameters, table)} AND ${ownersOf(question, parameters, table)}`;
    return {
      columns: [
        { key: 'month', title: 'Month', kind: 'month' },
        { key: 'invoiced', title: 'Invoiced', kind: 'money', summed: true },
        { key: 'credited', title: 'Credited', kind: 'money', summed: true },
        { key: 'received', title: 'Received', kind: 'money', summed: true },
        { key: 'given_back', title: 'Given back', kind: 'money', summed: true },
        { key: 'difference', title: 'Invoiced, not received', kind: 'money', summed: true },
      ],
      charts: [
        { title: 'Invoiced and received', label: 'month', value: 'invoiced', second: 'received', order: 'report' },
      ],
      sql: `SELECT month, sum(invoiced)::bigint AS invoiced, sum(credited)::bigint AS credited, sum(received)::bigint AS received, sum(given_back)::bigint AS given_back,
          sum(invoiced - credited - received + given_back)::bigint AS difference
        FROM (
          SELECT date_trunc('month', invoice.issued_on)::date AS month, invoice.gross_minor AS invoiced, 0 AS credited, 0 AS received, 0 AS given_back
            FROM billing.invoice invoice WHERE invoice.is_booked AND ${of('invoice', 'issued_on')}
          UNION ALL SELECT date_trunc('month', note.issued_on)::date, 0, note.gross_minor, 0, 0 FROM billing.credit_note note WHERE ${of('note', 'issued_on')}
          UNION ALL SELECT date_trunc('month', payment.received_on)::date, 0, 0, payment.amount_minor, payment.refunded_minor
            FROM billing.payment payment WHERE payment.status = 'recorded' AND payment.deposit_id IS NULL AND ${of('payment', 'received_on')}) moved
        GROUP BY month`,
      order: 'month',
      notes: [
        'Invoices and credit notes by the day of the document, with tax; payments by the day on which they came in, and what was given back of them. Reversed payments and what deposits paid are left out.',
      ],
      sentence: ({ total, minor, say }) => {
        const open = minor('difference');
        return say(
          open < 0n
            ? '{invoiced} was invoiced and {received} came in: more came in than was invoiced.'
            : '{invoiced} was invoiced and {received} came in: {less} less than was invoiced after credits.',
          { invoiced: total('invoiced'), received: total('received'), less: total('difference') },
        );
      },
    };
  },
};
