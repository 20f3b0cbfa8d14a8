import type { Act } from '@demarc/commands';
import type { Account } from '../accounts/accounts.js';
import { type BillingTerms, looseDebitsOf } from '../settings/settings.js';
import { freePayers, openInvoices, settle } from './settlement.js';
import { writeSettlements } from './write-settlements.js';

/** Lets money that is free settle what is open; the account is given as it is after all postings. */
export async function settleOpen(act: Act, account: Account, terms: BillingTerms): Promise<void> {
  const payers = await freePayers(act.sql, [account.customerId]);
  if (payers.length === 0) return;
  const invoices = await openInvoices(act.sql, [account.customerId]);
  const settlements = settle(-account.balanceMinor, invoices, payers, looseDebitsOf(terms));
  await writeSettlements(act, settlements, () => account, 'update');
}
