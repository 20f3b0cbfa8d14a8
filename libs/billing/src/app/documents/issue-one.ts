import type { Act } from '@demarc/commands';
import { InvoicesIssued } from '../../events.js';
import type { InvoiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { freePayers, openInvoices, settle } from '../payments/settlement.js';
import { looseDebitsOf } from '../settings/settings.js';
import type { StandingWatch } from '../standing/standing-watch.js';
import { type InvoiceToIssue, writeInvoices } from './write-invoices.js';

/** Issues one invoice on a locked account, settles it with credit that is there, and looks at the standing again. */
export async function issueOne(
  act: Act,
  account: Account,
  invoice: InvoiceToIssue,
  watch: StandingWatch,
): Promise<{ invoiceId: InvoiceId; number: string }> {
  const open = await openInvoices(act.sql, [account.customerId]);
  const fresh = {
    id: invoice.id,
    number: '',
    customerId: account.customerId,
    issuedOn: invoice.issuedOn,
    openMinor: invoice.grossMinor,
  };
  const owedMinor = -account.balanceMinor + invoice.grossMinor;
  const settlements = settle(
    owedMinor,
    [...open, fresh],
    await freePayers(act.sql, [account.customerId]),
    looseDebitsOf(invoice.terms),
  );
  const ofThis = settlements.filter((one) => one.invoiceId === invoice.id);
  const [issued] = await writeInvoices(act, [invoice], ofThis);
  await watch.lookAgain(act, { ...account, balanceMinor: -owedMinor });
  const invoiceId = invoice.id as InvoiceId;
  const about = { customerId: account.customerId, partnerId: account.partnerId };
  act.emit(InvoicesIssued, { runId: null, invoices: [{ invoiceId, customerId: account.customerId }] }, about);
  const number = issued?.number ?? '';
  act.audit({ kind: 'invoice', id: invoiceId, ...about }, `Invoice ${number} issued`);
  return { invoiceId, number };
}
