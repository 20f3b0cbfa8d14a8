import { BillingPermissions } from '@demarc/billing';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import type { ReportDefinition } from './report.js';

const GROUPS = {
  method: { title: 'Way to pay', id: 'payment.method_id::text', name: 'method.name' },
  day: { title: 'Day', id: 'payment.received_on::text', name: 'payment.received_on::text' },
  month: {
    title: 'Month',
    id: `to_char(payment.received_on, 'YYYY-MM')`,
    name: `to_char(payment.received_on, 'YYYY-MM')`,
  },
  partner: { title: 'Partner', id: 'payment.partner_id::text', name: 'partner.name' },
  person: { title: 'Recorded by', id: 'payment.recorded_by', name: 'payment.recorded_by' },
} as const;

type Group = keyof typeof GROUPS;

const NAMES: Partial<Record<Group, string>> = {
  method: 'JOIN billing.payment_method method ON method.id = payment.method_id',
  partner: 'JOIN crm.partner partner ON partner.id = payment.partner_id',
};

const BY = {
  name: 'by',
  title: 'By',
  kind: 'choice',
  choices: Object.entries(GROUPS).map(([value, { title }]) => ({ value, title })),
  usual: 'method',
} as const;

function groupOf(by: string | undefined): Group {
  return Object.keys(GROUPS).find((key): key is Group => key === by) ?? 'method';
}

/** Money that came in, by way to pay, day, partner or person. */
export const payments: ReportDefinition = {
  id: 'payments',
  title: 'Payments',
  about: 'What came in, by way to pay, day, month, partner or who recorded it.',
  group: 'payments',
  permission: BillingPermissions['payment.view'],
  period: 'range',
  byPartner: true,
  byCustomer: 'possible',
  options: [BY],
  build(question, parameters) {
    const by = groupOf(question.options['by']);
    const { id, name, title } = GROUPS[by];
    const inOrder = by === 'day' || by === 'month';
    const drill = { report: 'payment-rows', from: { value: 'group_id' }, set: { by } };
    return {
      columns: [
        { key: 'name', title, kind: by === 'day' ? 'date' : 'text', drill },
        { key: 'payments', title: 'Payments', kind: 'count', summed: true },
        { key: 'amount', title: 'Received', kind: 'money', summed: true, drill },
        { key: 'given_back', title: 'Given back', kind: 'money', summed: true },
        { key: 'kept', title: 'Kept', kind: 'money', summed: true },
        { key: 'unallocated', title: 'Settles nothing yet', kind: 'money', summed: true },
      ],
      charts: [{ title: 'Received', label: 'name', value: 'amount', order: inOrder ? 'report' : 'size' }],
      sql: `SELECT ${id} AS group_id, ${name} AS name, count(*) AS payments, sum(payment.amount_minor) AS amount, sum(payment.refunded_minor) AS given_back,
          sum(payment.amount_minor - payment.refunded_minor) AS kept, sum(payment.unallocated_minor) AS unallocated
        FROM billing.payment payment ${NAMES[by] ?? ''}
        WHERE payment.status = 'recorded' AND ${within(question, parameters, 'payment.received_on')} AND ${inCurrency(question, parameters, 'payment')} AND ${ownersOf(question, parameters, 'payment')}
        GROUP BY 1, 2`,
      order: inOrder ? 'name' : 'amount DESC, name, group_id',
      notes: ['Reversed payments are left out.'],
      sentence: ({ total, say }) =>
        say('{payments} payments brought {amount}; {back} of it was given back.', {
          payments: total('payments'),
          amount: total('amount'),
          back: total('given_back'),
        }),
    };
  },
};

/** The payments behind a figure. */
export const paymentRows: ReportDefinition = {
  id: 'payment-rows',
  title: 'Payments one by one',
  about: 'Every payment that was received in the period: the daily receipt.',
  group: 'payments',
  permission: BillingPermissions['payment.view'],
  period: 'range',
  byPartner: true,
  byCustomer: 'possible',
  options: [BY, { name: 'value', title: 'Only', kind: 'record' }],
  build(question, parameters) {
    const { value } = question.options;
    return {
      columns: [
        { key: 'received_on', title: 'Received', kind: 'date' },
        { key: 'receipt_number', title: 'Receipt', kind: 'text', link: { id: 'id', kind: 'payment' } },
        { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
        { key: 'method', title: 'Paid by', kind: 'text' },
        { key: 'recorded_by', title: 'Recorded by', kind: 'text' },
        { key: 'note', title: 'Note', kind: 'text' },
        { key: 'amount_minor', title: 'Received', kind: 'money', summed: true },
        { key: 'refunded_minor', title: 'Given back', kind: 'money', summed: true },
        { key: 'unallocated_minor', title: 'Settles nothing yet', kind: 'money', summed: true },
      ],
      sql: `SELECT payment.id, payment.received_on, payment.receipt_number, payment.customer_id, customer.name AS customer, method.name AS method, payment.recorded_by, payment.note,
          payment.amount_minor, payment.refunded_minor, payment.unallocated_minor
        FROM billing.payment payment JOIN billing.payment_method method ON method.id = payment.method_id JOIN crm.customer customer ON customer.id = payment.customer_id
        JOIN crm.partner partner ON partner.id = payment.partner_id
        WHERE payment.status = 'recorded' AND ${within(question, parameters, 'payment.received_on')} AND ${inCurrency(question, parameters, 'payment')} AND ${ownersOf(question, parameters, 'payment')}
          AND ${value === undefined ? 'true' : `${GROUPS[groupOf(question.options['by'])].id} = ${parameters.add(value)}`}`,
      order: 'received_on, receipt_number, id',
      sentence: ({ count, total, say }) =>
        say('{count} payments over {amount}.', { count, amount: total('amount_minor') }),
    };
  },
};
