import { BillingPermissions } from '@demarc/billing';
import { ACCOUNT_TITLE, CREDIT, DEBIT, SHOWN_ENTRIES } from './ledger-sql.js';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import { ENTRY_KINDS } from './report-words.js';
import type { ReportColumn, ReportDefinition } from './report.js';

const KINDS = [
  { value: 'invoice_issued', title: 'Invoices' },
  { value: 'credit_note_issued', title: 'Credit notes' },
  { value: 'payment_received', title: 'Payments' },
  { value: 'payment_refunded', title: 'Refunds' },
  { value: 'written_off', title: 'Written off' },
  { value: 'opening_adjustment', title: 'Opening balances' },
  { value: 'reversal', title: 'Reversals' },
] as const;

const COLUMNS: readonly ReportColumn[] = [
  { key: 'occurred_on', title: 'Date', kind: 'date' },
  {
    key: 'what',
    title: 'What',
    kind: 'text',
    words: ENTRY_KINDS,
    drill: { report: 'journal', from: { entry: 'entry_id' } },
  },
  {
    key: 'document',
    title: 'Document',
    kind: 'text',
    link: { id: 'document_id', kind: { key: 'document_kind' } },
  },
  { key: 'customer', title: 'Customer', kind: 'text', link: { id: 'customer_id', kind: 'customer' } },
  {
    key: 'account',
    title: 'Account',
    kind: 'text',
    drill: { report: 'general-ledger', from: { account: 'code' } },
  },
  { key: 'debit', title: 'Debit', kind: 'money', summed: true },
  { key: 'credit', title: 'Credit', kind: 'money', summed: true },
];

/** Every posting, entry by entry, newest last. */
export const journal: ReportDefinition = {
  id: 'journal',
  title: 'Journal',
  about: 'Every entry with its postings, and the document behind it.',
  group: 'ledger',
  permission: BillingPermissions['ledger.view'],
  period: 'range',
  byPartner: true,
  byCustomer: 'possible',
  options: [
    { name: 'account', title: 'Account', kind: 'account' },
    { name: 'kind', title: 'Kind', kind: 'choice', choices: KINDS },
    { name: 'entry', title: 'Entry', kind: 'record' },
  ],
  build(question, parameters) {
    const { account, kind, entry } = question.options;
    const conditions = [inCurrency(question, parameters, 'posting'), ownersOf(question, parameters, 'entry')];
    if (entry) conditions.push(`entry.id = ${parameters.add(entry)}::uuid`);
    else conditions.push(within(question, parameters, 'entry.occurred_on'));
    if (kind) conditions.push(`entry.kind = ${parameters.add(kind)}`);
    if (account)
      conditions.push(
        `entry.id IN (SELECT hit.entry_id FROM billing.posting hit WHERE hit.account_code = ${parameters.add(account)})`,
      );
    return {
      columns: COLUMNS,
      sql: `SELECT entry.occurred_on, entry.id AS entry_id, NULL AS what, posting.position, chart.code, ${ACCOUNT_TITLE} AS account, ${DEBIT} AS debit, ${CREDIT} AS credit
        FROM billing.journal_entry entry JOIN billing.posting posting ON posting.entry_id = entry.id JOIN billing.ledger_account chart ON chart.code = posting.account_code
        WHERE ${conditions.join(' AND ')}`,
      also: SHOWN_ENTRIES,
      few: entry !== undefined || question.customerId !== null,
      order: 'occurred_on, entry_id, position',
      sentence: ({ count, total, say }) =>
        say('{count} postings over {debit} in debit and {credit} in credit.', {
          count,
          debit: total('debit'),
          credit: total('credit'),
        }),
    };
  },
};
