import { type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  documentData,
  type PaperData,
  type PaperDocument,
  type PaperLine,
  type PaperPeople,
  type PaperReceipt,
  receiptData,
} from '../../documents/paper-data.js';
import type { LineToIssue } from './document-lines.js';
import { discountWords } from '../pricing/discount-words.js';
import type { TaxDetail } from '../pricing/tax-detail.js';

interface DocumentRow {
  number: string;
  issuedOn: LocalDate;
  dueOn: LocalDate | null;
  periodFrom: LocalDate | null;
  periodTo: LocalDate | null;
  correctsNumber: string | null;
  currency: string;
  net: string;
  tax: string;
  gross: string;
  note: string;
  taxExempt: boolean | null;
}

type LineRow = Omit<PaperLine, 'covers' | 'netMinor' | 'taxMinor' | 'grossMinor'> & {
  coversFrom: LocalDate | null;
  coversTo: LocalDate | null;
  net: string;
  tax: string;
  gross: string;
  taxDetail: TaxDetail | null;
  discounts: LineToIssue['discounts'];
};

const OWN = {
  invoice: `document.due_on AS "dueOn", lower(document.period) AS "periodFrom", upper(document.period) AS "periodTo", NULL AS "correctsNumber"`,
  proforma: `document.due_on AS "dueOn", lower(document.period) AS "periodFrom", upper(document.period) AS "periodTo", NULL AS "correctsNumber"`,
  credit_note: `NULL AS "dueOn", NULL AS "periodFrom", NULL AS "periodTo", (SELECT number FROM billing.invoice WHERE id = document.invoice_id) AS "correctsNumber"`,
} as const;

/** An invoice, a proforma or a credit note as its template sees it. */
export async function chargesPaper(
  sql: Sql,
  kind: keyof typeof OWN,
  { id }: { readonly id: string },
  people: PaperPeople,
): Promise<PaperData> {
  const row = await sql.first<DocumentRow>(
    `SELECT document.number, document.issued_on AS "issuedOn", document.currency, document.net_minor AS net, document.tax_minor AS tax, document.gross_minor AS gross,
       document.note, account.tax_exempt AS "taxExempt", ${OWN[kind]}
     FROM billing.${kind} document LEFT JOIN billing.account ON account.customer_id = document.customer_id WHERE document.id = $1`,
    [id],
  );
  if (!row) throw notFound(kind);
  const lines = await sql.query<LineRow>(
    `SELECT line.description, lower(covers) AS "coversFrom", upper(covers) AS "coversTo", quantity, unit, unit_price AS "unitPrice", tax_inclusive AS "priceIncludesTax",
       tax_percent AS "taxPercent", tax.name AS "taxName", tax_rate_id AS "taxRateId", net_minor AS net, tax_minor AS tax, gross_minor AS gross, tax_detail AS "taxDetail", discounts
     FROM billing.${kind}_line line LEFT JOIN billing.tax_rate tax ON tax.id = tax_rate_id WHERE ${kind}_id = $1 ORDER BY position`,
    [id],
  );
  const { net, tax, gross, periodFrom, periodTo, taxExempt, ...said } = row;
  const document: PaperDocument = {
    ...said,
    kind,
    netMinor: BigInt(net),
    taxMinor: BigInt(tax),
    grossMinor: BigInt(gross),
    period: periodFrom && periodTo ? { from: periodFrom, to: periodTo } : null,
    lines: lines.map((line) => lineOf(line, row.currency)),
    taxNotes: taxNotes(lines, taxExempt === true && BigInt(tax) === 0n),
  };
  return documentData(document, people);
}

export async function receiptPaper(sql: Sql, { id }: { readonly id: string }, people: PaperPeople): Promise<PaperData> {
  const row = await sql.first<Omit<PaperReceipt, 'amountMinor'> & { amount: string }>(
    `SELECT receipt_number AS number, received_on AS "receivedOn", method.name AS method, amount_minor AS amount, currency
       FROM billing.payment JOIN billing.payment_method method ON method.id = method_id WHERE payment.id = $1`,
    [id],
  );
  if (!row) throw notFound('receipt');
  const { amount, ...receipt } = row;
  return receiptData({ ...receipt, amountMinor: BigInt(amount) }, people);
}

function lineOf(row: LineRow, currency: string): PaperLine {
  const { coversFrom, coversTo, net, tax, gross, taxDetail: _, discounts, ...line } = row;
  const covers = coversFrom && coversTo ? { from: coversFrom, to: coversTo } : null;
  const description = [line.description, ...discountWords(discounts, currency)].join('\n');
  return { ...line, description, covers, netMinor: BigInt(net), taxMinor: BigInt(tax), grossMinor: BigInt(gross) };
}

/** Each reason once: what the law wants said, or the evidence. */
function taxNotes(lines: readonly LineRow[], exempt: boolean): string[] {
  const said = lines.flatMap(({ taxDetail }) => {
    const exemption = taxDetail?.exemption;
    if (!exemption) return [];
    return [exemption.note ?? [exemption.reason, exemption.documentNumber].filter(Boolean).join(', ')];
  });
  const notes = [...new Set(said)].filter((note) => note !== '');
  return notes.length === 0 && exempt ? ['Exempt from tax.'] : notes;
}
