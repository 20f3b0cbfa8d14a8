import { BillingPermissions, type FutureCharge } from '@demarc/billing';
import { addDays, addMonths, conflict, startOfMonth } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { ReportDefinition, ReportQuestion, RowsSource } from './report.js';

const MOST_MONTHS = 12;

/** What billing runs will charge in the months to come, by the very decision that they take. */
export const futureCharges: ReportDefinition = {
  id: 'future-charges',
  title: 'Future charges',
  about: 'What billing runs will charge in the months to come, in all and customer by customer.',
  group: 'revenue',
  permission: BillingPermissions['run.view'],
  period: 'range',
  usualPeriod: 'year_ahead',
  byPartner: true,
  byCustomer: 'possible',
  options: [
    {
      name: 'by',
      title: 'By',
      kind: 'choice',
      choices: [
        { value: 'month', title: 'Month' },
        { value: 'customer', title: 'Customer' },
      ],
      usual: 'month',
    },
  ],
  async build(question, _parameters, tools) {
    if (!tools) throw new Error('future charges are worked out, not read');
    if (question.through > addDays(addMonths(startOfMonth(question.today), MOST_MONTHS + 1), -1))
      throw conflict('TOO_FAR_AHEAD', `Charges are worked out at most ${MOST_MONTHS} months ahead.`);
    const charges = await tools.futureCharges.of(tools.sql, question);
    return question.options['by'] === 'customer' ? byCustomer(charges, tools.sql) : byMonth(charges, question);
  },
};

const SUMS = [
  { key: 'net', title: 'Net', kind: 'money', summed: true },
  { key: 'tax', title: 'Tax', kind: 'money', summed: true },
  { key: 'gross', title: 'Gross', kind: 'money', summed: true },
] as const;

const NOTES = [
  'By the decision of billing runs, each on its day as if those before it had been issued: prices, discounts, taxes, pauses and ends as they are known today. Prepaid time is charged as far as the balance reaches, as if nothing were paid in. New customers and services that are still to begin are not in it.',
];

function byMonth(charges: readonly FutureCharge[], question: ReportQuestion): RowsSource {
  const months = grouped(charges, ({ on }) => `${on.slice(0, 7)}-01`);
  return {
    columns: [
      {
        key: 'month',
        title: 'Month',
        kind: 'month',
        drill: { report: 'future-charges', from: { from: 'first', through: 'last' }, set: { by: 'customer' } },
      },
      { key: 'invoices', title: 'Charges', kind: 'count', summed: true },
      ...SUMS,
    ],
    charts: [{ title: 'Charged in the months to come', label: 'month', value: 'gross', order: 'report' }],
    rows: [...months]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([month, all]) => {
        const last = addDays(addMonths(startOfMonth(all[0]?.on ?? question.through), 1), -1);
        return {
          month,
          first: month < question.from ? question.from : month,
          last: last > question.through ? question.through : last,
          invoices: String(all.length),
          ...sums(all),
        };
      }),
    notes: NOTES,
    sentence: ({ total, say }) =>
      say('Runs will make {charges} charges over {gross} with tax.', {
        charges: total('invoices'),
        gross: total('gross'),
      }),
  };
}

async function byCustomer(charges: readonly FutureCharge[], sql: Sql): Promise<RowsSource> {
  const customers = grouped(charges, ({ customerId }) => customerId);
  const names = await sql.query<{ id: string; number: string; name: string }>(
    'SELECT id, number, name FROM crm.customer WHERE id = ANY ($1::uuid[])',
    [[...customers.keys()]],
  );
  const known = new Map(names.map((one) => [one.id, one]));
  const rows = [...customers].map(([id, all]) => ({
    customer_id: id,
    number: known.get(id)?.number ?? null,
    customer: known.get(id)?.name ?? '–',
    first: all[0]?.on ?? null,
    invoices: String(all.length),
    ...sums(all),
  }));
  rows.sort(
    (left, right) =>
      Number(BigInt(right.gross) - BigInt(left.gross)) || (left.customer_id < right.customer_id ? -1 : 1),
  );
  return {
    columns: [
      { key: 'number', title: 'Number', kind: 'text' },
      { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
      { key: 'first', title: 'First on', kind: 'date' },
      { key: 'invoices', title: 'Charges', kind: 'count', summed: true },
      ...SUMS,
    ],
    rows,
    notes: NOTES,
    sentence: ({ count, total, say }) =>
      say('{count} customers will be charged {gross} with tax.', { count, gross: total('gross') }),
  };
}

function grouped(
  charges: readonly FutureCharge[],
  keyOf: (charge: FutureCharge) => string,
): Map<string, FutureCharge[]> {
  const groups = new Map<string, FutureCharge[]>();
  for (const charge of charges) {
    const group = groups.get(keyOf(charge));
    if (group) group.push(charge);
    else groups.set(keyOf(charge), [charge]);
  }
  return groups;
}

function sums(charges: readonly FutureCharge[]): { net: string; tax: string; gross: string } {
  const sum = (of: (charge: FutureCharge) => bigint): string =>
    charges.reduce((all, one) => all + of(one), 0n).toString();
  return { net: sum((one) => one.netMinor), tax: sum((one) => one.taxMinor), gross: sum((one) => one.grossMinor) };
}
