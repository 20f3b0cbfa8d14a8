import type { Act } from '@demarc/commands';
import type { CreditLine } from '../../domain/index.js';
import type { CreditNoteId, InvoiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { type LineToIssue, thingColumns } from '../documents/document-lines.js';
import { settleFreeMoney, writeCreditNote } from '../documents/write-credit-note.js';
import type { LoadedService } from '../runs/load-billable.js';
import { revenueOf } from '../runs/recurring-lines.js';
import type { BillingTerms } from '../settings/settings.js';

export interface ServiceCredit {
  readonly creditNoteId: CreditNoteId | null;
  /** In the order of the given credits. */
  readonly lines: readonly LineToIssue[];
  /** The account as it is after it. */
  readonly after: Account;
}

/** A credit note over days of a service, on a locked account; what it frees settles what is open. */
export async function creditService(
  act: Act,
  account: Account,
  terms: BillingTerms,
  service: LoadedService,
  credits: readonly CreditLine[],
  invoiceOf: ReadonlyMap<string, { readonly invoiceId: InvoiceId }>,
  note: string,
): Promise<ServiceCredit> {
  if (credits.length === 0) return { creditNoteId: null, lines: [], after: account };
  const lines = credits.map((one): LineToIssue => ({
    id: act.newId<'InvoiceLine'>(),
    serviceId: service.serviceId,
    planId: service.planId,
    invoiceLineId: one.lineId,
    revenue: revenueOf(service.planKind),
    description: one.description,
    covers: one.covers,
    part: one,
    unit: service.unit,
    ...thingColumns(one.thing),
    netMinor: one.netMinor,
    taxMinor: one.taxMinor,
    grossMinor: one.grossMinor,
    explanation: one.explanation,
  }));
  const invoices = new Set(credits.map((one) => invoiceOf.get(one.lineId)?.invoiceId));
  const [only] = invoices;
  const issued = await writeCreditNote(act, {
    account,
    terms,
    invoiceId: invoices.size === 1 ? (only ?? null) : null,
    issuedOn: act.todayIn(terms.zone),
    note,
    lines,
  });
  const after = { ...account, balanceMinor: account.balanceMinor + issued.grossMinor };
  await settleFreeMoney(act, after);
  return { creditNoteId: issued.creditNoteId, lines, after };
}
