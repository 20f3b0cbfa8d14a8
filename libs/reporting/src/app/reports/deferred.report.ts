import { BillingPermissions } from '@demarc/billing';
import { addDays } from '@demarc/kernel';
import type { Parameters } from '../parameters.js';
import { inCurrency, ownersOf } from './report-conditions.js';
import { WITHOUT_A_PLAN } from './report-words.js';
import type { ReportColumn, ReportDefinition, ReportQuestion } from './report.js';

const GROUPS = {
  month: { title: 'Month of service', id: `''`, name: `''` },
  plan: { title: 'Plan', id: 'line.plan_id::text', name: `coalesce(plan.title, 'Without a plan')` },
  customer: { title: 'Customer', id: 'line.customer_id::text', name: `customer.name || ' #' || customer.number` },
  partner: { title: 'Partner', id: 'line.partner_id::text', name: 'partner.name' },
} as const;

/** What was invoiced for days still to come, to the day and the cent; by month it says when it is earned. */
export const deferred: ReportDefinition = {
  id: 'deferred-revenue',
  title: 'Deferred revenue',
  about: 'What is invoiced for service that is still to come, and the months in which it is earned.',
  group: 'revenue',
  permission: BillingPermissions['invoice.view'],
  period: 'day',
  byPartner: true,
  byCustomer: 'possible',
  options: [
    {
      name: 'by',
      title: 'By',
      kind: 'choice',
      choices: Object.entries(GROUPS).map(([value, { title }]) => ({ value, title })),
      usual: 'month',
    },
  ],
  build(question, parameters) {
    const by = question.options['by'];
    const isSchedule = by === 'month' || by === undefined;
    return {
      columns: isSchedule ? SCHEDULE_COLUMNS : groupColumns(by === 'plan' || by === 'partner' ? by : 'customer'),
      sql: isSchedule ? schedule(question, parameters) : grouped(question, parameters),
      order: isSchedule ? 'month' : 'deferred DESC, name, group_id',
      charts: [
        isSchedule
          ? { title: 'Earned in the months to come', label: 'month', value: 'deferred', order: 'report' }
          : { title: 'Deferred', label: 'name', value: 'deferred', order: 'size' },
      ],
      notes: [
        'Each line by its days: what is earned up to a day is rounded, and what is left is the line less that, so that the months of a line are the line.',
      ],
      sentence: ({ total, say }) =>
        say('{deferred} net is invoiced for days after this one.', { deferred: total('deferred') }),
    };
  },
};

/** The lines behind it. */
export const deferredLines: ReportDefinition = {
  id: 'deferred-lines',
  title: 'Deferred revenue by line',
  about: 'Every line that reaches beyond the day, with its days and what of it is still to be earned.',
  group: 'revenue',
  permission: BillingPermissions['invoice.view'],
  period: 'day',
  byPartner: true,
  byCustomer: 'possible',
  options: [{ name: 'plan', title: 'Plan', kind: 'plan' }],
  build(question, parameters) {
    const { plan } = question.options;
    return {
      columns: [
        { key: 'number', title: 'Document', kind: 'text', link: { id: 'document_id', kind: { key: 'document_kind' } } },
        { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
        { key: 'description', title: 'Line', kind: 'text' },
        { key: 'first_on', title: 'From', kind: 'date' },
        { key: 'last_on', title: 'Until', kind: 'date' },
        { key: 'days', title: 'Days', kind: 'count' },
        { key: 'ahead', title: 'Days to come', kind: 'count' },
        { key: 'net_minor', title: 'Net', kind: 'money', summed: true },
        { key: 'deferred', title: 'Deferred', kind: 'money', summed: true },
      ],
      sql: `SELECT line.*, customer.name AS customer, line.from_on AS first_on, line.to_on - 1 AS last_on, line.to_on - line.from_on AS days, least(line.to_on - line.since, line.to_on - line.from_on) AS ahead,
          ${DEFERRED} AS deferred FROM (${reachingLines(question, parameters)}) line JOIN crm.customer customer ON customer.id = line.customer_id
        WHERE ${plan === undefined ? 'true' : `line.plan_id = ${parameters.add(plan)}::uuid`}`,
      order: 'last_on DESC, number, line_id',
      sentence: ({ count, total, say }) =>
        say('{count} lines with {deferred} still to be earned.', { count, deferred: total('deferred') }),
    };
  },
};

const SCHEDULE_COLUMNS: readonly ReportColumn[] = [
  { key: 'month', title: 'Month of service', kind: 'month' },
  { key: 'deferred', title: 'Earned in it', kind: 'money', summed: true, drill: { report: 'deferred-lines' } },
  { key: 'left_over', title: 'Deferred after it', kind: 'money' },
];

function groupColumns(by: Exclude<keyof typeof GROUPS, 'month'>): ReportColumn[] {
  const from = { [by]: 'group_id' };
  return [
    { key: 'name', title: GROUPS[by].title, kind: 'text', words: WITHOUT_A_PLAN },
    { key: 'lines', title: 'Lines', kind: 'count', summed: true },
    { key: 'net', title: 'Net of the lines', kind: 'money', summed: true },
    { key: 'deferred', title: 'Deferred', kind: 'money', summed: true, drill: { report: 'deferred-lines', from } },
  ];
}

/** Earned through the day before `since`, rounded; the rest is deferred. */
const DEFERRED = `line.net_minor - round(line.net_minor::numeric * greatest(line.since - line.from_on, 0) / (line.to_on - line.from_on))::bigint`;

/** Lines of documents issued by the day whose service reaches beyond it. */
function reachingLines(question: ReportQuestion, parameters: Parameters): string {
  const on = parameters.add(question.through);
  const since = parameters.add(addDays(question.through, 1));
  return (['invoice', 'credit_note'] as const)
    .map(
      (
        kind,
      ) => `SELECT '${kind}' AS document_kind, document.id AS document_id, document.number, line.id AS line_id, line.description, document.customer_id, document.partner_id, line.plan_id,
        lower(line.covers) AS from_on, upper(line.covers) AS to_on, ${since}::date AS since, ${kind === 'invoice' ? '' : '-'}line.net_minor AS net_minor
      FROM billing.${kind}_line line JOIN billing.${kind} document ON document.id = line.${kind}_id
      WHERE upper(line.covers) > ${since}::date AND NOT isempty(line.covers) AND document.issued_on <= ${on}::date AND document.is_booked${kind === 'invoice' ? ' AND NOT document.of_charges' : ''}
        AND ${inCurrency(question, parameters, 'document')} AND ${ownersOf(question, parameters, 'document')}`,
    )
    .concat(
      `SELECT 'prepaid_charge' AS document_kind, NULL::uuid AS document_id, 'Prepaid' AS number, charge.id AS line_id, charge.description, charge.customer_id, charge.partner_id, charge.plan_id,
        lower(charge.covers) AS from_on, upper(charge.covers) AS to_on, ${since}::date AS since, charge.net_minor
      FROM billing.prepaid_charge charge WHERE upper(charge.covers) > ${since}::date AND NOT isempty(charge.covers) AND charge.charged_on <= ${on}::date
        AND ${inCurrency(question, parameters, 'charge')} AND ${ownersOf(question, parameters, 'charge')}`,
    )
    .join(' UNION ALL ');
}

function grouped(question: ReportQuestion, parameters: Parameters): string {
  const by = question.options['by'];
  const { id, name } = GROUPS[by === 'plan' || by === 'partner' ? by : 'customer'];
  return `SELECT ${id} AS group_id, ${name} AS name, count(*) AS lines, sum(line.net_minor)::bigint AS net, sum(${DEFERRED})::bigint AS deferred
    FROM (${reachingLines(question, parameters)}) line JOIN crm.customer customer ON customer.id = line.customer_id JOIN crm.partner partner ON partner.id = line.partner_id
    LEFT JOIN billing.plan plan ON plan.id = line.plan_id GROUP BY 1, 2 HAVING sum(${DEFERRED}) <> 0`;
}

function schedule(question: ReportQuestion, parameters: Parameters): string {
  const earned = (day: string): string =>
    `round(line.net_minor::numeric * least(greatest(${day} - line.from_on, 0), line.to_on - line.from_on) / (line.to_on - line.from_on))::bigint`;
  return `
    WITH lines AS MATERIALIZED (${reachingLines(question, parameters)}),
      months AS (SELECT month::date AS month, greatest(month::date, bound.since) AS from_on, (month + interval '1 month')::date AS to_on
        FROM (SELECT min(since) AS since, max(to_on) AS to_on FROM lines) bound, generate_series(date_trunc('month', bound.since), bound.to_on - 1, interval '1 month') month),
      earning AS (SELECT months.month, sum(${earned('months.to_on')} - ${earned('months.from_on')})::bigint AS deferred
        FROM months JOIN lines line ON line.from_on < months.to_on AND line.to_on > months.from_on GROUP BY 1)
    SELECT month, deferred, (sum(deferred) OVER () - sum(deferred) OVER (ORDER BY month))::bigint AS left_over FROM earning`;
}
