import type { Parameters } from '../parameters.js';
import { inCurrency, ownersOf } from './report-conditions.js';
import type { ReportQuestion } from './report.js';

export const AGES = [
  { key: 'current', title: 'Not due yet', byDocument: '0–30 days', from: null, to: 0 },
  { key: 'd30', title: '1–30 days late', byDocument: '', from: 1, to: 30 },
  { key: 'd60', title: '31–60 days', byDocument: '31–60 days', from: 31, to: 60 },
  { key: 'd90', title: '61–90 days', byDocument: '61–90 days', from: 61, to: 90 },
  { key: 'older', title: 'Over 90 days', byDocument: 'Over 90 days', from: 91, to: null },
] as const;

/** Invoices that are open at the end of a day, with their age: as they stand, or as they stood then. */
export function openInvoices(question: ReportQuestion, parameters: Parameters): string {
  const on = parameters.add(question.through);
  const aged = question.options['by'] === 'document' ? 'invoice.issued_on' : 'invoice.due_on';
  const mine = `${inCurrency(question, parameters, 'invoice')} AND ${ownersOf(question, parameters, 'invoice')} AND invoice.issued_on <= ${on}::date`;
  const columns = `invoice.id, invoice.customer_id, invoice.partner_id, invoice.number, invoice.issued_on, invoice.due_on, invoice.gross_minor, ${on}::date - ${aged} AS age`;
  if (question.through >= question.today)
    return `SELECT ${columns}, invoice.gross_minor - invoice.settled_minor AS open_minor FROM billing.invoice invoice
      WHERE invoice.settled_minor < invoice.gross_minor AND invoice.status = 'issued' AND ${mine}`;
  const until = `(${on}::date + 1)::timestamp AT TIME ZONE ${parameters.add(question.timeZone)}`;
  return `SELECT ${columns}, invoice.gross_minor - coalesce(settled.minor, 0) AS open_minor FROM billing.invoice invoice
    LEFT JOIN (SELECT invoice_id, sum(amount_minor) AS minor FROM billing.allocation
        WHERE made_at < ${until} AND (undone_at IS NULL OR undone_at >= ${until}) GROUP BY invoice_id) settled ON settled.invoice_id = invoice.id
    WHERE invoice.is_booked AND invoice.gross_minor > coalesce(settled.minor, 0) AND ${mine}`;
}

/** What the ledger says that each customer owes at the end of a day. */
export function owedByLedger(question: ReportQuestion, parameters: Parameters): string {
  if (question.through >= question.today)
    return `SELECT account.customer_id, account.partner_id, -account.balance_minor AS minor FROM billing.account account
      WHERE account.balance_minor <> 0 AND ${inCurrency(question, parameters, 'account')} AND ${ownersOf(question, parameters, 'account')}`;
  return `SELECT posting.customer_id, account.partner_id, sum(posting.amount_minor) AS minor FROM billing.posting posting
    JOIN billing.journal_entry entry ON entry.id = posting.entry_id JOIN billing.account account ON account.customer_id = posting.customer_id
    WHERE posting.account_code = 'receivable' AND entry.occurred_on <= ${parameters.add(question.through)}::date
      AND ${inCurrency(question, parameters, 'posting')} AND ${ownersOf(question, parameters, 'posting')} GROUP BY 1, 2`;
}
