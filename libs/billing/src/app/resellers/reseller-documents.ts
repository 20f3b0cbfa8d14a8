import type { CurrencyCode, LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { ResellerBasis, ResellerDocument } from '../../domain/index.js';

/** A document with what people know it by. */
export interface NumberedDocument extends ResellerDocument {
  readonly number: string;
  readonly issuedOn: LocalDate;
}

export interface SettledTime {
  readonly partnerId: string;
  readonly currency: CurrencyCode;
  /** The first day that no settlement has counted yet. */
  readonly from: LocalDate;
  /** When the settlement before this one was made; null where there is none. */
  readonly settledAt: Date | null;
  /** The last day that counts, and where its end is. */
  readonly through: LocalDate;
  readonly zone: string;
}

interface Row {
  id: string;
  kind: 'invoice' | 'credit_note';
  customerId: string;
  number: string;
  issuedOn: LocalDate;
  termsId: string;
  termsFrom: LocalDate;
  percent: string;
  basis: ResellerBasis;
  withFees: boolean;
  gross: string;
  net: string;
  shared: string;
  creditedGross: string;
  creditedNet: string;
  creditedShared: string;
  settled: string;
  countedGross: string;
  countedNet: string;
  countedShared: string;
}

/** A fee: booked as one, or charged as one and booked where the operator's chart wants it. */
const IS_FEE = `(line.revenue = 'revenue.fee' OR EXISTS (SELECT 1 FROM billing.future_item item WHERE item.id = line.future_item_id AND item.source = 'fee'))`;
const IS_FEE_NOTE = `(line.revenue = 'revenue.fee' OR EXISTS (SELECT 1 FROM billing.invoice_line charged JOIN billing.future_item item ON item.id = charged.future_item_id WHERE charged.id = line.invoice_line_id AND item.source = 'fee'))`;
const STANDS = `NOT (origin = 'imported' AND status = 'void')`;

/** Work that began before a settlement was made is committed within this time after it. */
const LONGEST_WORK = `interval '1 hour'`;
const RECORDED_SINCE = `$6::timestamptz - ${LONGEST_WORK}`;
const MOVED_SINCE = `($5::date::timestamp AT TIME ZONE $4) - ${LONGEST_WORK}`;

/**
 * What of the partner's documents may count otherwise than at the last settlement: $1 partner, $2 currency, $3 the last day, $4 the
 * zone, $5 the first day, $6 when the last settlement was made. These are documents of the days, those that were recorded since
 * under an earlier day, and those that money has settled, or gone back from, since. Each is taken with all that ever happened
 * to it, so that what counts does not depend on where periods are cut.
 */
const CHANGED = `
  changed AS MATERIALIZED (
    SELECT id FROM billing.invoice WHERE partner_id = $1 AND issued_on BETWEEN $5 AND $3
    UNION SELECT id FROM billing.invoice WHERE partner_id = $1 AND created_at >= ${RECORDED_SINCE}
    UNION SELECT invoice_id FROM billing.credit_note WHERE partner_id = $1 AND issued_on BETWEEN $5 AND $3
    UNION SELECT invoice_id FROM billing.credit_note WHERE partner_id = $1 AND created_at >= ${RECORDED_SINCE}
    UNION SELECT invoice_id FROM billing.allocation WHERE partner_id = $1 AND made_at >= ${MOVED_SINCE}
    UNION SELECT invoice_id FROM billing.allocation WHERE partner_id = $1 AND undone_at >= ${MOVED_SINCE}),
  changed_note AS MATERIALIZED (
    SELECT note.* FROM changed JOIN billing.credit_note note ON note.invoice_id = changed.id
    UNION ALL SELECT * FROM billing.credit_note WHERE invoice_id IS NULL AND partner_id = $1
      AND (issued_on BETWEEN $5 AND $3 OR created_at >= ${RECORDED_SINCE}))`;

/** What earlier settlements counted of invoices or of credit notes. */
const countedOf = (document: 'invoice' | 'note', column: 'invoice_id' | 'credit_note_id'): string => `
    SELECT ${document}.id, sum(line.gross_minor) AS gross, sum(line.base_minor + line.not_shared_minor) AS net, sum(line.base_minor) AS shared
      FROM ${document} JOIN billing.reseller_settlement_line line ON line.${column} = ${document}.id
      JOIN billing.reseller_settlement settlement ON settlement.id = line.settlement_id AND settlement.undone_on IS NULL GROUP BY ${document}.id`;

/**
 * What of these documents stands at the end of the last day. An allocation counts from when it was made until it was undone.
 * Money is what payments settled, and what a credit note settled on another invoice than its own: its worth was paid there.
 */
const DOCUMENTS = `
  WITH terms AS (
    SELECT id, from_on, lead(from_on) OVER (ORDER BY from_on) AS until_on, percent, basis, with_fees FROM billing.reseller_terms WHERE partner_id = $1),
  moment AS (SELECT ($3::date + 1)::timestamp AT TIME ZONE $4 AS ends_at),
  ${CHANGED},
  invoice AS MATERIALIZED (
    SELECT invoice.id, customer_id, number, issued_on, gross_minor, net_minor, terms.id AS terms_id, from_on AS terms_from, percent, basis, with_fees
      FROM changed JOIN billing.invoice USING (id) JOIN terms ON issued_on >= from_on AND (until_on IS NULL OR issued_on < until_on)
     WHERE partner_id = $1 AND currency = $2 AND issued_on <= $3 AND percent > 0 AND ${STANDS}),
  invoice_shared AS (
    SELECT invoice.id, sum(line.net_minor) FILTER (WHERE with_fees OR NOT ${IS_FEE}) AS minor FROM invoice JOIN billing.invoice_line line ON line.invoice_id = invoice.id GROUP BY invoice.id),
  note AS MATERIALIZED (
    SELECT note.id, note.customer_id, note.number, note.issued_on, note.gross_minor, note.net_minor, note.invoice_id,
       coalesce(invoice.terms_id, terms.id) AS terms_id, coalesce(invoice.terms_from, terms.from_on) AS terms_from, coalesce(invoice.percent, terms.percent) AS percent, coalesce(invoice.basis, terms.basis) AS basis,
       coalesce(invoice.with_fees, terms.with_fees) AS with_fees
      FROM (SELECT * FROM changed_note WHERE partner_id = $1 AND currency = $2 AND issued_on <= $3 AND ${STANDS}) note
      LEFT JOIN invoice ON invoice.id = note.invoice_id
      LEFT JOIN terms ON note.invoice_id IS NULL AND note.issued_on >= from_on AND (until_on IS NULL OR note.issued_on < until_on) AND terms.percent > 0
     WHERE coalesce(invoice.terms_id, terms.id) IS NOT NULL),
  note_shared AS (
    SELECT note.id, sum(line.net_minor) FILTER (WHERE with_fees OR NOT ${IS_FEE_NOTE}) AS minor FROM note JOIN billing.credit_note_line line ON line.credit_note_id = note.id GROUP BY note.id),
  credited AS (
    SELECT note.invoice_id, sum(gross_minor) AS gross, sum(net_minor) AS net, sum(coalesce(note_shared.minor, 0)) AS shared
      FROM note LEFT JOIN note_shared USING (id) WHERE basis = 'collected' AND note.invoice_id IS NOT NULL GROUP BY note.invoice_id),
  settled AS (
    SELECT made.invoice_id, sum(made.amount_minor) AS minor FROM invoice JOIN billing.allocation made ON made.invoice_id = invoice.id CROSS JOIN moment
      LEFT JOIN billing.credit_note payer ON payer.id = made.credit_note_id
     WHERE invoice.basis = 'collected' AND made.made_at < ends_at AND (made.undone_at IS NULL OR made.undone_at >= ends_at)
       AND (made.payment_id IS NOT NULL OR payer.invoice_id <> made.invoice_id) GROUP BY made.invoice_id),
  counted AS (${countedOf('invoice', 'invoice_id')} UNION ALL ${countedOf('note', 'credit_note_id')}),
  document AS (
    SELECT 'invoice' AS kind, invoice.id, customer_id, number, issued_on, terms_id, terms_from, percent, basis, with_fees, gross_minor, net_minor, coalesce(invoice_shared.minor, 0) AS shared,
       coalesce(credited.gross, 0) AS credited_gross, coalesce(credited.net, 0) AS credited_net, coalesce(credited.shared, 0) AS credited_shared, coalesce(settled.minor, 0) AS settled
      FROM invoice LEFT JOIN invoice_shared USING (id) LEFT JOIN credited ON credited.invoice_id = invoice.id LEFT JOIN settled ON settled.invoice_id = invoice.id
    UNION ALL
    SELECT 'credit_note', note.id, customer_id, number, issued_on, terms_id, terms_from, percent, basis, with_fees, gross_minor, net_minor, coalesce(note_shared.minor, 0), 0, 0, 0, 0
      FROM note LEFT JOIN note_shared USING (id) WHERE basis = 'invoiced')
  SELECT kind, document.id, customer_id AS "customerId", number, issued_on AS "issuedOn", terms_id AS "termsId", terms_from AS "termsFrom", trim_scale(percent)::text AS percent, basis,
     with_fees AS "withFees", gross_minor::text AS gross, net_minor::text AS net, document.shared::text AS shared, credited_gross::text AS "creditedGross", credited_net::text AS "creditedNet",
     credited_shared::text AS "creditedShared", settled::text AS settled, coalesce(counted.gross, 0)::text AS "countedGross", coalesce(counted.net, 0)::text AS "countedNet",
     coalesce(counted.shared, 0)::text AS "countedShared"
    FROM document LEFT JOIN counted USING (id) ORDER BY customer_id, issued_on, document.id`;

export async function resellerDocuments(
  sql: Sql,
  { partnerId, currency, from, settledAt, through, zone }: SettledTime,
): Promise<NumberedDocument[]> {
  const rows = await sql.query<Row>(DOCUMENTS, [partnerId, currency, through, zone, from, settledAt]);
  return rows.map((row) => ({
    documentId: row.id,
    kind: row.kind,
    customerId: row.customerId,
    number: row.number,
    issuedOn: row.issuedOn,
    termsId: row.termsId,
    termsFrom: row.termsFrom,
    percent: row.percent,
    basis: row.basis,
    withFees: row.withFees,
    worth: worth(row.gross, row.net, row.shared),
    credited: worth(row.creditedGross, row.creditedNet, row.creditedShared),
    settledMinor: BigInt(row.settled),
    counted: worth(row.countedGross, row.countedNet, row.countedShared),
  }));
}

function worth(gross: string, net: string, shared: string): ResellerDocument['worth'] {
  return { grossMinor: BigInt(gross), netMinor: BigInt(net), sharedMinor: BigInt(shared) };
}
