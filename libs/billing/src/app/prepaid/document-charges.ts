import type { Act } from '@demarc/commands';
import { type DateRange, type LocalDate, maxDate, minDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  chargesToDocument,
  daysTogether,
  type DocumentMoment,
  explanationTogether,
  type UndocumentedCharge,
} from '../../domain/index.js';
import type { InvoiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import type { LineToIssue } from '../documents/document-lines.js';
import { type InvoiceToIssue, writeInvoiceOfCharges } from '../documents/write-invoices.js';
import { push } from '../ledger/post-entries.js';
import { freePayers, openInvoices, settle } from '../payments/settlement.js';
import type { TaxDetail } from '../pricing/tax-detail.js';
import type { BillingTerms } from '../settings/settings.js';
import { type ChargeRow, chargeOf } from './undocumented-charges.js';

export interface WaitingCharge extends UndocumentedCharge {
  readonly chargeId: string;
  readonly line: Omit<LineToIssue, 'id'>;
  readonly taxDetail: TaxDetail | null;
}

interface Moment {
  readonly on: LocalDate;
  readonly terms: BillingTerms;
  readonly moment: DocumentMoment;
  readonly runId: string | null;
}

/**
 * Issues the invoices that prepaid charges wait for. The charges are in the books already: the invoice says what they were
 * for, and moves neither income nor balance. The account is locked, with its balance as it is now.
 */
export async function documentCharges(act: Act, account: Account, how: Moment): Promise<InvoiceId[]> {
  const waiting = await undocumented(act.sql, account.customerId);
  if (waiting.length === 0) return [];
  const facts = { on: how.on, owedMinor: -account.balanceMinor, moment: how.moment };
  const issued: InvoiceId[] = [];
  for (const charges of chargesToDocument(waiting, facts)) issued.push(await issue(act, account, charges, how));
  return issued;
}

async function issue(act: Act, account: Account, charges: readonly WaitingCharge[], how: Moment): Promise<InvoiceId> {
  const { on, terms, runId } = how;
  const rows = daysTogether(charges);
  const lines = rows.map((row) => lineOf(act.newId<'InvoiceLine'>(), row));
  const invoice: InvoiceToIssue = {
    id: act.newId<'Invoice'>(),
    customerId: account.customerId,
    partnerId: account.partnerId,
    terms,
    kind: 'recurring',
    currency: account.currency,
    issuedOn: on,
    dueOn: on,
    period: spanOf(charges),
    netMinor: lines.reduce((sum, line) => sum + line.netMinor, 0n),
    taxMinor: lines.reduce((sum, line) => sum + line.taxMinor, 0n),
    grossMinor: lines.reduce((sum, line) => sum + line.grossMinor, 0n),
    runId,
    note: '',
    lines,
    ofCharges: true,
  };
  const open = await openInvoices(act.sql, [account.customerId]);
  const { id, customerId, issuedOn, grossMinor } = invoice;
  const fresh = { id, number: '', customerId, issuedOn, openMinor: grossMinor };
  const payers = await freePayers(act.sql, [account.customerId]);
  // What is still without an invoice is newer than this one.
  const settlements = settle(-account.balanceMinor, [...open, fresh], payers, 'after_invoices');
  const number = await writeInvoiceOfCharges(
    act,
    invoice,
    settlements.filter((one) => one.invoiceId === id),
  );
  await link(act.sql, rows, lines);
  const about = { customerId: account.customerId, partnerId: account.partnerId };
  act.audit({ kind: 'invoice', id, ...about }, `Invoice ${number} issued for prepaid time that was charged`);
  return id as InvoiceId;
}

function lineOf(id: string, row: readonly WaitingCharge[]): LineToIssue {
  const [first] = row;
  const last = row.at(-1);
  if (!first || !last) throw new Error('a line of no charges');
  if (first === last) return { id, ...first.line, taxDetail: first.taxDetail };
  const sum = (of: (charge: WaitingCharge) => bigint): bigint => row.reduce((total, one) => total + of(one), 0n);
  const explanation =
    first.explanation && last.explanation ? explanationTogether(first.explanation, last.explanation) : null;
  return {
    id,
    ...last.line,
    covers: spanOf(row),
    part: last.line.part && { ...last.line.part, days: row.reduce((days, one) => days + (one.part?.days ?? 0), 0) },
    netMinor: sum((one) => one.netMinor),
    taxMinor: sum((one) => one.taxMinor),
    grossMinor: sum((one) => one.grossMinor),
    taxDetail: detailOf(row),
    explanation,
  };
}

/** The taxes of a group, each the sum of its days. */
function detailOf(row: readonly WaitingCharge[]): TaxDetail | null {
  const detail = row.at(-1)?.taxDetail ?? null;
  if (!detail?.parts) return detail;
  const parts = detail.parts.map((part, index) => ({
    ...part,
    taxMinor: String(row.reduce((sum, one) => sum + BigInt(one.taxDetail?.parts?.[index]?.taxMinor ?? 0), 0n)),
  }));
  return { ...detail, parts };
}

function spanOf(charges: readonly WaitingCharge[]): DateRange | null {
  const ranges = charges.flatMap((charge) => (charge.covers ? [charge.covers] : []));
  const [first] = ranges;
  if (!first) return null;
  return ranges.reduce(
    (span, range) => ({ from: minDate(span.from, range.from), to: maxDate(span.to, range.to) }),
    first,
  );
}

/** From now on the charged days stand on the lines of the invoice. */
async function link(
  sql: Sql,
  rows: readonly (readonly WaitingCharge[])[],
  lines: readonly LineToIssue[],
): Promise<void> {
  const pairs: unknown[][] = [[], []];
  rows.forEach((row, index) => {
    for (const { chargeId } of row) push(pairs, [chargeId, lines[index]?.id]);
  });
  await sql.execute(
    `UPDATE billing.charged_period period SET invoice_line_id = made.line FROM unnest($1::uuid[], $2::uuid[]) made (charge, line)
      WHERE period.prepaid_charge_id = made.charge`,
    pairs,
  );
}

const UNDOCUMENTED = `billing.prepaid_charge charge JOIN billing.charged_period period ON period.prepaid_charge_id = charge.id
   AND period.invoice_line_id IS NULL AND period.released_at IS NULL`;

/** Charges that want an invoice and have none, oldest first. */
async function undocumented(sql: Sql, customerId: string): Promise<WaitingCharge[]> {
  const rows = await sql.query<ChargeRow>(
    `SELECT charge.id, charge.service_id, charge.plan_id, charge.charged_on, charge.document, charge.revenue, charge.description, charge.quantity, charge.unit,
       charge.unit_price, charge.tax_inclusive, charge.discounts, tax.id AS tax_id, tax.name AS tax_name, charge.tax_percent, charge.tax_detail,
       lower(charge.covers) AS covers_from, upper(charge.covers) AS covers_to, lower(charge.period) AS period_from, upper(charge.period) AS period_to,
       charge.days, charge.period_days, charge.net_minor AS net, charge.tax_minor AS tax, charge.explanation
     FROM ${UNDOCUMENTED} LEFT JOIN billing.tax_rate tax ON tax.id = charge.tax_rate_id
     WHERE charge.customer_id = $1 AND charge.document <> 'none' ORDER BY lower(charge.covers), charge.id`,
    [customerId],
  );
  return rows.map(chargeOf);
}

/** What a customer was charged that still gets its invoice. */
export async function toBeInvoiced(sql: Sql, customerId: string): Promise<bigint> {
  const row = await sql.first<{ gross: string }>(
    `SELECT coalesce(sum(charge.gross_minor), 0) AS gross FROM ${UNDOCUMENTED} WHERE charge.customer_id = $1 AND charge.document <> 'none'`,
    [customerId],
  );
  return BigInt(row?.gross ?? 0);
}

/** Customers whose charges of months that are over may want an invoice, page by page. */
export function customersToDocument(
  sql: Sql,
  monthStart: LocalDate,
  after: string,
  limit: number,
): Promise<{ customer_id: string }[]> {
  return sql.query(
    `SELECT DISTINCT charge.customer_id FROM ${UNDOCUMENTED}
      WHERE charge.document <> 'none' AND lower(charge.covers) < $1::date AND charge.customer_id > $2 ORDER BY charge.customer_id LIMIT ${limit}`,
    [monthStart, after],
  );
}
