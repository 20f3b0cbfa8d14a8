import { createHash } from 'node:crypto';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  calendarFor,
  isHeldBack,
  MONTH,
  periodContaining,
  planInvoice,
  type InvoicePlan,
  type PlannedInvoice,
} from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { billableAccount, loadBillableServices, type LoadedService } from './load-billable.js';
import { billingPolicyOf, type BillingTerms } from '../settings/settings.js';

export interface PlannedAccount {
  readonly account: Account;
  readonly services: readonly LoadedService[];
  readonly plan: InvoicePlan;
  /** Names the plan: what was approved is what is issued, or nothing is. */
  readonly hash: string;
  /** Why nothing could be decided. */
  readonly fault: string | null;
}

export type RunCause = 'first_invoice' | 'part_period' | 'more' | 'less' | 'same';

/** Decides for many accounts at once. One account that cannot be decided does not keep the others waiting. */
export async function planAccounts(
  sql: Sql,
  accounts: readonly Account[],
  termsOf: (partnerId: string) => BillingTerms,
  on: LocalDate,
): Promise<PlannedAccount[]> {
  const services = await loadBillableServices(
    sql,
    accounts.map((account) => account.customerId),
    on,
    termsOf,
  );
  return accounts.map((account): PlannedAccount => {
    const own = services.get(account.customerId) ?? [];
    try {
      const plan = planInvoice(billableAccount(account, own, termsOf(account.partnerId)), on);
      return { account, services: own, plan, hash: planHash(plan), fault: null };
    } catch (error) {
      const nothing: InvoicePlan = {
        accountId: account.customerId,
        customerId: account.customerId,
        invoice: null,
        flags: [],
      };
      return {
        account,
        services: own,
        plan: nothing,
        hash: planHash(nothing),
        fault: error instanceof Error ? error.message : String(error),
      };
    }
  });
}

/** An account takes part in the run of the day on which one of its periods can begin. */
export function takesPart(account: Account, terms: BillingTerms, on: LocalDate): boolean {
  if (terms.settings.alignment === 'anniversary') return true;
  return periodContaining(calendarFor(billingPolicyOf(account, terms), MONTH, on), on).from === on;
}

/** Everything that the customer would be asked to pay, and for what. */
export function planHash({ invoice }: InvoicePlan): string {
  const said = invoice && [
    invoice.issuedOn,
    invoice.dueOn,
    invoice.currency,
    invoice.lines.map((line) => [
      line.serviceId,
      line.description,
      line.covers.from,
      line.covers.to,
      line.days,
      line.of,
      line.thing.quantity,
      line.thing.unitPrice,
      line.thing.tax?.taxId ?? null,
      String(line.netMinor),
      String(line.taxMinor),
    ]),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

/** The plan as it is kept with the run and shown: amounts in minor units as text. */
export function planRecord(invoice: PlannedInvoice): object {
  return {
    dueOn: invoice.dueOn,
    covers: invoice.covers,
    netMinor: String(invoice.totals.netMinor),
    taxMinor: String(invoice.totals.taxMinor),
    grossMinor: String(invoice.totals.grossMinor),
    lines: invoice.lines.map((line) => ({
      serviceId: line.serviceId,
      description: line.description,
      covers: line.covers,
      days: line.days,
      of: line.of,
      quantity: line.thing.quantity,
      unitPrice: line.thing.unitPrice,
      taxPercent: line.thing.tax?.ratePercent ?? '0',
      netMinor: String(line.netMinor),
      taxMinor: String(line.taxMinor),
      grossMinor: String(line.grossMinor),
    })),
  };
}

/** One cause for each account, so that the causes add up to the whole difference to the last invoices. */
export function causeOf(invoice: PlannedInvoice, lastMinor: bigint | null): RunCause {
  if (lastMinor === null) return 'first_invoice';
  if (invoice.lines.some((line) => line.days !== line.of)) return 'part_period';
  const gross = invoice.totals.grossMinor;
  return gross > lastMinor ? 'more' : gross < lastMinor ? 'less' : 'same';
}

export function itemStatus(planned: PlannedAccount): 'planned' | 'held' | 'failed' {
  if (planned.fault !== null) return 'failed';
  return isHeldBack(planned.plan) ? 'held' : 'planned';
}
