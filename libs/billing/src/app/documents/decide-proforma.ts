import { addDays, addMonths, type Id, type LocalDate, startOfMonth } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { chargeLines, documentTotals, type DocumentTotals, taxByDocument } from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { billableAccount, loadBillableServices } from '../runs/load-billable.js';
import { chargeToLine } from '../runs/recurring-lines.js';
import type { BillingTerms } from '../settings/settings.js';
import type { LineToIssue } from './document-lines.js';

export interface ProformaWindow {
  /** The first of the first month. */
  readonly from: LocalDate;
  readonly months: number;
}

export interface DecidedProforma {
  readonly lines: readonly LineToIssue[];
  readonly totals: DocumentTotals;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
}

export function windowOf(
  terms: BillingTerms,
  today: LocalDate,
  months = terms.settings.proformaMonths,
): ProformaWindow {
  const month = startOfMonth(today);
  return { from: terms.settings.proformaFor === 'next_month' ? addMonths(month, 1) : month, months };
}

/** What the services of an account will be charged for some months, as runs of these months would: nothing is charged by it. */
export async function decideProforma(
  sql: Sql,
  accounts: readonly Account[],
  termsOf: (partnerId: string) => BillingTerms,
  windowFor: (account: Account) => ProformaWindow,
  newId: () => Id<'InvoiceLine'>,
): Promise<Map<string, DecidedProforma>> {
  const decided = new Map<string, DecidedProforma>();
  const [first] = accounts;
  if (!first) return decided;
  const on = windowFor(first).from;
  const services = await loadBillableServices(
    sql,
    accounts.map((account) => account.customerId),
    on,
    termsOf,
  );
  for (const account of accounts) {
    const window = windowFor(account);
    const to = addMonths(window.from, window.months);
    const own = services.get(account.customerId) ?? [];
    const billable = billableAccount(account, own, termsOf(account.partnerId));
    if (!billable.chargeable) continue;
    const policy = { ...billable.policy, mode: 'advance' as const };
    const charges = billable.services.flatMap((service) =>
      chargeLines(service, policy, billable.currency, addDays(to, -1)).filter(
        (line) => line.covers.from >= window.from && line.covers.from < to,
      ),
    );
    if (charges.length === 0) continue;
    const priced = policy.rounding.tax === 'document' ? taxByDocument(charges, policy.rounding.rule) : charges;
    const lines = priced.map((line) => {
      const service = own.find((one) => one.serviceId === line.serviceId);
      return chargeToLine(newId(), line, { planId: service?.planId ?? '', unit: service?.unit ?? '' });
    });
    const totals = documentTotals(lines);
    if (totals.grossMinor > 0n) decided.set(account.customerId, { lines, totals, period: { from: window.from, to } });
  }
  return decided;
}
