import { addMonths, contentHash, type Id, type LocalDate, maxDate } from '@demarc/kernel';
import { type Sql, together } from '@demarc/persistence';
import {
  futureItemWhole,
  type FutureLine,
  type ChargeLine,
  type DatedDiscount,
  type OpenFutureItem,
  payPeriodOf,
  planPrepaid,
} from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { openFutureItems, type NewFutureItem } from '../documents/future-items.js';
import { oneTimeLines } from '../documents/one-time-invoice.js';
import type { LineToIssue } from '../documents/document-lines.js';
import { loadPrepaid } from '../prepaid/load-prepaid.js';
import { lineTaxes, taxOfNewService } from '../pricing/tax-books.js';
import { loadBillableServices, type LoadedService } from '../runs/load-billable.js';
import { runsAhead } from '../runs/runs-ahead.js';
import type { BillingTerms } from '../settings/settings.js';
import type { DecidedService, NewService } from './decide-new-service.js';

/** A bill that a new service is on. */
export interface FirstBill {
  /** `run`: by the run of this day. `now`: made with the service. `prepaid`: taken from the balance. */
  readonly kind: 'run' | 'now' | 'prepaid';
  readonly on: LocalDate;
  /** What the new service brings onto it. */
  readonly lines: readonly (ChargeLine | FutureLine | LineToIssue)[];
  /** With everything else that is on it. */
  readonly grossMinor: bigint;
}

export interface FirstBills {
  readonly bills: readonly FirstBill[];
  /** What waits for an invoice that nothing makes by itself. */
  readonly waiting: readonly NewFutureItem[];
  readonly hash: string;
}

/** Names the service and its items in figures that are not written yet. */
const DRAFT = '00000000-0000-7000-8000-000000000000';
/** No pay period is longer than a year; with the one before it, the first charge is within two. */
const FARTHEST_MONTHS = 25;

/** What the new service is charged first, by the decisions that runs take. Nothing is written. */
export async function firstBills(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  decided: DecidedService,
): Promise<FirstBills> {
  // A sale makes a new customer an active one.
  const active: Account =
    account.lifecycle === 'new' ? { ...account, lifecycle: 'active', customerStatus: 'active' } : account;
  const atOnce = await billNow(sql, active, terms, today, decided);
  const draft = await draftOf(sql, active, terms, today, decided.service);
  const isPrepaid = active.billingType !== 'recurring';
  const later = isPrepaid
    ? await prepaidBills(sql, active, terms, today, decided.service, draft)
    : await billsOfRuns(sql, active, terms, today, decided, draft);
  const bills = [...atOnce, ...later];
  const waiting = isPrepaid || later.length === 0 ? decided.items : [];
  return { bills, waiting, hash: hashOf(decided, bills) };
}

async function billNow(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  on: LocalDate,
  { feeNow }: DecidedService,
): Promise<FirstBill[]> {
  if (feeNow === null) return [];
  const { taxRateId, ...fee } = feeNow;
  const line = taxRateId === null ? fee : { ...fee, taxRateId };
  const { lines } = await oneTimeLines(
    sql,
    account,
    terms,
    { lines: [line], issuedOn: on },
    () => DRAFT as Id<'InvoiceLine'>,
  );
  return [{ kind: 'now', on, lines, grossMinor: sumOf(lines) }];
}

/** The runs up to the one that charges the service for the first time. */
async function billsOfRuns(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  { service, items }: DecidedService,
  draft: LoadedService,
): Promise<FirstBill[]> {
  const { customerId } = account;
  const [services, open, taxes] = await together(
    loadBillableServices(sql, [customerId], today, () => terms),
    openFutureItems(sql, [customerId], today),
    lineTaxes(sql, [customerId]),
  );
  const own = services.get(customerId) ?? [];
  const drafts = items.map((item, at) => openItem(item, account, terms, today, taxes, at));
  const drafted = new Set(drafts.map(({ itemId }) => itemId));
  const ahead = {
    account,
    servicesOn: (on: LocalDate) => (on < service.startsOn ? own : [...own, draft]),
    items: [...(open.get(customerId) ?? []), ...drafts],
    terms,
    taxes,
  };
  const from = await nextRunFrom(sql, account, today);
  const through = addMonths(maxDate(service.billingFrom, today), FARTHEST_MONTHS);
  const bills: FirstBill[] = [];
  for (const { on, invoice } of runsAhead(ahead, { from, through })) {
    const charges = invoice.lines.filter(({ serviceId }) => serviceId === DRAFT);
    const lines = [...charges, ...invoice.futureLines.filter(({ itemId }) => drafted.has(itemId))];
    if (lines.length > 0) bills.push({ kind: 'run', on, lines, grossMinor: invoice.totals.grossMinor });
    if (charges.length > 0) break;
  }
  return bills;
}

async function prepaidBills(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  service: NewService,
  draft: LoadedService,
): Promise<FirstBill[]> {
  const loaded = (await loadPrepaid(sql, [account], () => terms, today)).get(account.customerId);
  if (!loaded) return [];
  const on = maxDate(today, service.billingFrom);
  const prepaid = { ...draft, prepaidDays: service.plan.prepaidDays, lapsedOn: null };
  // Whether the balance is enough is decided on the day: what is shown is what it costs.
  const alone = { ...loaded, services: [prepaid], balanceMinor: ENOUGH, isBlocked: false };
  const { lines } = planPrepaid(alone, on);
  return lines.length === 0 ? [] : [{ kind: 'prepaid', on, lines, grossMinor: sumOf(lines) }];
}

const ENOUGH = 10n ** 15n;

/** Today, or tomorrow when the run of today is through for this customer. */
async function nextRunFrom(sql: Sql, { customerId }: Account, today: LocalDate): Promise<LocalDate> {
  const done = await sql.first<{ tomorrow: LocalDate }>(
    `SELECT ($2::date + 1) AS tomorrow FROM billing.billing_run_item item JOIN billing.billing_run run ON run.id = item.run_id
      WHERE item.customer_id = $1 AND run.for_date = $2 AND run.status = 'issued' AND run.kind = 'recurring' LIMIT 1`,
    [customerId, today],
  );
  return done?.tomorrow ?? today;
}

async function draftOf(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  service: NewService,
): Promise<LoadedService> {
  const { plan, discount } = service;
  const { taxVersions, ...tax } = await taxOfNewService(sql, account, terms, plan.taxRateId, today);
  return {
    serviceId: DRAFT,
    planId: plan.id,
    planKind: plan.kind,
    description: service.description,
    status: 'active',
    startsOn: service.billingFrom,
    anchorOn: service.anchorOn,
    endsOn: service.endsOn,
    endedBy: service.endsOn === null ? null : 'end_date',
    payPeriod: payPeriodOf(service.periodMonths, service.periodWeeks),
    quantity: service.quantity,
    unit: service.unit,
    unitPrice: service.unitPrice,
    priceIncludesTax: plan.taxInclusive,
    ...tax,
    ...(taxVersions ? { taxVersions } : {}),
    ...(discount === null ? {} : { discounts: [datedDiscount(discount)] }),
    pauses: [],
    charged: [],
    continuesServiceId: null,
    previousServiceId: null,
  };
}

function datedDiscount({ kind, value, from, through, text }: NonNullable<NewService['discount']>): DatedDiscount {
  const said = { main: true, from: from ?? null, to: through ?? null, label: text || 'Discount' };
  return kind === 'percent' ? { ...said, kind, percent: value } : { ...said, kind, amount: value };
}

function openItem(
  item: NewFutureItem,
  account: Account,
  terms: BillingTerms,
  addedOn: LocalDate,
  taxes: Awaited<ReturnType<typeof lineTaxes>>,
  at: number,
): OpenFutureItem {
  const rounding = { rule: terms.rounding, tax: terms.settings.taxRounding };
  return {
    itemId: `draft:${at}`,
    description: item.description,
    quantity: item.quantity,
    unit: item.unit,
    unitPrice: item.unitPrice,
    priceIncludesTax: item.taxInclusive,
    ...taxes(account, terms, item.taxRateId, addedOn),
    planId: item.planId,
    serviceId: DRAFT,
    revenue: item.revenue,
    addedOn,
    wholeMinor: futureItemWhole(item, account.currency, rounding),
    takenMinor: 0n,
  };
}

function sumOf(lines: readonly { readonly grossMinor: bigint }[]): bigint {
  return lines.reduce((sum, line) => sum + line.grossMinor, 0n);
}

function hashOf({ service, contained, items }: DecidedService, bills: readonly FirstBill[]): string {
  const { plan, ...own } = service;
  return contentHash([
    plan.id,
    JSON.stringify(own),
    contained.map((one) => one.plan.id),
    items.map((item) => JSON.stringify(item)),
    bills.map((bill) => [bill.kind, bill.on, bill.lines.map((line) => `${line.netMinor}+${line.taxMinor}`)]),
  ]);
}
