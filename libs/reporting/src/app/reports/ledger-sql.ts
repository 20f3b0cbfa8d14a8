/** How an account of the chart is written: with the operator's own number before its name. */
export const ACCOUNT_TITLE = `coalesce(chart.own_code || ' ', '') || chart.name`;

/** From an entry to the document behind it, of whichever kind. */
export const DOCUMENT_JOINS = `
  LEFT JOIN billing.invoice invoice ON entry.source_kind = 'invoice' AND invoice.id = entry.source_id
  LEFT JOIN billing.refund refund ON entry.source_kind = 'refund' AND refund.id = entry.source_id
  LEFT JOIN billing.credit_note note ON note.id = CASE entry.source_kind WHEN 'credit_note' THEN entry.source_id WHEN 'refund' THEN refund.credit_note_id END
  LEFT JOIN billing.payment payment ON payment.id = CASE entry.source_kind WHEN 'payment' THEN entry.source_id WHEN 'refund' THEN refund.payment_id END`;

export const DOCUMENT_COLUMNS = `
  coalesce(invoice.number, note.number, payment.receipt_number) AS document,
  coalesce(invoice.id, note.id, payment.id) AS document_id,
  CASE WHEN invoice.id IS NOT NULL THEN 'invoice' WHEN note.id IS NOT NULL THEN 'credit_note' WHEN payment.id IS NOT NULL THEN 'payment' END AS document_kind`;

/** What happened, in words that do not need the code. */
export const ENTRY_WORDS = `CASE entry.kind WHEN 'invoice_issued' THEN 'Invoice' WHEN 'credit_note_issued' THEN 'Credit note'
  WHEN 'payment_received' THEN 'Payment' WHEN 'payment_refunded' THEN 'Refund' WHEN 'written_off' THEN 'Written off'
  WHEN 'opening_adjustment' THEN 'Opening balance' WHEN 'reversal' THEN 'Reversal' ELSE upper(left(entry.kind, 1)) || replace(substr(entry.kind, 2), '_', ' ') END`;

export const DEBIT = 'CASE WHEN posting.amount_minor > 0 THEN posting.amount_minor END';
export const CREDIT = 'CASE WHEN posting.amount_minor < 0 THEN -posting.amount_minor END';

/** Words, document and customer of entries: looked up for the rows that are shown alone. */
export const SHOWN_ENTRIES = {
  by: 'entry_id',
  keys: ['document', 'document_id', 'document_kind', 'customer', 'customer_id'],
  sql: `SELECT entry.id, ${ENTRY_WORDS} || CASE WHEN entry.description = '' THEN '' ELSE ': ' || entry.description END AS what, ${DOCUMENT_COLUMNS},
      customer.name AS customer, entry.customer_id
    FROM billing.journal_entry entry ${DOCUMENT_JOINS} LEFT JOIN crm.customer customer ON customer.id = entry.customer_id WHERE entry.id = ANY ($1::uuid[])`,
} as const;
