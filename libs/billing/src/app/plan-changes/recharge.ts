import type { Act } from '@demarc/commands';
import { currencyDigits, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  type ChargedLine,
  creditDays,
  documentTotals,
  dueDate,
  type Explanation,
  rechargeExplanation,
  type RevenueAccount,
  type TaxExemption,
} from '../../domain/index.js';
import type { CreditNoteId, InvoiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { type LineToIssue, rangeText } from '../documents/document-lines.js';
import { issueOne } from '../documents/issue-one.js';
import { discountsOfRow } from '../runs/charged-lines.js';
import { billableAccount } from '../runs/load-billable.js';
import { type TaxDetail, taxDetailOf, taxOfRow } from '../pricing/tax-detail.js';
import type { BillingTerms } from '../settings/settings.js';
import type { StandingWatch } from '../standing/standing-watch.js';

/** A line of a credit note that gave service days back. */
export interface CreditedLine {
  readonly id: string;
  readonly document: string;
  readonly serviceId: string;
  readonly planId: string | null;
  readonly revenue: RevenueAccount;
  readonly description: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly part: NonNullable<LineToIssue['part']>;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly priceIncludesTax: boolean;
  readonly discounts: LineToIssue['discounts'];
  readonly tax: LineToIssue['tax'];
  readonly exemption?: TaxExemption;
  readonly taxDetail: LineToIssue['taxDetail'];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
}

type Row = Omit<CreditedLine, 'part' | 'tax' | 'netMinor' | 'taxMinor' | 'grossMinor'> & {
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  readonly days: number;
  readonly of: number;
  readonly taxId: string | null;
  readonly taxName: string | null;
  readonly taxPercent: string;
  readonly net: string;
  readonly tax: string;
};

export async function creditedLinesOf(sql: Sql, creditNoteId: CreditNoteId): Promise<CreditedLine[]> {
  const rows = await sql.query<Row>(
    `SELECT line.id, note.number AS document, line.service_id AS "serviceId", line.plan_id AS "planId", line.revenue, line.description,
       lower(line.covers) AS "from", upper(line.covers) AS "to", lower(line.period) AS "periodFrom", upper(line.period) AS "periodTo", line.days,
       line.period_days AS "of", line.quantity, line.unit, line.unit_price AS "unitPrice", line.tax_inclusive AS "priceIncludesTax", line.discounts,
       tax.id AS "taxId", tax.name AS "taxName", line.tax_percent AS "taxPercent", line.net_minor AS net, line.tax_minor AS tax,
       line.tax_detail AS "taxDetail"
     FROM billing.credit_note_line line JOIN billing.credit_note note ON note.id = line.credit_note_id
     LEFT JOIN billing.tax_rate tax ON tax.id = line.tax_rate_id
     WHERE line.credit_note_id = $1 AND line.service_id IS NOT NULL AND line.period IS NOT NULL ORDER BY line.position`,
    [creditNoteId],
  );
  return rows.map(({ periodFrom, periodTo, days, of, taxId, taxName, taxPercent, net, tax, ...row }) => ({
    ...row,
    part: { period: { from: periodFrom, to: periodTo }, days, of },
    ...taxOfRow({ tax_id: taxId, tax_name: taxName, tax_percent: taxPercent, tax_detail: row.taxDetail ?? null }),
    netMinor: BigInt(net),
    taxMinor: BigInt(tax),
    grossMinor: BigInt(net) + BigInt(tax),
  }));
}

/** A new invoice over days that were given back, with the amounts that were given back. */
export async function chargeAgain(
  act: Act,
  account: Account,
  terms: BillingTerms,
  lines: readonly RechargeLine[],
  note: string,
  watch: StandingWatch,
): Promise<InvoiceId | null> {
  const [first] = lines;
  if (!first) return null;
  const issuedOn = act.todayIn(terms.zone);
  const toIssue = lines.map(({ id: rechargesLineId, from, to, document: _document, ...line }): LineToIssue => ({
    ...line,
    id: act.newId<'InvoiceLine'>(),
    rechargesLineId,
    covers: { from, to },
  }));
  const totals = documentTotals(toIssue);
  const { invoiceId } = await issueOne(
    act,
    account,
    {
      id: act.newId<'Invoice'>(),
      customerId: account.customerId,
      partnerId: account.partnerId,
      terms,
      kind: 'recurring',
      currency: account.currency,
      issuedOn,
      dueOn: dueDate(issuedOn, account.dueDays),
      period: { from: first.from, to: (lines.at(-1) ?? first).to },
      ...totals,
      runId: null,
      note,
      lines: toIssue,
    },
    watch,
  );
  await linkRecharges(act, account, toIssue);
  return invoiceId;
}

/** Says which given back days the lines of an issued invoice charge again. */
export async function linkRecharges(act: Act, account: Account, lines: readonly LineToIssue[]): Promise<void> {
  for (const line of lines) {
    if (!line.rechargesLineId) continue;
    await act.sql.execute(
      'INSERT INTO billing.recharged_line (invoice_line_id, credit_note_line_id, service_id, customer_id, partner_id, days) VALUES ($1, $2, $3, $4, $5, $6)',
      [line.id, line.rechargesLineId, line.serviceId, account.customerId, account.partnerId, rangeText(line.covers)],
    );
  }
}

export type RechargeLine = CreditedLine & { readonly explanation: Explanation };

/** Charges again what a credit note gave back of the days from `from` on, less what was charged again before. */
export async function chargeFrom(
  act: Act,
  account: Account,
  terms: BillingTerms,
  wish: { readonly creditNoteId: CreditNoteId; readonly from: LocalDate; readonly note: string },
  watch: StandingWatch,
): Promise<InvoiceId | null> {
  return chargeAgain(act, account, terms, await linesFrom(act.sql, account, terms, wish), wish.note, watch);
}

export async function linesFrom(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  wish: { readonly creditNoteId: CreditNoteId; readonly from: LocalDate },
): Promise<RechargeLine[]> {
  const { policy } = billableAccount(account, [], terms);
  const how = {
    rule: 'plan_change.undo',
    currency: account.currency,
    rounding: policy.rounding,
    length: policy.period,
    dayCount: policy.dayCount,
  } as const;
  const lines: RechargeLine[] = [];
  for (const given of await creditedLinesOf(sql, wish.creditNoteId)) {
    const line = { ...asCharged(given), ...(await rechargedOf(sql, given.id)) };
    for (const part of creditDays(line, wish.from, null, how)) {
      const again = {
        ...given,
        taxDetail: partDetail(given, part.taxMinor),
        netMinor: part.netMinor,
        taxMinor: part.taxMinor,
        grossMinor: part.grossMinor,
      };
      lines.push({
        ...again,
        from: part.covers.from,
        to: part.covers.to,
        part: { period: part.period, days: part.days, of: part.of },
        explanation: rechargeExplanation(again, terms.rounding, currencyDigits(account.currency)),
      });
    }
  }
  return lines;
}

/** A part of the line has parts of its taxes. */
function partDetail({ tax, exemption }: CreditedLine, taxMinor: bigint): TaxDetail | null {
  return taxDetailOf({ tax, taxMinor, explanation: null, ...(exemption ? { exemption } : {}) });
}

/** What was given back, as a line whose days can be charged again one by one. */
function asCharged(given: CreditedLine): Omit<ChargedLine, 'credited' | 'creditedDays'> {
  const { quantity, unitPrice, priceIncludesTax, tax, netMinor, taxMinor, grossMinor } = given;
  return {
    lineId: given.id,
    description: given.description,
    covers: { from: given.from, to: given.to },
    ...given.part,
    thing: { quantity, unitPrice, priceIncludesTax, tax, ...discountsOfRow(given.discounts) },
    netMinor,
    taxMinor,
    grossMinor,
  };
}

async function rechargedOf(
  sql: Sql,
  creditNoteLineId: string,
): Promise<Pick<ChargedLine, 'credited' | 'creditedDays'>> {
  const rows = await sql.query<{ from: LocalDate; to: LocalDate; net: string; tax: string }>(
    `SELECT lower(again.days) AS "from", upper(again.days) AS "to", line.net_minor AS net, line.tax_minor AS tax
       FROM billing.recharged_line again JOIN billing.invoice_line line ON line.id = again.invoice_line_id WHERE again.credit_note_line_id = $1`,
    [creditNoteLineId],
  );
  const sum = (pick: (row: { net: string; tax: string }) => bigint): bigint =>
    rows.reduce((all, row) => all + pick(row), 0n);
  const netMinor = sum(({ net }) => BigInt(net));
  const taxMinor = sum(({ tax }) => BigInt(tax));
  return { creditedDays: rows, credited: { netMinor, taxMinor, grossMinor: netMinor + taxMinor } };
}
