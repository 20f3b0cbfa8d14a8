import { BillingPermissions } from '@demarc/billing';
import { MOVES, mrrMoves } from './mrr-sql.js';
import { MOVEMENTS } from './report-words.js';
import type { ReportColumn, ReportDefinition } from './report.js';

const DRILL = { report: 'mrr-customers', from: { from: 'month', through: 'month' } };

/** In the order in which they stand in the table and in the picture. */
const MOVES_SHOWN = ['new', 'reactivation', 'expansion', 'contraction', 'churn'] as const;

const COLUMNS: readonly ReportColumn[] = [
  { key: 'month', title: 'Month', kind: 'month', drill: DRILL },
  { key: 'starts', title: 'At the start', kind: 'money', total: '(array_agg(starts ORDER BY month))[1]' },
  ...(
    [
      ['new', 'New'],
      ['reactivation', 'Came back'],
      ['expansion', 'Grew'],
      ['contraction', 'Shrank'],
      ['churn', 'Lost'],
    ] as const
  ).map(([key, title]): ReportColumn => ({
    key,
    title,
    kind: 'money',
    summed: true,
    drill: { ...DRILL, set: { move: key } },
  })),
  { key: 'ends', title: 'At the end', kind: 'money', total: '(array_agg(ends ORDER BY month DESC))[1]', drill: DRILL },
  { key: 'customers', title: 'Customers', kind: 'count', total: '(array_agg(customers ORDER BY month DESC))[1]' },
  { key: 'came', title: 'Customers won', kind: 'count', summed: true },
  { key: 'went', title: 'Customers lost', kind: 'count', summed: true },
  {
    key: 'churn_rate',
    title: 'Revenue lost',
    kind: 'percent',
    total: 'round(-100.0 * sum(churn) / nullif(sum(starts), 0), 2)',
  },
  {
    key: 'customer_churn',
    title: 'Customers lost',
    kind: 'percent',
    total: 'round(100.0 * sum(went) / nullif(sum(customers_before), 0), 2)',
  },
  {
    key: 'arpu',
    title: 'A customer a month',
    kind: 'money',
    total:
      'round((array_agg(ends ORDER BY month DESC))[1]::numeric / nullif((array_agg(customers ORDER BY month DESC))[1], 0))::bigint',
  },
  {
    key: 'ltv',
    title: 'A customer in all',
    kind: 'money',
    total:
      'round((array_agg(ends ORDER BY month DESC))[1]::numeric / nullif((array_agg(customers ORDER BY month DESC))[1], 0) * sum(customers_before) / nullif(sum(went), 0))::bigint',
  },
];

/** Monthly recurring revenue and what moved it: start + won + back + grown − shrunk − lost = end, for every month. */
export const mrr: ReportDefinition = {
  id: 'mrr',
  title: 'Monthly recurring revenue',
  about: 'What services are worth a month, what moved it, churn, revenue and worth of a customer.',
  group: 'growth',
  permission: BillingPermissions['invoice.view'],
  period: 'range',
  usualPeriod: 'twelve_months',
  byPartner: true,
  byCustomer: 'possible',
  build(question, parameters) {
    const sums = MOVES.map(
      (move) => `coalesce(sum(end_minor - start_minor) FILTER (WHERE move = '${move}'), 0) AS ${move}`,
    );
    return {
      columns: COLUMNS,
      charts: [
        {
          title: 'What moved recurring revenue',
          totals: ['starts', ...MOVES_SHOWN, 'ends'],
          category: 'Movement',
          measure: 'A month',
          isBridge: true,
        },
        { title: 'Recurring revenue at the end of the month', label: 'month', value: 'ends', order: 'report' },
        { title: 'Share of revenue lost each month', label: 'month', value: 'churn_rate', order: 'report' },
      ],
      sql: `WITH RECURSIVE ${mrrMoves(question, parameters)},
          monthly AS (SELECT month, sum(start_minor)::bigint AS starts, ${sums.join(', ')}, sum(end_minor)::bigint AS ends,
            count(*) FILTER (WHERE end_minor > 0) AS customers, count(*) FILTER (WHERE start_minor > 0) AS customers_before,
            count(*) FILTER (WHERE move IN ('new', 'reactivation')) AS came, count(*) FILTER (WHERE move = 'churn') AS went FROM moves GROUP BY month)
        SELECT *, round(-100.0 * churn / nullif(starts, 0), 2) AS churn_rate, round(100.0 * went / nullif(customers_before, 0), 2) AS customer_churn,
          round(ends::numeric / nullif(customers, 0))::bigint AS arpu, round(ends::numeric / nullif(customers, 0) * customers_before / nullif(went, 0))::bigint AS ltv FROM monthly`,
      order: 'month',
      notes: [
        'Net of tax, discounts of the day taken off, on the last day of each month; today in the present one. One-time charges and what a bundle contains do not count, paused services neither.',
        'A customer in all: what a customer brings a month, divided by the share of customers that is lost a month.',
      ],
      sentence: ({ total, minor, say }) => {
        const grown = minor('ends') - minor('starts');
        return say(
          grown < 0n
            ? '{ends} a month from {customers} customers, less than the {starts} at the start; {lost} was lost.'
            : '{ends} a month from {customers} customers, more than the {starts} at the start; {lost} was lost.',
          {
            ends: total('ends'),
            customers: total('customers'),
            starts: total('starts'),
            lost: total('churn').replace('\u2212', ''),
          },
        );
      },
    };
  },
};

/** The customers behind a movement. */
export const mrrCustomers: ReportDefinition = {
  id: 'mrr-customers',
  title: 'Recurring revenue by customer',
  about: 'What each customer is worth a month, and how that moved.',
  group: 'growth',
  permission: BillingPermissions['invoice.view'],
  period: 'range',
  byPartner: true,
  byCustomer: 'possible',
  options: [
    {
      name: 'move',
      title: 'Movement',
      kind: 'choice',
      choices: [
        { value: 'new', title: 'New' },
        { value: 'reactivation', title: 'Came back' },
        { value: 'expansion', title: 'Grew' },
        { value: 'contraction', title: 'Shrank' },
        { value: 'churn', title: 'Lost' },
        { value: 'same', title: 'Unchanged' },
      ],
    },
  ],
  build(question, parameters) {
    const { move } = question.options;
    return {
      columns: [
        { key: 'month', title: 'Month', kind: 'month' },
        { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
        { key: 'partner', title: 'Partner', kind: 'text' },
        { key: 'move', title: 'Movement', kind: 'text', words: MOVEMENTS },
        { key: 'start_minor', title: 'Before', kind: 'money', summed: true },
        { key: 'end_minor', title: 'After', kind: 'money', summed: true },
        { key: 'difference', title: 'Difference', kind: 'money', summed: true },
      ],
      sql: `WITH RECURSIVE ${mrrMoves(question, parameters)}
        SELECT moves.month, moves.customer_id, customer.name AS customer, partner.name AS partner, moves.move, moves.start_minor, moves.end_minor, moves.end_minor - moves.start_minor AS difference
        FROM moves JOIN crm.customer customer ON customer.id = moves.customer_id JOIN crm.partner partner ON partner.id = customer.partner_id
        WHERE ${move === undefined ? 'true' : `moves.move = ${parameters.add(move)}`}`,
      order: 'month, difference DESC, customer_id',
      sentence: ({ count, total, say }) =>
        say('{count} rows, together {difference} a month.', { count, difference: total('difference') }),
    };
  },
};
