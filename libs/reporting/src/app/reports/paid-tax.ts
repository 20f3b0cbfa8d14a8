import type { Parameters } from '../parameters.js';
import { chargesWithoutDocument, postedAlone } from './booked-lines.js';
import { inCurrency, ownersOf, within } from './report-conditions.js';
import type { ReportQuestion } from './report.js';

/**
 * Tax as it is paid: each invoice's net and tax by rate, times the growth of its paid share within the period. Shares are
 * rounded as running sums, so a paid invoice gives exactly its own figures, however it was paid. What was charged without an
 * invoice was paid from the balance, on its day.
 */
export function paidTax(question: ReportQuestion, parameters: Parameters): string {
  const from = parameters.add(question.from);
  const through = parameters.add(question.through);
  const columns =
    'document_kind, document_id, number, issued_on, customer_id, partner_id, tax_detail, tax_rate_id, tax_percent, net_minor, tax_minor';
  const when = (column: string): string => within(question, parameters, column);
  const others = [chargesWithoutDocument(question, parameters, when), ...postedAlone(question, parameters, when)].join(
    ' UNION ALL ',
  );
  // Only these can have grown: paid in the period, or issued in it over money that was there before.
  const touched = `SELECT made.invoice_id FROM billing.payment money JOIN billing.allocation made ON made.payment_id = money.id WHERE ${within(question, parameters, 'money.received_on')}
    UNION SELECT issued.id FROM billing.invoice issued WHERE ${within(question, parameters, 'issued.issued_on')} AND NOT issued.of_charges`;
  return `
    SELECT 'invoice' AS document_kind, invoice.id AS document_id, invoice.number, paid.last_on AS issued_on, invoice.customer_id, invoice.partner_id, NULL::jsonb AS tax_detail,
      line.tax_rate_id, line.tax_percent,
      (round(line.net * paid.upto / invoice.gross_minor) - round(line.net * paid.before / invoice.gross_minor))::bigint AS net_minor,
      (round(line.tax * paid.upto / invoice.gross_minor) - round(line.tax * paid.before / invoice.gross_minor))::bigint AS tax_minor
    FROM (SELECT made.invoice_id, sum(made.amount_minor)::numeric AS upto, coalesce(sum(made.amount_minor) FILTER (WHERE made.paid_on < ${from}::date), 0)::numeric AS before, max(made.paid_on) AS last_on
        FROM (SELECT allocation.invoice_id, allocation.amount_minor, greatest(payment.received_on, document.issued_on) AS paid_on
            FROM billing.allocation allocation JOIN billing.payment payment ON payment.id = allocation.payment_id JOIN billing.invoice document ON document.id = allocation.invoice_id
            WHERE allocation.undone_at IS NULL AND allocation.invoice_id IN (${touched}) AND ${inCurrency(question, parameters, 'document')} AND ${ownersOf(question, parameters, 'document')}) made
        WHERE made.paid_on <= ${through}::date GROUP BY made.invoice_id HAVING max(made.paid_on) >= ${from}::date) paid
    JOIN billing.invoice invoice ON invoice.id = paid.invoice_id AND invoice.gross_minor > 0 AND NOT invoice.of_charges
    JOIN (SELECT own.invoice_id, own.tax_rate_id, own.tax_percent, sum(own.net_minor)::numeric AS net, sum(own.tax_minor)::numeric AS tax
        FROM billing.invoice_line own WHERE own.invoice_id IN (${touched}) GROUP BY 1, 2, 3) line ON line.invoice_id = invoice.id
    UNION ALL SELECT ${columns} FROM (${others}) other`;
}
