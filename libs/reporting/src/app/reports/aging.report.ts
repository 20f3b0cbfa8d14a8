import { BillingPermissions } from '@demarc/billing';
import type { Parameters } from '../parameters.js';
import { AGES, openInvoices, owedByLedger } from './aging-sql.js';
import { NO_LOCATION } from './report-words.js';
import type { ReportColumn, ReportDefinition, ReportOption, ReportQuestion } from './report.js';

export const AGE_BASIS: ReportOption = {
  name: 'by',
  title: 'Age by',
  kind: 'choice',
  choices: [
    { value: 'due', title: 'Due date' },
    { value: 'document', title: 'Document date' },
  ],
  usual: 'due',
};

const GROUPS = {
  customer: {
    title: 'Customer',
    id: 'customer.id',
    name: `customer.name || ' #' || customer.number`,
    drill: { customer: 'group_id' },
  },
  partner: { title: 'Partner', id: 'partner.id', name: 'partner.name', drill: { partner: 'group_id' } },
  location: {
    title: 'Location',
    id: 'location.id',
    name: `coalesce(location.name, 'No location')`,
    drill: { location: 'group_id' },
  },
} as const;

/** Who owes how much, and for how long: adds up to the customers' account of the ledger. */
export const aging: ReportDefinition = {
  id: 'receivables-aging',
  title: 'Receivables by age',
  about: 'What customers owe at the end of a day, by how late it is.',
  group: 'receivables',
  permission: BillingPermissions['invoice.view'],
  period: 'day',
  byPartner: true,
  byCustomer: 'possible',
  options: [
    AGE_BASIS,
    {
      name: 'group',
      title: 'Rows',
      kind: 'choice',
      choices: Object.entries(GROUPS).map(([value, { title }]) => ({ value, title })),
      usual: 'customer',
    },
  ],
  build(question, parameters) {
    const late = ['d30', 'd60', 'd90', 'older'] as const;
    return {
      columns: columnsOf(question),
      sql: statement(question, parameters),
      charts: [
        {
          title: 'Open invoices by age',
          totals: question.options['by'] === 'document' ? ['young', 'd60', 'd90', 'older'] : ['current', ...late],
          category: 'Age',
          measure: 'Open',
        },
      ],
      order: 'open_minor DESC, name, group_id',
      notes: [
        '“Not on an invoice” is money and credit that settles nothing yet, and what is owed without an invoice: with the open invoices it makes the balance of the ledger.',
      ],
      sentence: ({ total, minor, say }) => {
        const overdue = late.reduce((sum, key) => sum + minor(key), 0n);
        const open = minor('open_minor');
        const share = open > 0n ? (overdue * 100n) / open : 0n;
        return say(
          question.options['by'] === 'document'
            ? '{open} is open on invoices, {share} % of it older than 30 days; the ledger says {balance}.'
            : '{open} is open on invoices, {share} % of it late; the ledger says {balance}.',
          { open: total('open_minor'), share, balance: total('balance') },
        );
      },
    };
  },
};

function columnsOf(question: ReportQuestion): ReportColumn[] {
  const byDocument = question.options['by'] === 'document';
  const { title, drill: from } = groupOf(question);
  const isCustomer = groupOf(question) === GROUPS.customer;
  const ages = AGES.flatMap(({ key, title: late, byDocument: old }): ReportColumn[] => {
    if (byDocument && old === '') return [];
    const drill = { report: 'open-invoices', from, set: { age: byDocument && key === 'current' ? 'young' : key } };
    return [
      {
        key: byDocument && key === 'current' ? 'young' : key,
        title: byDocument ? old : late,
        kind: 'money',
        summed: true,
        drill,
      },
    ];
  });
  return [
    {
      key: 'name',
      title,
      kind: 'text',
      words: NO_LOCATION,
      ...(isCustomer ? { link: { id: 'group_id', kind: 'customer' as const } } : {}),
    },
    ...ages,
    {
      key: 'open_minor',
      title: 'Open invoices',
      kind: 'money',
      summed: true,
      drill: { report: 'open-invoices', from },
    },
    { key: 'loose', title: 'Not on an invoice', kind: 'money', summed: true },
    { key: 'balance', title: 'Balance', kind: 'money', summed: true },
  ];
}

function groupOf(question: ReportQuestion): (typeof GROUPS)[keyof typeof GROUPS] {
  const wanted = question.options['group'];
  return wanted === 'partner' || wanted === 'location' ? GROUPS[wanted] : GROUPS.customer;
}

function statement(question: ReportQuestion, parameters: Parameters): string {
  const { id, name } = groupOf(question);
  const sums = AGES.map(
    ({ key, from, to }) =>
      `coalesce(sum(open.open_minor) FILTER (WHERE ${from === null ? 'true' : `open.age >= ${from}`} AND ${to === null ? 'true' : `open.age <= ${to}`}), 0) AS ${key}`,
  );
  return `
    WITH open AS (SELECT customer_id, ${sums.join(', ')}, sum(open_minor) AS open_minor FROM (${openInvoices(question, parameters)}) open GROUP BY customer_id),
      owed AS (${owedByLedger(question, parameters)})
    SELECT ${id} AS group_id, ${name} AS name, ${AGES.map(({ key }) => `sum(coalesce(open.${key}, 0)) AS ${key}`).join(', ')},
      sum(coalesce(open.current + open.d30, 0)) AS young, sum(coalesce(open.open_minor, 0)) AS open_minor,
      sum(coalesce(owed.minor, 0) - coalesce(open.open_minor, 0)) AS loose, sum(coalesce(owed.minor, 0)) AS balance
    FROM open FULL JOIN owed USING (customer_id)
    JOIN crm.customer customer ON customer.id = customer_id JOIN crm.partner partner ON partner.id = customer.partner_id
    LEFT JOIN crm.location location ON location.id = customer.location_id GROUP BY 1, 2`;
}
