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
/** Of the partner and the currency, issued by the last day, and not deleted in the system that it came from. */
const stands = (document: string): string =>
  `${document}.partner_id = $1 AND ${document}.currency = $2 AND ${document}.issued_on <= $3 AND ${document}.is_booked`;
const HOLD_ON = (day: string): string =>
  `${day} >= terms.from_on AND (terms.until_on IS NULL OR ${day} < terms.until_on) AND terms.percent > 0`;

/** Work that began before a settlement was made is committed within this time after it. */
const LONGEST_WORK = `interval '1 hour'`;
const RECORDED_SINCE = `$6::timestamptz - ${LONGEST_WORK}`;
const ENDS_AT = `(($3::date + 1)::timestamp AT TIME ZONE $4)`;
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

/** What of a document is shared, and what earlier settlements counted of it: looked up document by document, each by its index. */
const shared = (document: 'invoice' | 'credit_note', isFee: string): string => `
    SELECT coalesce(sum(line.net_minor) FILTER (WHERE terms.with_fees OR NOT ${isFee}), 0) AS minor
      FROM billing.${document}_line line WHERE line.${document}_id = document.id`;
const counted = (document: 'invoice' | 'credit_note'): string => `
    SELECT coalesce(sum(line.gross_minor), 0) AS gross, coalesce(sum(line.base_minor + line.not_shared_minor), 0) AS net, coalesce(sum(line.base_minor), 0) AS shared
      FROM billing.reseller_settlement_line line JOIN billing.reseller_settlement settlement ON settlement.id = line.settlement_id AND settlement.undone_on IS NULL
     WHERE line.${document}_id = document.id`;

/** What credit notes took off an invoice that is shared as it is collected. */
const CREDITED = `
    SELECT coalesce(sum(document.gross_minor), 0) AS gross, coalesce(sum(document.net_minor), 0) AS net, coalesce(sum(own.minor), 0) AS shared
      FROM billing.credit_note document CROSS JOIN LATERAL (${shared('credit_note', IS_FEE_NOTE)}) own
     WHERE document.invoice_id = changed.id AND terms.basis = 'collected' AND ${stands('document')}`;

/** What money settled: an allocation counts from when it was made until it was undone. */
const SETTLED = `
    SELECT coalesce(sum(made.amount_minor), 0) AS minor FROM billing.allocation made LEFT JOIN billing.credit_note payer ON payer.id = made.credit_note_id
     WHERE made.invoice_id = document.id AND terms.basis = 'collected' AND made.made_at < ${ENDS_AT} AND (made.undone_at IS NULL OR made.undone_at >= ${ENDS_AT})
       AND (made.payment_id IS NOT NULL OR payer.invoice_id <> made.invoice_id)`;

const COLUMNS = `document.id, document.customer_id, document.number, document.issued_on, terms.id AS terms_id, terms.from_on AS terms_from, terms.percent, terms.basis, terms.with_fees,
       document.gross_minor, document.net_minor, shared.minor AS shared, counted.gross AS counted_gross, counted.net AS counted_net, counted.shared AS counted_shared`;

/**
 * What of these documents stands at the end of the last day. Money is payments, and what a credit note settled on another
 * invoice than its own: its worth was paid there.
 */
const DOCUMENTS = `
  WITH terms AS (
    SELECT id, from_on, lead(from_on) OVER (ORDER BY from_on) AS until_on, percent, basis, with_fees FROM billing.reseller_terms WHERE partner_id = $1),
  ${CHANGED},
  found AS (
    SELECT 'invoice' AS kind, ${COLUMNS}, credited.gross AS credited_gross, credited.net AS credited_net, credited.shared AS credited_shared, settled.minor AS settled
      FROM changed JOIN billing.invoice document ON document.id = changed.id JOIN terms ON ${HOLD_ON('document.issued_on')}
     CROSS JOIN LATERAL (${shared('invoice', IS_FEE)}) shared CROSS JOIN LATERAL (${counted('invoice')}) counted
     CROSS JOIN LATERAL (${CREDITED}) credited CROSS JOIN LATERAL (${SETTLED}) settled
     WHERE ${stands('document')}
    UNION ALL
    SELECT 'credit_note', ${COLUMNS}, 0, 0, 0, 0
      FROM changed_note document LEFT JOIN billing.invoice corrected ON corrected.id = document.invoice_id
      JOIN terms ON ${HOLD_ON('coalesce(corrected.issued_on, document.issued_on)')} AND terms.basis = 'invoiced'
     CROSS JOIN LATERAL (${shared('credit_note', IS_FEE_NOTE)}) shared CROSS JOIN LATERAL (${counted('credit_note')}) counted
     WHERE ${stands('document')} AND (document.invoice_id IS NULL OR ${stands('corrected')}))
  SELECT kind, id, customer_id AS "customerId", number, issued_on AS "issuedOn", terms_id AS "termsId", terms_from AS "termsFrom", trim_scale(percent)::text AS percent, basis,
     with_fees AS "withFees", gross_minor::text AS gross, net_minor::text AS net, shared::text AS shared, credited_gross::text AS "creditedGross", credited_net::text AS "creditedNet",
     credited_shared::text AS "creditedShared", settled::text AS settled, counted_gross::text AS "countedGross", counted_net::text AS "countedNet", counted_shared::text AS "countedShared"
    FROM found ORDER BY customer_id, issued_on, id`;

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
