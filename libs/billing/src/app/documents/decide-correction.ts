import { createHash } from 'node:crypto';
import { conflict, Decimal, type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  type DiffedLine,
  documentTotals,
  type DocumentTotals,
  type Explanation,
  explainedLine,
  type LineDifference,
  lineDifferences,
  type PricedThing,
  type RevenueAccount,
  type RoundingPolicy,
  taxByDocument,
  type TaxedAmount,
} from '../../domain/index.js';
import type { InvoiceId, InvoiceLineId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { refuseWrittenOff } from '../payments/undo-allocations.js';
import { taxFor } from '../pricing/tax-books.js';
import type { BillingTerms } from '../settings/settings.js';
import { oneTimeThing, type SaidThing } from './one-time-thing.js';
import { storedLines, type StoredLine } from './stored-lines.js';

/** A line of the corrected invoice: one of the old invoice, as it was or with other data, or a new one. */
export interface SaidCorrectedLine extends SaidThing {
  readonly invoiceLineId?: InvoiceLineId;
}

export interface SaidCorrection {
  readonly invoiceId: InvoiceId;
  readonly lines: readonly SaidCorrectedLine[];
}

export interface CorrectedLine extends TaxedAmount {
  readonly source: StoredLine | null;
  readonly planId: string | null;
  readonly revenue: RevenueAccount;
  readonly description: string;
  readonly thing: PricedThing;
  /** Nothing but its words changed: it is charged as it was. */
  readonly isKept: boolean;
  readonly explanation: Explanation | null;
}

export interface CorrectedInvoice {
  readonly number: string;
  readonly kind: 'recurring' | 'one_time';
  readonly periodFrom: LocalDate | null;
  readonly periodTo: LocalDate | null;
  readonly note: string;
}

export interface DecidedCorrection {
  readonly invoice: CorrectedInvoice;
  readonly before: readonly StoredLine[];
  readonly lines: readonly CorrectedLine[];
  readonly differences: readonly LineDifference[];
  readonly credited: DocumentTotals;
  readonly totals: DocumentTotals;
  /** Names the figures: what was previewed is what is done, or nothing is. */
  readonly hash: string;
}

/** The pair of documents that corrects an invoice: for the preview and for the correction itself. */
export async function decideCorrection(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  on: LocalDate,
  said: SaidCorrection,
): Promise<DecidedCorrection> {
  const invoice = await invoiceToCorrect(sql, account, said.invoiceId);
  await refuseWrittenOff(sql, said.invoiceId);
  const before = await storedLines(sql, said.invoiceId);
  if (before.some((line) => line.credited.grossMinor !== 0n))
    throw conflict(
      'INVOICE_CREDITED',
      `A part of invoice ${invoice.number} was credited before. Credit what is left of it, and issue another.`,
    );
  const rounding: RoundingPolicy = { rule: terms.rounding, tax: terms.settings.taxRounding };
  const drafted: CorrectedLine[] = [];
  for (const line of said.lines) drafted.push(await correctedLine(sql, account, terms, on, before, line, rounding));
  const lines = priced(drafted, rounding);
  const differences = lineDifferences(
    before.map((line) => ({ ...line, ...saidOf(line.thing) })),
    lines.map(compared),
  );
  if (differences.every(({ change }) => change === 'same'))
    throw conflict('CORRECTION_SAME', 'The corrected invoice says what the old one says.');
  const totals = documentTotals(lines.map((line) => ({ ...line, tax: line.thing.tax })));
  if (totals.grossMinor < 0n) throw conflict('INVOICE_NEGATIVE', 'An invoice cannot be below zero.');
  return {
    invoice,
    before,
    lines,
    differences,
    credited: documentTotals(before.map((line) => ({ ...line, tax: line.thing.tax }))),
    totals,
    hash: hashOf(said.invoiceId, on, lines),
  };
}

async function invoiceToCorrect(sql: Sql, account: Account, id: InvoiceId): Promise<CorrectedInvoice> {
  const invoice = await sql.first<CorrectedInvoice & { status: string }>(
    `SELECT number, status, kind, lower(period) AS "periodFrom", upper(period) AS "periodTo", note FROM billing.invoice WHERE id = $1 AND customer_id = $2`,
    [id, account.customerId],
  );
  if (!invoice) throw notFound('invoice');
  if (invoice.status === 'void') throw conflict('INVOICE_VOID', `Invoice ${invoice.number} is void already.`);
  return invoice;
}

async function correctedLine(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  on: LocalDate,
  before: readonly StoredLine[],
  said: SaidCorrectedLine,
  rounding: RoundingPolicy,
): Promise<CorrectedLine> {
  if (said.invoiceLineId === undefined) {
    const {
      description,
      revenue,
      planId,
      taxRateId: _,
      ...thing
    } = await oneTimeThing(sql, said, account, terms, on, 'made');
    const amount = explainedLine('one_time', thing, { days: 1, of: 1 }, { description }, account.currency, rounding);
    return { source: null, planId, revenue, description, thing, isKept: false, ...amount };
  }
  const source = before.find((line) => line.lineId === said.invoiceLineId);
  if (!source) throw notFound('line of this invoice');
  const description = said.description ?? source.description;
  const thing = await changedThing(sql, account, terms, on, source, said);
  const common = { source, planId: source.planId, revenue: source.revenue, description };
  if (thing === null) {
    const { netMinor, taxMinor, grossMinor, explanation } = source;
    return { ...common, thing: source.thing, isKept: true, netMinor, taxMinor, grossMinor, explanation };
  }
  return { ...common, thing, isKept: false, ...again(source, thing, description, account, rounding) };
}

/** The old thing with what is said of it; null when nothing that changes an amount is. */
async function changedThing(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  on: LocalDate,
  { thing }: StoredLine,
  said: SaidCorrectedLine,
): Promise<PricedThing | null> {
  const differs = (now: string | undefined, old: string): boolean => now !== undefined && !new Decimal(now).eq(old);
  const otherTax = said.taxRateId !== undefined && said.taxRateId !== (thing.tax?.taxId ?? null);
  const priceIncludesTax = said.taxInclusive ?? thing.priceIncludesTax;
  if (
    !otherTax &&
    priceIncludesTax === thing.priceIncludesTax &&
    !differs(said.quantity, thing.quantity) &&
    !differs(said.unitPrice, thing.unitPrice)
  )
    return null;
  const { exemption, ...rest } = thing;
  const tax = otherTax
    ? await taxFor(sql, account, terms, said.taxRateId ?? null, on)
    : { tax: thing.tax, ...(exemption ? { exemption } : {}) };
  return {
    ...rest,
    ...tax,
    priceIncludesTax,
    quantity: said.quantity ?? thing.quantity,
    unitPrice: said.unitPrice ?? thing.unitPrice,
  };
}

/** The same days at the changed price. */
function again(
  { part, covers }: StoredLine,
  thing: PricedThing,
  description: string,
  { currency }: Account,
  rounding: RoundingPolicy,
): TaxedAmount & { readonly explanation: Explanation } {
  if (!part || !covers)
    return explainedLine('one_time', thing, { days: 1, of: 1 }, { description }, currency, rounding);
  const facts = {
    description,
    from: covers.from,
    to: covers.to,
    period_from: part.period.from,
    period_to: part.period.to,
  };
  const rule = part.days === part.of ? 'recurring.period' : 'recurring.part';
  return explainedLine(rule, thing, part, facts, currency, rounding);
}

/** Where tax is rounded once a document, the lines share it anew; those that are kept say so by their own figures. */
function priced(lines: readonly CorrectedLine[], rounding: RoundingPolicy): readonly CorrectedLine[] {
  if (rounding.tax === 'line') return lines;
  const fresh = lines.flatMap((line) =>
    line.explanation && !line.isKept ? [{ ...line, explanation: line.explanation }] : [],
  );
  const shared = taxByDocument(fresh, rounding.rule);
  return lines.map((line) => {
    const at = fresh.findIndex(
      (one) => one.source === line.source && one.description === line.description && one.thing === line.thing,
    );
    return at < 0 ? line : (shared[at] ?? line);
  });
}

function compared(line: CorrectedLine): DiffedLine & { readonly lineId: InvoiceLineId | null } {
  return { ...line, ...saidOf(line.thing), lineId: line.source?.lineId ?? null };
}

function saidOf({ quantity, unitPrice, tax }: PricedThing): Pick<DiffedLine, 'quantity' | 'unitPrice' | 'taxPercent'> {
  return { quantity, unitPrice, taxPercent: tax?.ratePercent ?? '0' };
}

function hashOf(invoiceId: InvoiceId, on: LocalDate, lines: readonly CorrectedLine[]): string {
  const said = lines.map((line) => [
    line.source?.lineId ?? null,
    line.description,
    line.thing.quantity,
    line.thing.unitPrice,
    line.thing.tax?.taxId ?? null,
    String(line.netMinor),
    String(line.taxMinor),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([invoiceId, on, said]))
    .digest('base64url');
}
