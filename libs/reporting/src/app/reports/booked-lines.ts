import type { Parameters } from '../parameters.js';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import type { ReportQuestion } from './report.js';

/** Days that a date lies between, for a column of any table. */
export type Period = (column: string) => string;

/**
 * Everything that was booked as income in the period: lines of issued documents (those of credit notes count against; what
 * another system voided is in no book), prepaid time without a document, and what was posted without either.
 */
export function bookedLines(question: ReportQuestion, parameters: Parameters, period?: Period): string {
  const when = period ?? ((column: string) => within(question, parameters, column));
  return [
    linesOf('invoice', '', question, parameters, when),
    linesOf('credit_note', '-', question, parameters, when),
    chargesWithoutDocument(question, parameters, when),
    ...postedAlone(question, parameters, when),
  ].join(' UNION ALL ');
}

/** Prepaid time, charged from the balance. */
export function chargesWithoutDocument(question: ReportQuestion, parameters: Parameters, when: Period): string {
  return `SELECT 'prepaid_charge' AS document_kind, NULL::uuid AS document_id, 'Prepaid' AS number, charge.charged_on AS issued_on, charge.customer_id, charge.partner_id, charge.id AS line_id,
      charge.plan_id, charge.service_id, charge.revenue, charge.description, charge.tax_rate_id, charge.tax_percent, charge.tax_detail, charge.net_minor, charge.tax_minor, charge.gross_minor
    FROM billing.prepaid_charge charge WHERE ${when('charge.charged_on')} AND ${inCurrency(question, parameters, 'charge')} AND ${ownersOf(question, parameters, 'charge')}`;
}

/** Debits by hand, forfeited deposits and the like: income and tax by their postings, as the ledger has them. */
export function postedAlone(question: ReportQuestion, parameters: Parameters, when: Period): string[] {
  const columns = `'entry' AS document_kind, NULL::uuid AS document_id, 'Posting' AS number, entry.occurred_on AS issued_on, entry.customer_id, entry.partner_id, entry.id AS line_id,
      NULL::uuid AS plan_id, NULL::uuid AS service_id`;
  const from = `FROM billing.journal_entry entry JOIN billing.posting posting ON posting.entry_id = entry.id`;
  const mine = `entry.source_kind NOT IN ('invoice', 'credit_note', 'prepaid_charge', 'payment') AND ${when('entry.occurred_on')} AND ${inCurrency(question, parameters, 'posting')} AND ${ownersOf(question, parameters, 'entry')}`;
  return [
    `SELECT ${columns}, posting.account_code AS revenue, entry.description, taxed.id, coalesce(taxed.percent, 0), NULL::jsonb, -posting.amount_minor, 0, -posting.amount_minor
      ${from} LEFT JOIN LATERAL (SELECT rate.id, rate.percent FROM billing.posting own JOIN billing.tax_rate rate ON rate.id = own.tax_rate_id WHERE own.entry_id = entry.id LIMIT 1) taxed ON true
      WHERE posting.account_code LIKE 'revenue.%' AND ${mine}`,
    `SELECT ${columns}, 'revenue.other' AS revenue, entry.description, rate.id, coalesce(rate.percent, 0), NULL::jsonb, 0, -posting.amount_minor, -posting.amount_minor
      ${from} LEFT JOIN billing.tax_rate rate ON rate.id = posting.tax_rate_id WHERE posting.account_code = 'tax_payable' AND ${mine}`,
  ];
}

function linesOf(
  kind: 'invoice' | 'credit_note',
  sign: '' | '-',
  question: ReportQuestion,
  parameters: Parameters,
  when: Period,
): string {
  return `SELECT '${kind}' AS document_kind, document.id AS document_id, document.number, document.issued_on, document.customer_id, document.partner_id, line.id AS line_id,
      line.plan_id, line.service_id, line.revenue, line.description, line.tax_rate_id, line.tax_percent, line.tax_detail,
      ${sign}line.net_minor AS net_minor, ${sign}line.tax_minor AS tax_minor, ${sign}line.gross_minor AS gross_minor
    FROM billing.${kind} document JOIN billing.${kind}_line line ON line.${kind}_id = document.id
    WHERE document.is_booked${kind === 'invoice' ? ' AND NOT document.of_charges' : ''} AND ${when('document.issued_on')} AND ${inCurrency(question, parameters, 'document')} AND ${ownersOf(question, parameters, 'document')}`;
}
