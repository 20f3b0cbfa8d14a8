import { createHash } from 'node:crypto';
import type { LocalDate } from '@demarc/kernel';
import { type Sql, together } from '@demarc/persistence';
import {
  calendarFor,
  isHeldBack,
  MONTH,
  periodContaining,
  planInvoice,
  type InvoicePlan,
  type OpenFutureItem,
  type PlannedInvoice,
} from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { openFutureItems } from '../documents/future-items.js';
import { aggregatedSubs, billedToMain } from '../sub-accounts/account-links.js';
import { chargedToMain, type NameOf, noNames } from '../sub-accounts/charged-to-main.js';
import { lineTaxes, type LineTaxes } from '../pricing/tax-books.js';
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

/** The days that a run is about. */
export interface RunDays {
  /** Everything up to this day is charged. */
  readonly on: LocalDate;
  readonly datedOn: LocalDate;
  /** The date is that of the day on which the documents go out, so it is no part of what is approved. */
  readonly floating: boolean;
}

/** Decides for many accounts at once. One account that cannot be decided does not keep the others waiting. */
export async function planAccounts(
  sql: Sql,
  accounts: readonly Account[],
  termsOf: (partnerId: string) => BillingTerms,
  days: RunDays,
  nameOf: NameOf = noNames,
): Promise<PlannedAccount[]> {
  const ids = accounts.map((account) => account.customerId);
  const subs = await aggregatedSubs(sql, ids, days.on);
  const all = subs.length === 0 ? ids : [...new Set([...ids, ...subs.map((sub) => sub.customer_id)])];
  const [services, items] = await together(
    loadBillableServices(sql, all, days.datedOn, termsOf, billedToMain(subs)),
    openFutureItems(sql, all, days.on),
  );
  const taxes = items.size === 0 ? undefined : await lineTaxes(sql, all);
  const withSubs = await chargedToMain(sql, subs, { services, items }, nameOf);
  return accounts.map((account): PlannedAccount => {
    const own = services.get(account.customerId) ?? [];
    try {
      const plan = withSubs.has(account.customerId)
        ? nothingFor(account)
        : planRecurring(account, own, items.get(account.customerId), termsOf(account.partnerId), days, taxes);
      return { account, services: own, plan, hash: planHash(plan, days.floating), fault: null };
    } catch (error) {
      const plan = nothingFor(account);
      const fault = error instanceof Error ? error.message : String(error);
      return { account, services: own, plan, hash: planHash(plan, days.floating), fault };
    }
  });
}

/** The recurring invoice of one account, with the items that wait for it. */
export function planRecurring(
  account: Account,
  services: readonly LoadedService[],
  items: readonly OpenFutureItem[] | undefined,
  terms: BillingTerms,
  days: Pick<RunDays, 'on' | 'datedOn'>,
  taxes?: LineTaxes,
): InvoicePlan {
  const billable = billableAccount(account, services, terms);
  if (!items) return planInvoice(billable, days.on, days.datedOn);
  const futureItems = items.map(({ tax, ...item }) => ({
    ...item,
    ...(taxes?.(account, terms, tax?.taxId ?? null, days.datedOn) ?? { tax: account.taxExempt ? null : tax }),
  }));
  const { futureItemsAlone } = terms.settings;
  return planInvoice({ ...billable, futureItems, futureItemsAlone }, days.on, days.datedOn);
}

export function nothingFor({ customerId }: Account): InvoicePlan {
  return { accountId: customerId, customerId, invoice: null, flags: [] };
}

/** An account takes part in the run of the day on which one of its periods can begin. */
export function takesPart(account: Account, terms: BillingTerms, on: LocalDate): boolean {
  if (terms.settings.alignment === 'anniversary') return true;
  return periodContaining(calendarFor(billingPolicyOf(account, terms), MONTH, on), on).from === on;
}

/** Everything that the customer would be asked to pay, and for what. */
export function planHash({ invoice }: InvoicePlan, floating: boolean): string {
  const said = invoice && [
    floating ? null : invoice.issuedOn,
    floating ? null : invoice.dueOn,
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
    ...invoice.futureLines.map((line) => [line.itemId, line.description, String(line.netMinor), String(line.taxMinor)]),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

/** The plan as it is kept with the run and shown: amounts in minor units as text. */
export function planRecord(invoice: PlannedInvoice): object {
  const charges = invoice.lines.map((line) => ({
    ...lineRecord(line),
    serviceId: line.serviceId,
    covers: line.covers,
    days: line.days,
    of: line.of,
  }));
  const taken = invoice.futureLines.map((line) => ({
    ...lineRecord(line),
    serviceId: line.serviceId,
    futureItemId: line.itemId,
  }));
  return {
    dueOn: invoice.dueOn,
    covers: invoice.covers,
    netMinor: String(invoice.totals.netMinor),
    taxMinor: String(invoice.totals.taxMinor),
    grossMinor: String(invoice.totals.grossMinor),
    lines: [...charges, ...taken],
  };
}

function lineRecord(line: PlannedInvoice['lines'][number] | PlannedInvoice['futureLines'][number]): object {
  return {
    description: line.description,
    quantity: line.thing.quantity,
    unitPrice: line.thing.unitPrice,
    taxName: line.thing.tax?.name ?? null,
    taxPercent: line.thing.tax?.ratePercent ?? '0',
    netMinor: String(line.netMinor),
    taxMinor: String(line.taxMinor),
    grossMinor: String(line.grossMinor),
  };
}

export function itemStatus(planned: PlannedAccount): 'planned' | 'held' | 'failed' {
  if (planned.fault !== null) return 'failed';
  return isHeldBack(planned.plan) ? 'held' : 'planned';
}
