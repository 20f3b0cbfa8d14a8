import { BillingPermissions } from '@demarc/billing';
import type { Parameters } from '../parameters.js';
import { DOCUMENT_COLUMNS, DOCUMENT_JOINS, ENTRY_WORDS } from './ledger-sql.js';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import { ENTRY_KINDS } from './report-words.js';
import type { ReportDefinition, ReportQuestion } from './report.js';

/** The account of one customer over a period: what it opened with, what moved it, what it closed with. */
export const statement: ReportDefinition = {
  id: 'statement',
  title: 'Statement of a customer',
  about: 'What a customer was charged and paid, from the opening to the closing balance.',
  group: 'receivables',
  permission: BillingPermissions['invoice.view'],
  period: 'range',
  usualPeriod: 'twelve_months',
  byPartner: false,
  byCustomer: 'needed',
  options: [
    {
      name: 'by',
      title: 'By',
      kind: 'choice',
      choices: [
        { value: 'documents', title: 'Documents' },
        { value: 'transactions', title: 'Transactions' },
      ],
      usual: 'documents',
    },
  ],
  build(question, parameters) {
    return {
      columns: [
        { key: 'occurred_on', title: 'Date', kind: 'date' },
        { key: 'what', title: 'What', kind: 'text', words: ENTRY_KINDS },
        {
          key: 'document',
          title: 'Document',
          kind: 'text',
          link: { id: 'document_id', kind: { key: 'document_kind' } },
        },
        { key: 'due_on', title: 'Due', kind: 'date' },
        { key: 'charged', title: 'Charged', kind: 'money', summed: true },
        { key: 'paid', title: 'Paid or credited', kind: 'money', summed: true },
        {
          key: 'owed',
          title: 'Owed',
          kind: 'money',
          total: '(SELECT last.owed FROM report last ORDER BY last.place DESC LIMIT 1)',
        },
      ],
      sql: statementSql(question, parameters),
      order: 'place',
      few: true,
      notes: ['A negative amount owed is credit that is kept for the customer.'],
      sentence: ({ minor, total, say }) =>
        say(
          minor('owed') < 0n
            ? '{charged} charged and {paid} paid or credited in the period; {owed} is kept for the customer at its end.'
            : '{charged} charged and {paid} paid or credited in the period; {owed} is owed at its end.',
          { charged: total('charged'), paid: total('paid'), owed: total('owed').replace('\u2212', '') },
        ),
    };
  },
};

function statementSql(question: ReportQuestion, parameters: Parameters): string {
  const mine = `posting.account_code = 'receivable' AND ${inCurrency(question, parameters, 'posting')} AND ${ownersOf(question, parameters, 'posting')}`;
  const from = parameters.add(question.from);
  const moved = question.options['by'] === 'transactions' ? TRANSACTIONS : DOCUMENTS;
  return `
    WITH opening AS (SELECT coalesce(sum(posting.amount_minor), 0) AS minor FROM billing.posting posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id
        WHERE ${mine} AND entry.occurred_on < ${from}::date),
      booked AS (SELECT entry.id AS entry_id, entry.occurred_on, entry.created_at, entry.kind, entry.source_id, entry.description, ${ENTRY_WORDS} AS words, posting.id AS posting_id,
          posting.amount_minor, ${DOCUMENT_COLUMNS}, invoice.due_on
        FROM billing.posting posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id ${DOCUMENT_JOINS}
        WHERE ${mine} AND ${within(question, parameters, 'entry.occurred_on')}),
      moved AS (${moved})
    SELECT 0::bigint AS place, ${from}::date AS occurred_on, 'Opening balance' AS what, NULL AS document, NULL::uuid AS document_id, NULL AS document_kind, NULL::date AS due_on,
      NULL::bigint AS charged, NULL::bigint AS paid, opening.minor AS owed FROM opening
    UNION ALL
    SELECT row_number() OVER running, occurred_on, what, document, document_id, document_kind, due_on, CASE WHEN amount_minor > 0 THEN amount_minor END,
      CASE WHEN amount_minor < 0 THEN -amount_minor END, opening.minor + sum(amount_minor) OVER running
    FROM moved CROSS JOIN opening WINDOW running AS (ORDER BY occurred_on, entry_id, posting_id, line_position)`;
}

const DOCUMENTS = `SELECT entry_id, posting_id, 0 AS line_position, occurred_on, words AS what, document, document_id, document_kind, due_on, amount_minor FROM booked`;

/** Documents by their lines; anything that has none by its posting. The lines of a document are its posting, to the cent. */
const TRANSACTIONS = `
  SELECT entry_id, posting_id, coalesce(line.position, 0) AS line_position, occurred_on, coalesce(line.description, words || CASE WHEN booked.description = '' THEN '' ELSE ': ' || booked.description END) AS what,
    document, document_id, document_kind, due_on, coalesce(line.gross_minor, amount_minor) AS amount_minor
  FROM booked LEFT JOIN LATERAL (
    SELECT position, description, gross_minor FROM billing.invoice_line WHERE booked.kind = 'invoice_issued' AND invoice_id = booked.source_id
    UNION ALL SELECT position, description, -gross_minor FROM billing.credit_note_line WHERE booked.kind = 'credit_note_issued' AND credit_note_id = booked.source_id) line ON true
  WHERE coalesce(line.gross_minor, amount_minor) <> 0`;
