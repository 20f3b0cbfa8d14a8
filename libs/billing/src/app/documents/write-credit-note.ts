import type { Act } from '@demarc/commands';
import { money, toDecimalString, type LocalDate } from '@demarc/kernel';
import { creditNoteIssued, documentTotals } from '../../domain/index.js';
import { CreditNoteIssued } from '../../events.js';
import type { CreditNoteId, InvoiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { bookedLines, documentHash, type LineToIssue, writeLines } from './document-lines.js';
import { mapRevenue } from '../ledger/revenue-map.js';
import { postEntries } from '../ledger/post-entries.js';
import type { BillingTerms } from '../settings/settings.js';
import { freePayers, openInvoices, settle } from '../payments/settlement.js';
import { takeNumbers } from './take-numbers.js';
import { writeSettlements } from '../payments/write-settlements.js';

export interface CreditNoteToIssue {
  readonly account: Account;
  readonly terms: BillingTerms;
  readonly invoiceId: InvoiceId | null;
  readonly issuedOn: LocalDate;
  readonly note: string;
  /** Positive amounts. */
  readonly lines: readonly LineToIssue[];
}

export interface IssuedCreditNote {
  readonly creditNoteId: CreditNoteId;
  readonly number: string;
  readonly grossMinor: bigint;
}

/** Issues a credit note on a locked account. What it settles is decided after it, by the caller. */
export async function writeCreditNote(act: Act, note: CreditNoteToIssue): Promise<IssuedCreditNote> {
  const { account, terms, issuedOn } = note;
  const lines = await mapRevenue(act.sql, note.lines);
  const id = act.newId<'CreditNote'>();
  const totals = documentTotals(lines);
  await writeLines(act, 'credit_note', [{ id, customerId: account.customerId, partnerId: account.partnerId, lines }]);
  const [taken] = await takeNumbers(act, 'credit_note', [{ on: issuedOn, terms, customerId: account.customerId }]);
  if (!taken) throw new Error('a credit note has no number');
  const said = [account.customerId, issuedOn, String(totals.netMinor), String(totals.taxMinor), account.currency];
  await act.sql.execute(
    `INSERT INTO billing.credit_note (id, customer_id, partner_id, series_id, ordinal, number, issued_on, currency, net_minor, tax_minor, gross_minor, invoice_id,
       remaining_minor, note, hash, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $13, $14, $15)`,
    [
      id,
      account.customerId,
      account.partnerId,
      taken.seriesId,
      taken.ordinal.toString(),
      taken.number,
      issuedOn,
      account.currency,
      totals.netMinor.toString(),
      totals.taxMinor.toString(),
      totals.grossMinor.toString(),
      await invoiceThatBears(act, note.invoiceId, totals.grossMinor),
      note.note,
      documentHash(taken.number, said, lines),
      act.at,
    ],
  );
  await postEntries(act, [
    {
      draft: creditNoteIssued({
        customerId: account.customerId,
        currency: account.currency,
        bookedOn: issuedOn,
        lines: bookedLines(lines),
      }),
      partnerId: account.partnerId,
      customerId: account.customerId,
      source: { kind: 'credit_note', id },
      description: `Credit note ${taken.number}`,
    },
  ]);
  tell(act, note, id, taken.number, totals.grossMinor);
  return { creditNoteId: id, number: taken.number, grossMinor: totals.grossMinor };
}

/**
 * Notes on an invoice never come to more than it. Where a negative item made the invoice less than its lines, what is given
 * back of a line may: such a note names the line and stands by itself.
 */
async function invoiceThatBears(act: Act, invoiceId: InvoiceId | null, grossMinor: bigint): Promise<InvoiceId | null> {
  if (invoiceId === null) return null;
  const invoice = await act.sql.first<{ left_minor: string }>(
    `SELECT gross_minor - coalesce((SELECT sum(note.gross_minor) FROM billing.credit_note note
        WHERE note.invoice_id = invoice.id), 0) AS left_minor FROM billing.invoice WHERE id = $1`,
    [invoiceId],
  );
  return invoice && BigInt(invoice.left_minor) >= grossMinor ? invoiceId : null;
}

/** Lets the money that is free settle what is open. The account is given as it is after all postings. */
export async function settleFreeMoney(act: Act, account: Account): Promise<void> {
  const payers = await freePayers(act.sql, [account.customerId]);
  if (payers.length === 0) return;
  const settlements = settle(-account.balanceMinor, await openInvoices(act.sql, [account.customerId]), payers);
  await writeSettlements(act, settlements, () => account, 'update');
}

function tell(
  act: Act,
  { account, invoiceId }: CreditNoteToIssue,
  id: CreditNoteId,
  number: string,
  grossMinor: bigint,
): void {
  const about = { customerId: account.customerId, partnerId: account.partnerId };
  const amount = toDecimalString(money(grossMinor, account.currency));
  act.emit(
    CreditNoteIssued,
    {
      ...about,
      creditNoteId: id,
      invoiceId,
      amountMinor: grossMinor.toString(),
      currency: account.currency,
    },
    about,
  );
  act.audit({ kind: 'credit_note', id, ...about }, `Credit note ${number} of ${amount} ${account.currency} issued`);
}
