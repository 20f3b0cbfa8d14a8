import { BillingPermissions } from '@demarc/billing';
import { addDays, daysBetween } from '@demarc/kernel';
import type { Parameters } from '../parameters.js';
import { bookedLines } from './booked-lines.js';
import { ACCOUNT_TITLE } from './ledger-sql.js';
import { NO_LOCATION, PLAN_KINDS, WITHOUT_A_PLAN } from './report-words.js';
import type { ReportDefinition, ReportQuestion } from './report.js';

const GROUPS = {
  plan: {
    title: 'Plan',
    id: 'line.plan_id::text',
    name: `coalesce(plan.title, 'Without a plan')`,
    joins: 'LEFT JOIN billing.plan plan ON plan.id = line.plan_id',
  },
  kind: {
    title: 'Kind',
    id: `coalesce(plan.kind, 'none')`,
    name: `coalesce(plan.kind, 'Without a plan')`,
    joins: 'LEFT JOIN billing.plan plan ON plan.id = line.plan_id',
  },
  account: {
    title: 'Income account',
    id: 'line.revenue',
    name: ACCOUNT_TITLE,
    joins: 'JOIN billing.ledger_account chart ON chart.code = line.revenue',
  },
  partner: {
    title: 'Partner',
    id: 'line.partner_id::text',
    name: 'partner.name',
    joins: 'JOIN crm.partner partner ON partner.id = line.partner_id',
  },
  location: {
    title: 'Location',
    id: 'location.id::text',
    name: `coalesce(location.name, 'No location')`,
    joins:
      'JOIN crm.customer customer ON customer.id = line.customer_id LEFT JOIN crm.location location ON location.id = customer.location_id',
  },
  month: {
    title: 'Month',
    id: `to_char(line.issued_on, 'YYYY-MM')`,
    name: `to_char(line.issued_on, 'YYYY-MM')`,
    joins: '',
  },
} as const;

/** What was earned, by what was sold and where, beside the same stretch of days before. */
export const revenue: ReportDefinition = {
  id: 'revenue',
  title: 'Revenue',
  about: 'Invoiced less credited, by plan, kind, income account, partner, location or month.',
  group: 'revenue',
  permission: BillingPermissions['invoice.view'],
  period: 'range',
  byPartner: true,
  byCustomer: 'possible',
  options: [
    {
      name: 'by',
      title: 'By',
      kind: 'choice',
      choices: Object.entries(GROUPS).map(([value, { title }]) => ({ value, title })),
      usual: 'plan',
    },
  ],
  build(question, parameters) {
    const by = keyOf(question);
    const drill = { report: 'revenue-lines', from: { value: 'group_id' }, set: { by } };
    return {
      columns: [
        {
          key: 'name',
          title: GROUPS[by].title,
          kind: 'text',
          ...(by === 'kind' ? { words: PLAN_KINDS } : { words: { ...WITHOUT_A_PLAN, ...NO_LOCATION } }),
          drill,
        },
        { key: 'customers', title: 'Customers', kind: 'count' },
        { key: 'lines', title: 'Lines', kind: 'count', summed: true },
        { key: 'net', title: 'Net', kind: 'money', summed: true, drill },
        { key: 'tax', title: 'Tax', kind: 'money', summed: true },
        { key: 'gross', title: 'Gross', kind: 'money', summed: true },
        { key: 'before', title: 'Net, period before', kind: 'money', summed: true },
        { key: 'difference', title: 'Difference', kind: 'money', summed: true },
      ],
      charts: [{ title: 'Net revenue', label: 'name', value: 'net', order: by === 'month' ? 'report' : 'size' }],
      sql: statement(question, parameters),
      order: by === 'month' ? 'name' : 'net DESC, name, group_id',
      sentence: ({ total, minor, say }) =>
        minor('difference') < 0n
          ? say('{net} net in the period, {less} less than in the days before it.', {
              net: total('net'),
              less: total('difference').replace('\u2212', ''),
            })
          : say('{net} net in the period, {more} more than in the days before it.', {
              net: total('net'),
              more: total('difference'),
            }),
    };
  },
};

export function keyOf(question: ReportQuestion): keyof typeof GROUPS {
  const by = question.options['by'];
  return Object.keys(GROUPS).find((key): key is keyof typeof GROUPS => key === by) ?? 'plan';
}

export function groupSql(question: ReportQuestion): { readonly id: string; readonly joins: string } {
  return GROUPS[keyOf(question)];
}

function statement(question: ReportQuestion, parameters: Parameters): string {
  const { id, name, joins } = GROUPS[keyOf(question)];
  const days = daysBetween(question.from, question.through) + 1;
  const before = parameters.add(addDays(question.from, -days));
  const from = parameters.add(question.from);
  const through = parameters.add(question.through);
  const lines = bookedLines(question, parameters, (column) => `${column} BETWEEN ${before}::date AND ${through}::date`);
  const now = `FILTER (WHERE line.issued_on >= ${from}::date)`;
  return `SELECT ${id} AS group_id, ${name} AS name, count(DISTINCT line.customer_id) ${now} AS customers, count(*) ${now} AS lines,
      coalesce(sum(line.net_minor) ${now}, 0) AS net, coalesce(sum(line.tax_minor) ${now}, 0) AS tax, coalesce(sum(line.gross_minor) ${now}, 0) AS gross,
      coalesce(sum(line.net_minor) FILTER (WHERE line.issued_on < ${from}::date), 0) AS before,
      coalesce(sum(line.net_minor) ${now}, 0) - coalesce(sum(line.net_minor) FILTER (WHERE line.issued_on < ${from}::date), 0) AS difference
    FROM (${lines}) line ${joins} GROUP BY 1, 2`;
}
