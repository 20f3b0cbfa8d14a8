import { BillingPermissions } from '@demarc/billing';
import { invalid } from '@demarc/kernel';
import type { Parameters } from '../parameters.js';
import { CREDIT, DEBIT, SHOWN_ENTRIES } from './ledger-sql.js';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import { ENTRY_KINDS } from './report-words.js';
import type { ReportColumn, ReportDefinition, ReportQuestion } from './report.js';

const COLUMNS: readonly ReportColumn[] = [
  { key: 'occurred_on', title: 'Date', kind: 'date' },
  { key: 'what', title: 'What', kind: 'text', words: ENTRY_KINDS, link: { id: 'entry_id', kind: 'entry' } },
  { key: 'document', title: 'Document', kind: 'text', link: { id: 'document_id', kind: { key: 'document_kind' } } },
  { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
  { key: 'debit', title: 'Debit', kind: 'money', summed: true },
  { key: 'credit', title: 'Credit', kind: 'money', summed: true },
  {
    key: 'balance',
    title: 'Balance',
    kind: 'money',
    total: '(SELECT last.balance FROM report last ORDER BY last.place DESC LIMIT 1)',
  },
];

/** One account, entry by entry, from what was carried forward to what stands at the end. */
export const generalLedger: ReportDefinition = {
  id: 'general-ledger',
  title: 'General ledger',
  about: 'One account, entry by entry, with its running balance.',
  group: 'ledger',
  permission: BillingPermissions['ledger.view'],
  period: 'range',
  byPartner: true,
  byCustomer: 'possible',
  options: [{ name: 'account', title: 'Account', kind: 'account', usual: 'receivable' }],
  build(question, parameters) {
    return {
      columns: COLUMNS,
      sql: statement(question, parameters),
      also: SHOWN_ENTRIES,
      few: question.customerId !== null,
      order: 'place',
      sentence: ({ count, total, say }) =>
        count <= 1
          ? say('Nothing was booked in the period; the balance is {balance}.', { balance: total('balance') })
          : say('{count} postings: {debit} in debit, {credit} in credit, and {balance} at the end.', {
              count: count - 1,
              debit: total('debit'),
              credit: total('credit'),
              balance: total('balance'),
            }),
    };
  },
};

function statement(question: ReportQuestion, parameters: Parameters): string {
  const { account } = question.options;
  if (!account) throw invalid('ACCOUNT_NEEDED', 'Choose an account of the ledger.');
  const mine = `posting.account_code = ${parameters.add(account)} AND ${inCurrency(question, parameters, 'posting')} AND ${ownersOf(question, parameters, 'entry')}`;
  const from = parameters.add(question.from);
  return `
    WITH carried AS (SELECT coalesce(sum(posting.amount_minor), 0) AS minor FROM billing.posting posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id
        WHERE ${mine} AND entry.occurred_on < ${from}::date),
      moved AS (SELECT entry.occurred_on, entry.id AS entry_id, ${DEBIT} AS debit, ${CREDIT} AS credit, posting.amount_minor, posting.id AS posting_id
        FROM billing.posting posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id WHERE ${mine} AND ${within(question, parameters, 'entry.occurred_on')})
    SELECT 0::bigint AS place, ${from}::date AS occurred_on, NULL::uuid AS entry_id, 'Balance carried forward' AS what, NULL::bigint AS debit, NULL::bigint AS credit, carried.minor AS balance FROM carried
    UNION ALL
    SELECT row_number() OVER running, occurred_on, entry_id, NULL, debit, credit, carried.minor + sum(amount_minor) OVER running
    FROM moved CROSS JOIN carried WINDOW running AS (ORDER BY occurred_on, entry_id, posting_id)`;
}
