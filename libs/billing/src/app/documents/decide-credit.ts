import { conflict, invalid, money, notFound, parseMoney, type Refusal, toDecimalString } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  creditInvoice,
  type CreditedPart,
  type CreditRefusal,
  type CreditWish,
  documentTotals,
  type DocumentTotals,
} from '../../domain/index.js';
import type { InvoiceId, InvoiceLineId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import type { BillingTerms } from '../settings/settings.js';
import { refuseWrittenOff } from '../payments/undo-allocations.js';
import { storedLines, type StoredLine } from './stored-lines.js';

/** What to give back, as people say it: an amount, or lines; neither means all that is left. */
export interface SaidCredit {
  readonly invoiceId: InvoiceId;
  readonly amount?: string;
  readonly lines?: readonly { readonly invoiceLineId: InvoiceLineId; readonly amount?: string }[];
}

export interface DecidedCredit {
  readonly invoice: { readonly number: string; readonly grossMinor: bigint };
  readonly parts: readonly { readonly line: StoredLine; readonly part: CreditedPart }[];
  readonly totals: DocumentTotals;
  /** With this one the whole invoice is given back. */
  readonly isAll: boolean;
}

/** The lines of a credit note on an invoice: for the preview and for the note itself. */
export async function decideCredit(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  said: SaidCredit,
): Promise<DecidedCredit> {
  const invoice = await sql.first<{ number: string; status: string; origin: string; gross: string }>(
    `SELECT number, status, origin, gross_minor AS gross FROM billing.invoice WHERE id = $1 AND customer_id = $2`,
    [said.invoiceId, account.customerId],
  );
  if (!invoice) throw notFound('invoice');
  if (invoice.status === 'void') throw conflict('INVOICE_VOID', `Invoice ${invoice.number} is void already.`);
  const lines = await storedLines(sql, said.invoiceId);
  const decided = creditInvoice(lines, wishOf(said, account), {
    currency: account.currency,
    rounding: terms.rounding,
  });
  if (!decided.ok) throw creditRefusal(decided.error, invoice.number, account);
  const parts = decided.value.flatMap((part) => {
    const line = lines.find((one) => one.lineId === part.lineId);
    return line ? [{ line, part }] : [];
  });
  const totals = documentTotals(parts.map(({ line, part }) => ({ ...part, tax: line.thing.tax })));
  const creditedMinor = lines.reduce((sum, line) => sum + line.credited.grossMinor, 0n);
  const grossMinor = BigInt(invoice.gross);
  const isAll = creditedMinor + totals.grossMinor === grossMinor;
  if (isAll) await refuseWrittenOff(sql, said.invoiceId);
  return { invoice: { number: invoice.number, grossMinor }, parts, totals, isAll };
}

function wishOf({ amount, lines }: SaidCredit, account: Account): CreditWish {
  if (amount !== undefined && lines !== undefined)
    throw invalid('CREDIT_AMOUNT_OR_LINES', 'Say an amount or lines, not both.');
  if (amount !== undefined) return { kind: 'amount', grossMinor: minorOf(amount, account) };
  if (lines === undefined) return { kind: 'rest' };
  return {
    kind: 'lines',
    lines: lines.map((line) => ({
      lineId: line.invoiceLineId,
      grossMinor: line.amount === undefined ? null : minorOf(line.amount, account),
    })),
  };
}

function minorOf(text: string, { currency }: Account): bigint {
  const amount = parseMoney(text, currency);
  if (!amount) throw invalid('INVALID_AMOUNT', `"${text}" has more decimals than ${currency}.`);
  return amount.amountMinor;
}

function creditRefusal(refusal: CreditRefusal, number: string, { currency }: Account): Refusal {
  const said = (minor: bigint): string => `${toDecimalString(money(minor, currency))} ${currency}`;
  switch (refusal.code) {
    case 'CREDIT_NOTHING_LEFT':
      return conflict(refusal.code, `All of invoice ${number} was credited before.`);
    case 'CREDIT_LINE_UNKNOWN':
      return notFound('line of this invoice');
    case 'CREDIT_NOT_POSITIVE':
      return invalid(refusal.code, 'A credit note gives back more than zero.');
    case 'CREDIT_OVER_LINE':
      return conflict(refusal.code, `Of "${refusal.description}" ${said(refusal.leftMinor)} are left to credit.`);
    case 'CREDIT_OVER_INVOICE':
      return conflict(refusal.code, `Of invoice ${number} ${said(refusal.leftMinor)} are left to credit.`);
  }
}
