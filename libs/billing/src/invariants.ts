import type { Invariant } from '@demarc/persistence';

/** What moved each customer’s balance by documents and payments alone, without the ledger: positive is in their favour. */
export const MOVED_BY_DOCUMENTS = `
  SELECT customer_id, -gross_minor AS minor FROM billing.invoice WHERE is_booked AND NOT of_charges
  UNION ALL SELECT customer_id, gross_minor FROM billing.credit_note WHERE is_booked
  UNION ALL SELECT customer_id, amount_minor FROM billing.payment WHERE status = 'recorded'
  UNION ALL SELECT customer_id, -booked_minor FROM billing.refund WHERE state = 'done'
  UNION ALL SELECT customer_id, amount_minor FROM billing.write_off WHERE undone_on IS NULL
  UNION ALL SELECT posting.customer_id, -posting.amount_minor FROM billing.posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id
  WHERE posting.customer_id IS NOT NULL AND entry.source_kind = 'adjustment'
  UNION ALL SELECT customer_id, -gross_minor FROM billing.prepaid_charge`;

/** The money promises, each as a statement whose rows are violations. */
export const billingInvariants: readonly Invariant[] = [
  {
    id: 'M-1',
    sentence: 'Each journal entry sums to zero in each currency, and has all its legs.',
    sql: `SELECT format('entry %s is off by %s %s', entry_id, sum(amount_minor), currency) AS violation FROM billing.posting
           GROUP BY entry_id, currency HAVING sum(amount_minor) <> 0
          UNION ALL
          SELECT format('entry %s has %s of %s legs', entry.id, count(posting.entry_id), entry.legs) FROM billing.journal_entry entry
            LEFT JOIN billing.posting ON posting.entry_id = entry.id GROUP BY entry.id HAVING count(posting.entry_id) <> entry.legs LIMIT 20`,
  },
  {
    id: 'M-2',
    sentence: 'The balance shown is the ledger’s, and the ledger’s is that of the documents.',
    sql: `WITH ledger AS (SELECT customer_id, -sum(amount_minor) AS minor FROM billing.posting WHERE customer_id IS NOT NULL GROUP BY customer_id),
            documents AS (SELECT customer_id, sum(minor) AS minor FROM (${MOVED_BY_DOCUMENTS}) moved GROUP BY customer_id)
          SELECT format('customer %s: balance %s, ledger %s, documents %s', account.customer_id, account.balance_minor, coalesce(ledger.minor, 0), coalesce(documents.minor, 0)) AS violation
            FROM billing.account LEFT JOIN ledger USING (customer_id) LEFT JOIN documents USING (customer_id)
           WHERE account.balance_minor <> coalesce(ledger.minor, 0) OR account.balance_minor <> coalesce(documents.minor, 0) LIMIT 20`,
  },
  {
    id: 'M-3t',
    sentence: 'The taxes of a group add up to the tax of their line; a line without tax by an exemption has none.',
    sql: ['invoice_line', 'credit_note_line']
      .map(
        (
          table,
        ) => `SELECT format('%s %s: tax %s, its parts %s', '${table}', line.id, line.tax_minor, parts.minor) AS violation FROM billing.${table} line,
          LATERAL (SELECT coalesce(sum((part->>'taxMinor')::bigint), 0) AS minor FROM jsonb_array_elements(coalesce(line.tax_detail->'parts', '[]')) part) parts
         WHERE line.tax_detail IS NOT NULL AND line.tax_minor <> parts.minor`,
      )
      .join(' UNION ALL '),
  },
  {
    id: 'M-3',
    sentence: 'A document is the sum of its lines; net and tax make gross.',
    sql: `SELECT format('invoice %s: lines %s + %s, document %s + %s', invoice.number, coalesce(sum(line.net_minor), 0), coalesce(sum(line.tax_minor), 0), invoice.net_minor, invoice.tax_minor) AS violation
            FROM billing.invoice LEFT JOIN billing.invoice_line line ON line.invoice_id = invoice.id GROUP BY invoice.id
          HAVING coalesce(sum(line.net_minor), 0) <> invoice.net_minor OR coalesce(sum(line.tax_minor), 0) <> invoice.tax_minor
          UNION ALL
          SELECT format('credit note %s is not the sum of its lines', note.number) FROM billing.credit_note note
            LEFT JOIN billing.credit_note_line line ON line.credit_note_id = note.id GROUP BY note.id
          HAVING coalesce(sum(line.net_minor), 0) <> note.net_minor OR coalesce(sum(line.tax_minor), 0) <> note.tax_minor LIMIT 20`,
  },
  {
    id: 'M-4',
    sentence: 'No money column is a binary float.',
    sql: `SELECT format('%s.%s is %s', table_name, column_name, data_type) AS violation FROM information_schema.columns
           WHERE table_schema = 'billing' AND data_type IN ('real', 'double precision', 'money') LIMIT 20`,
  },
  {
    id: 'M-5',
    sentence: 'Allocations sum to what payments, credit notes and invoices say, and pass none of them.',
    sql: `SELECT format('invoice %s: settled %s, allocated %s of %s', invoice.number, invoice.settled_minor, coalesce(sum(made.amount_minor), 0), invoice.gross_minor) AS violation
            FROM billing.invoice LEFT JOIN billing.allocation made ON made.invoice_id = invoice.id AND made.undone_at IS NULL GROUP BY invoice.id
          HAVING invoice.settled_minor <> coalesce(sum(made.amount_minor), 0) OR invoice.settled_minor > invoice.gross_minor
          UNION ALL
          SELECT format('payment %s: free %s, allocated %s of %s', payment.receipt_number, payment.unallocated_minor, coalesce(sum(made.amount_minor), 0), payment.amount_minor)
            FROM billing.payment LEFT JOIN billing.allocation made ON made.payment_id = payment.id AND made.undone_at IS NULL WHERE payment.amount_minor > 0 GROUP BY payment.id
          HAVING payment.unallocated_minor + coalesce(sum(made.amount_minor), 0) <> CASE payment.status WHEN 'recorded' THEN greatest(payment.amount_minor - payment.refunded_minor, 0) ELSE 0 END LIMIT 20`,
  },
  {
    id: 'M-6',
    sentence: 'Credit notes on a line are never more than the line, and all on an invoice never more than the invoice.',
    sql: `SELECT format('line %s: credited %s of %s', line.id, sum(credit.gross_minor), line.gross_minor) AS violation
            FROM billing.credit_note_line credit JOIN billing.invoice_line line ON line.id = credit.invoice_line_id
           GROUP BY line.id HAVING sum(credit.gross_minor) > line.gross_minor OR sum(credit.net_minor) > line.net_minor OR sum(credit.tax_minor) > line.tax_minor
          UNION ALL
          SELECT format('invoice %s: credited %s of %s', invoice.number, sum(note.gross_minor), invoice.gross_minor)
            FROM billing.credit_note note JOIN billing.invoice ON invoice.id = note.invoice_id WHERE note.origin = 'native'
           GROUP BY invoice.id HAVING sum(note.gross_minor) > invoice.gross_minor LIMIT 20`,
  },
  {
    id: 'M-6r',
    sentence:
      'What a payment says was given back is what its refunds and chargebacks gave back, never more than was paid.',
    sql: `SELECT format('payment %s: refunded %s, refunds %s of %s', payment.receipt_number, payment.refunded_minor, coalesce(sum(refund.booked_minor), 0), payment.amount_minor) AS violation
            FROM billing.payment LEFT JOIN billing.refund ON refund.payment_id = payment.id AND refund.state = 'done' GROUP BY payment.id
          HAVING payment.refunded_minor <> coalesce(sum(refund.booked_minor), 0) OR payment.refunded_minor > greatest(payment.amount_minor, 0) LIMIT 20`,
  },
  {
    id: 'M-6c',
    sentence:
      'What a credit note says was handed back is what its refunds gave back; with what it settled and what is left it is the note.',
    sql: `SELECT format('credit note %s of %s: handed back %s, refunds %s, settled %s, left %s', note.number, note.gross_minor, note.refunded_minor, back.minor, settled.minor, note.remaining_minor) AS violation
            FROM billing.credit_note note,
              LATERAL (SELECT coalesce(sum(booked_minor), 0) AS minor FROM billing.refund WHERE credit_note_id = note.id AND state = 'done') back,
              LATERAL (SELECT coalesce(sum(amount_minor), 0) AS minor FROM billing.allocation WHERE credit_note_id = note.id AND undone_at IS NULL) settled
           WHERE note.refunded_minor <> back.minor OR (note.origin = 'native' AND note.remaining_minor + note.refunded_minor + settled.minor <> note.gross_minor) LIMIT 20`,
  },
  {
    id: 'M-6d',
    sentence:
      'What is left of a deposit is what was taken less what was used, given back and forfeited, and the ledger says the same.',
    sql: `SELECT format('deposit %s: %s left of %s', deposit.receipt_number, deposit.left_minor, deposit.amount_minor) AS violation FROM billing.deposit
           WHERE deposit.left_minor <> deposit.amount_minor
              - coalesce((SELECT sum(amount_minor) FROM billing.payment WHERE deposit_id = deposit.id AND status = 'recorded'), 0)
              - coalesce((SELECT sum(amount_minor) FROM billing.deposit_step WHERE deposit_id = deposit.id), 0)
          UNION ALL
          SELECT format('deposits of partner %s: %s, ledger %s', partner_id, sum(minor), sum(booked)) FROM (
            SELECT partner_id, left_minor AS minor, 0 AS booked FROM billing.deposit
            UNION ALL SELECT partner_id, 0, -amount_minor FROM billing.posting WHERE account_code = 'customer_deposit') moved
           GROUP BY partner_id HAVING sum(minor) <> sum(booked) LIMIT 20`,
  },
  {
    id: 'M-6w',
    sentence: 'What was written off stands as exactly one allocation, and none once it was taken back.',
    sql: `SELECT format('write-off %s of %s: allocated %s', write_off.id, write_off.amount_minor, coalesce(sum(made.amount_minor), 0)) AS violation
            FROM billing.write_off LEFT JOIN billing.allocation made ON made.write_off_id = write_off.id AND made.undone_at IS NULL GROUP BY write_off.id
          HAVING coalesce(sum(made.amount_minor), 0) <> CASE WHEN write_off.undone_on IS NULL THEN write_off.amount_minor ELSE 0 END LIMIT 20`,
  },
  {
    id: 'M-7',
    sentence: 'No day of a service is charged twice, also not by the service that goes on with it.',
    sql: `SELECT format('services %s and %s are both charged on %s', first.service_id, second.service_id, first.days * second.days) AS violation
            FROM billing.charged_period first JOIN billing.charged_period second ON second.chain_id = first.chain_id AND second.days && first.days
             AND second.id <> first.id AND first.released_at IS NULL AND second.released_at IS NULL
          UNION ALL
          SELECT format('charged days of service %s are kept with another chain', service.id) FROM billing.charged_period period
            JOIN billing.service ON service.id = period.service_id
            LEFT JOIN billing.service before ON before.id = service.continues_service_id
           WHERE period.chain_id <> service.chain_id OR service.chain_id <> coalesce(before.chain_id, service.id) LIMIT 20`,
  },
  {
    id: 'M-8',
    sentence: 'Every day of an invoiced service line is recorded as charged.',
    // As sets: a join from the lines to what is recorded reads all of it for each of them, as no index leads there.
    sql: `WITH line AS MATERIALIZED (
            SELECT line.id, line.service_id, line.covers FROM billing.invoice_line line
              JOIN billing.invoice ON invoice.id = line.invoice_id AND invoice.origin = 'native' AND NOT invoice.of_charges
             WHERE line.service_id IS NOT NULL AND line.covers IS NOT NULL),
            again AS MATERIALIZED (SELECT invoice_line_id FROM billing.recharged_line),
            recorded AS MATERIALIZED (
            SELECT invoice_line_id, service_id, days FROM billing.charged_period WHERE invoice_line_id IS NOT NULL)
          SELECT format('line %s covers %s, which is not recorded', id, covers) AS violation
            FROM (SELECT id, service_id, covers FROM line EXCEPT SELECT * FROM recorded) missing WHERE id NOT IN (SELECT * FROM again)
          UNION ALL
          SELECT format('line %s records %s, which it does not cover', invoice_line_id, days)
            FROM (SELECT * FROM recorded WHERE invoice_line_id IN (SELECT id FROM line) EXCEPT SELECT id, service_id, covers FROM line) more
           WHERE invoice_line_id NOT IN (SELECT * FROM again) LIMIT 20`,
  },
  {
    id: 'M-8c',
    sentence:
      'An invoice over prepaid charges is their sum, line by line, over their days, and is booked once: by them.',
    sql: `SELECT format('line %s over %s: charges %s over %s', line.id, line.gross_minor, sum(charge.gross_minor), range_agg(charge.covers)) AS violation
            FROM billing.invoice JOIN billing.invoice_line line ON line.invoice_id = invoice.id
            LEFT JOIN billing.charged_period period ON period.invoice_line_id = line.id LEFT JOIN billing.prepaid_charge charge ON charge.id = period.prepaid_charge_id
           WHERE invoice.of_charges GROUP BY line.id
          HAVING line.net_minor IS DISTINCT FROM sum(charge.net_minor) OR line.tax_minor IS DISTINCT FROM sum(charge.tax_minor)
              OR range_agg(charge.covers) IS DISTINCT FROM datemultirange(line.covers)
          UNION ALL
          SELECT format('invoice %s over charges is booked again', invoice.number) FROM billing.invoice
            JOIN billing.journal_entry entry ON entry.source_id = invoice.id AND entry.kind = 'invoice_issued' WHERE invoice.of_charges LIMIT 20`,
  },
  {
    id: 'M-7r',
    sentence: 'Days are charged again only where a credit note gave them back, at the same service.',
    sql: `SELECT format('line %s charges %s again', again.invoice_line_id, again.days) AS violation FROM billing.recharged_line again
            JOIN billing.credit_note_line credit ON credit.id = again.credit_note_line_id JOIN billing.invoice_line line ON line.id = again.invoice_line_id
           WHERE NOT again.days <@ credit.covers OR line.covers <> again.days OR credit.service_id <> line.service_id LIMIT 20`,
  },
  {
    id: 'M-9',
    sentence: 'A run has at most one document for an account, and every document of a run stands among its items.',
    sql: `SELECT format('run %s: invoice %s has no item that was issued', invoice.run_id, invoice.number) AS violation FROM billing.invoice
            LEFT JOIN billing.billing_run_item item ON item.run_id = invoice.run_id AND item.customer_id = invoice.customer_id
           WHERE invoice.run_id IS NOT NULL AND (item.invoice_id IS DISTINCT FROM invoice.id OR item.status <> 'issued') LIMIT 20`,
  },
  {
    id: 'M-9f',
    sentence: 'What invoices took of a future item is what the item says, and never more than the item.',
    sql: `SELECT format('future item %s: says %s of %s, lines took %s', item.id, item.taken_minor, item.whole_minor,
             coalesce(sum(CASE WHEN line.tax_inclusive THEN line.gross_minor ELSE line.net_minor END), 0)) AS violation
            FROM billing.future_item item LEFT JOIN billing.invoice_line line ON line.future_item_id = item.id GROUP BY item.id
          HAVING item.taken_minor <> coalesce(sum(CASE WHEN line.tax_inclusive THEN line.gross_minor ELSE line.net_minor END), 0)
              OR (item.status = 'invoiced' AND count(line.id) = 0) LIMIT 20`,
  },
  {
    id: 'M-14',
    sentence: 'No document is negative.',
    sql: `SELECT format('invoice %s is %s', number, gross_minor) AS violation FROM billing.invoice WHERE gross_minor < 0 LIMIT 20`,
  },
  {
    id: 'M-15',
    sentence: 'Each issued document has one journal entry, over its own total.',
    sql: `SELECT format('invoice %s over %s is booked with %s', invoice.number, invoice.gross_minor, booked.minor) AS violation FROM billing.invoice
            LEFT JOIN LATERAL (SELECT sum(posting.amount_minor) AS minor FROM billing.journal_entry entry JOIN billing.posting ON posting.entry_id = entry.id
              WHERE entry.source_id = invoice.id AND entry.kind = 'invoice_issued' AND posting.account_code = 'receivable') booked ON true
           WHERE invoice.gross_minor <> coalesce(booked.minor, 0) AND NOT invoice.of_charges AND invoice.is_booked LIMIT 20`,
  },
  {
    id: 'M-16',
    sentence: 'Numbers of a series are unique and without gaps.',
    sql: `WITH used AS (
            SELECT series_id, ordinal FROM billing.invoice WHERE series_id IS NOT NULL
            UNION ALL SELECT series_id, ordinal FROM billing.credit_note WHERE series_id IS NOT NULL
            UNION ALL SELECT series_id, ordinal FROM billing.proforma
            UNION ALL SELECT series_id, ordinal FROM billing.payment WHERE series_id IS NOT NULL
            UNION ALL SELECT series_id, ordinal FROM billing.deposit WHERE series_id IS NOT NULL
            UNION ALL SELECT series_id, ordinal FROM billing.reseller_settlement)
          SELECT format('%s series %s: %s numbers used, %s of them different, next is %s', series.kind, series.key, count(used.ordinal), count(DISTINCT used.ordinal), series.next) AS violation
            FROM billing.number_series series LEFT JOIN used ON used.series_id = series.id GROUP BY series.id
          HAVING count(used.ordinal) <> series.next - 1 OR count(DISTINCT used.ordinal) <> series.next - 1 OR max(used.ordinal) > series.next - 1 LIMIT 20`,
  },
  {
    id: 'M-18',
    sentence:
      'A reseller’s settlement is the sum of its customers’ lines, in each of which share and kept make the base; what the ledger owes resellers is what was settled less what was paid; of no document is more counted than it is worth.',
    sql: `WITH standing AS (SELECT * FROM billing.reseller_settlement WHERE undone_on IS NULL),
            line AS (SELECT line.* FROM billing.reseller_settlement_line line JOIN standing ON standing.id = settlement_id)
          SELECT format('settlement %s: share %s of %s, lines %s of %s', settlement.number, settlement.share_minor, settlement.base_minor, coalesce(sum(line.share_minor), 0), coalesce(sum(line.base_minor), 0)) AS violation
            FROM billing.reseller_settlement settlement LEFT JOIN billing.reseller_settlement_line line ON line.settlement_id = settlement.id GROUP BY settlement.id
          HAVING coalesce(sum(line.share_minor), 0) <> settlement.share_minor OR coalesce(sum(line.base_minor), 0) <> settlement.base_minor
              OR coalesce(sum(line.tax_minor), 0) <> settlement.tax_minor OR coalesce(sum(line.not_shared_minor), 0) <> settlement.not_shared_minor
              OR coalesce(sum(line.gross_minor), 0) <> settlement.gross_minor OR bool_or(line.share_minor + line.kept_minor <> line.base_minor)
              OR bool_or(line.base_minor + line.tax_minor + line.not_shared_minor <> line.gross_minor)
          UNION ALL
          SELECT format('partner %s in %s: settled and not paid %s, ledger %s', partner_id, currency, sum(minor), sum(booked)) FROM (
            SELECT partner_id, currency, share_minor AS minor, 0 AS booked FROM standing WHERE id NOT IN (SELECT settlement_id FROM billing.reseller_payout WHERE taken_back_on IS NULL)
            UNION ALL SELECT partner_id, currency, 0, -amount_minor FROM billing.posting WHERE account_code = 'reseller_payable') moved
           GROUP BY partner_id, currency HAVING sum(minor) <> sum(booked)
          UNION ALL
          SELECT format('invoice %s over %s: counted %s', invoice.number, invoice.gross_minor, sum(line.gross_minor)) FROM line JOIN billing.invoice ON invoice.id = line.invoice_id
           GROUP BY invoice.id HAVING sum(line.gross_minor) NOT BETWEEN 0 AND invoice.gross_minor OR sum(line.tax_minor) > greatest(invoice.tax_minor, 0) + 1
              OR sum(line.base_minor + line.not_shared_minor) > invoice.net_minor + 1
          UNION ALL
          SELECT format('credit note %s: counted %s times', note.number, count(*)) FROM line JOIN billing.credit_note note ON note.id = line.credit_note_id
           GROUP BY note.id HAVING count(*) > 1 OR sum(line.gross_minor) <> -note.gross_minor
          UNION ALL
          SELECT format('settlement %s begins on %s, the one before it ended with %s', number, lower(period), before) FROM (
            SELECT number, period, lag(upper(period)) OVER (PARTITION BY partner_id, currency ORDER BY period) AS before FROM standing) row
           WHERE before <> lower(period) LIMIT 20`,
  },
  {
    id: 'M-19',
    sentence:
      'What a provider paid in is one payment of that customer, or of the account that is billed for them; a notice that could not be taken says why.',
    sql: `SELECT format('checkout %s of %s %s: payment %s of %s %s', checkout.id, checkout.amount_minor, checkout.currency, payment.id, payment.amount_minor, payment.currency) AS violation
            FROM billing.checkout JOIN billing.payment ON payment.id = checkout.payment_id
           WHERE payment.currency <> checkout.currency
              OR (payment.customer_id <> checkout.customer_id AND payment.note NOT LIKE 'Paid by the sub-account %')
          UNION ALL
          SELECT format('payment %s is of %s checkouts', payment_id, count(*)) FROM billing.checkout WHERE payment_id IS NOT NULL GROUP BY payment_id HAVING count(*) > 1
          UNION ALL
          SELECT format('notice %s failed without a word', event_id) FROM billing.provider_notice WHERE state = 'failed' AND coalesce(fault, '') = '' LIMIT 20`,
  },
  {
    id: 'M-21',
    sentence: 'No document, payment or journal entry of a customer is in another currency than the account.',
    sql: `SELECT format('%s %s of customer %s is in %s, the account in %s', moved.kind, moved.id, moved.customer_id, moved.currency, account.currency) AS violation
            FROM (SELECT 'invoice' AS kind, id, customer_id, currency FROM billing.invoice
                  UNION ALL SELECT 'credit note', id, customer_id, currency FROM billing.credit_note
                  UNION ALL SELECT 'payment', id, customer_id, currency FROM billing.payment
                  UNION ALL SELECT 'entry', entry_id, customer_id, currency FROM billing.posting WHERE customer_id IS NOT NULL) moved
            JOIN billing.account USING (customer_id) WHERE moved.currency <> account.currency LIMIT 20`,
  },
];
