import type { Parameters } from '../parameters.js';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import type { ReportQuestion } from './report.js';

/** Lines of issued documents in the period: those of credit notes count against. What another system voided is in no book. */
export function bookedLines(question: ReportQuestion, parameters: Parameters, period?: string): string {
  return `${linesOf('invoice', '', question, parameters, period)} UNION ALL ${linesOf('credit_note', '-', question, parameters, period)}`;
}

function linesOf(
  kind: 'invoice' | 'credit_note',
  sign: '' | '-',
  question: ReportQuestion,
  parameters: Parameters,
  period?: string,
): string {
  const when = period ?? within(question, parameters, 'document.issued_on');
  return `SELECT '${kind}' AS document_kind, document.id AS document_id, document.number, document.issued_on, document.customer_id, document.partner_id, line.id AS line_id,
      line.plan_id, line.service_id, line.revenue, line.description, line.tax_rate_id, line.tax_percent, line.tax_detail,
      ${sign}line.net_minor AS net_minor, ${sign}line.tax_minor AS tax_minor, ${sign}line.gross_minor AS gross_minor
    FROM billing.${kind} document JOIN billing.${kind}_line line ON line.${kind}_id = document.id
    WHERE NOT (document.origin = 'imported' AND document.status = 'void') AND ${when} AND ${inCurrency(question, parameters, 'document')} AND ${ownersOf(question, parameters, 'document')}`;
}
