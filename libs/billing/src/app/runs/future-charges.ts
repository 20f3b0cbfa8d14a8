import { Injectable } from '@nestjs/common';
import { addDays, type DateRange, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  documentTotals,
  type DocumentTotals,
  type OpenFutureItem,
  planPrepaid,
  type PrepaidAccount,
  type PrepaidPlan,
} from '../../domain/index.js';
import { ACCOUNT_COLUMNS, accountOf, type Account } from '../accounts/accounts.js';
import { openFutureItems } from '../documents/future-items.js';
import { loadPrepaid, type LoadedPrepaid } from '../prepaid/load-prepaid.js';
import { lineTaxes, type LineTaxes } from '../pricing/tax-books.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
import { aggregatedSubs, billedToMain } from '../sub-accounts/account-links.js';
import { chargedToMain, noNames } from '../sub-accounts/charged-to-main.js';
import { loadBillableServices, type LoadedService } from './load-billable.js';
import { runsAhead } from './runs-ahead.js';

export interface FutureCharge {
  readonly customerId: string;
  readonly partnerId: string;
  readonly on: LocalDate;
  readonly lines: number;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
}

export interface FutureQuestion {
  /** Runs are planned from here on, so that what comes before `from` is not charged again by what comes after. */
  readonly today: LocalDate;
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly currency: string;
  readonly partnerIds: readonly string[];
  readonly locationIds: readonly string[];
  readonly customerId: string | null;
}

const PAGE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * What billing runs will charge, by the decisions that they take: each run of an account is planned on its day as if those
 * before it had been issued, with the taxes of that day; prepaid time is charged as far as the balance reaches. Nothing is
 * written. Facts that are not there yet (new services, cancellations, payments) are not in it.
 */
@Injectable()
export class FutureCharges {
  constructor(private readonly policies: Policies) {}

  async of(sql: Sql, question: FutureQuestion): Promise<FutureCharge[]> {
    const termsOf = await this.policies.termsOfAll(sql);
    const charges: FutureCharge[] = [];
    for (let after = FIRST; ;) {
      const accounts = await accountsOf(sql, question, after);
      const last = accounts.at(-1);
      if (!last) return charges;
      const page = await loadPage(sql, accounts, termsOf, question);
      for (const account of accounts) {
        const terms = termsOf(account.partnerId);
        const prepaid = page.prepaid.get(account.customerId);
        const ahead = prepaid ? prepaidAhead(account, prepaid, question) : chargesAhead(account, page, terms, question);
        charges.push(...ahead.filter(({ on }) => on >= question.from));
      }
      after = last.customerId;
    }
  }
}

interface Page {
  /** Services with the taxes of the days from a change on, ascending. */
  readonly versions: readonly { readonly from: LocalDate; readonly services: ReadonlyMap<string, LoadedService[]> }[];
  readonly items: ReadonlyMap<string, OpenFutureItem[]>;
  readonly taxes: LineTaxes | undefined;
  readonly prepaid: ReadonlyMap<string, LoadedPrepaid>;
  /** Sub-accounts that their main accounts are charged for. */
  readonly subs: ReadonlySet<string>;
}

/** What the runs of a page of accounts look at. It is read once more for each day on which a tax changes: mostly never. */
async function loadPage(
  sql: Sql,
  accounts: readonly Account[],
  termsOf: (partnerId: string) => BillingTerms,
  question: FutureQuestion,
): Promise<Page> {
  const ids = accounts.map((account) => account.customerId);
  const subs = await aggregatedSubs(sql, ids, question.today);
  const all = subs.length === 0 ? ids : [...new Set([...ids, ...subs.map((sub) => sub.customer_id)])];
  const items = await openFutureItems(sql, all, question.today);
  const versions: Page['versions'][number][] = [];
  for (const from of [question.today, ...(await taxChanges(sql, all, question))]) {
    const services = await loadBillableServices(sql, all, from, termsOf, billedToMain(subs));
    const ofThis = versions.length === 0 ? items : new Map<string, OpenFutureItem[]>();
    await chargedToMain(sql, subs, { services, items: ofThis }, noNames);
    versions.push({ from, services });
  }
  return {
    versions,
    items,
    taxes: items.size === 0 ? undefined : await lineTaxes(sql, all),
    prepaid: await loadPrepaid(sql, accounts, termsOf, question.today),
    subs: new Set(subs.map((sub) => sub.customer_id)),
  };
}

/** Days after today on which a rate or an exemption begins, or an exemption is over. */
async function taxChanges(
  sql: Sql,
  customerIds: readonly string[],
  { today, through }: FutureQuestion,
): Promise<LocalDate[]> {
  const rows = await sql.query<{ on: LocalDate }>(
    `SELECT DISTINCT on_day AS on FROM (SELECT valid_from AS on_day FROM billing.tax_rate_version
       UNION ALL SELECT unnest(ARRAY[valid_from, valid_to + 1]) FROM billing.tax_exemption WHERE customer_id = ANY ($3::uuid[])) changes
      WHERE on_day > $1::date AND on_day <= $2::date ORDER BY 1`,
    [today, through, customerIds],
  );
  return rows.map((row) => row.on);
}

/** An account that cannot be decided gives nothing more. */
function chargesAhead(
  account: Account,
  page: Page,
  terms: BillingTerms,
  { today, through }: FutureQuestion,
): FutureCharge[] {
  if (page.subs.has(account.customerId)) return [];
  const servicesOn = (on: LocalDate): readonly LoadedService[] => {
    const version = page.versions.findLast(({ from }) => from <= on) ?? page.versions[0];
    return version?.services.get(account.customerId) ?? [];
  };
  const { taxes } = page;
  const ahead = { account, servicesOn, items: page.items.get(account.customerId), terms, ...(taxes ? { taxes } : {}) };
  const charges: FutureCharge[] = [];
  try {
    for (const { on, invoice } of runsAhead(ahead, { from: today, through }))
      charges.push(chargeOf(account, on, invoice.lines.length + invoice.futureLines.length, invoice.totals));
  } catch {
    return charges;
  }
  return charges;
}

/** Day after day on which something is due, as if nothing were paid in: what the balance does not cover is not charged. */
function prepaidAhead(account: Account, loaded: LoadedPrepaid, question: FutureQuestion): FutureCharge[] {
  const charges: FutureCharge[] = [];
  const charged = new Map<string, DateRange[]>();
  let now: PrepaidAccount = loaded;
  for (let on: LocalDate | null = question.today; on !== null && on <= question.through;) {
    const plan: PrepaidPlan = planPrepaid(now, on);
    for (const { serviceId, covers } of plan.lines) charged.set(serviceId, [...(charged.get(serviceId) ?? []), covers]);
    if (plan.lines.length > 0) {
      const totals = documentTotals(plan.lines.map((line) => ({ ...line, tax: line.thing.tax })));
      charges.push(chargeOf(account, on, plan.lines.length, totals));
    }
    if (plan.isBlocked) return charges;
    const lapsed = new Set(plan.closes);
    const day: LocalDate = on;
    now = {
      ...now,
      balanceMinor: now.balanceMinor - plan.costMinor,
      isBlocked: false,
      services: loaded.services.map((service) => ({
        ...withCharged(service, charged),
        lapsedOn: plan.opens.includes(service.serviceId)
          ? null
          : lapsed.has(service.serviceId)
            ? day
            : service.lapsedOn,
      })),
    };
    on = plan.nextOn === null || plan.nextOn > day ? plan.nextOn : addDays(day, 1);
  }
  return charges;
}

function withCharged<Service extends LoadedService>(
  service: Service,
  charged: ReadonlyMap<string, readonly DateRange[]>,
): Service {
  const more = charged.get(service.serviceId);
  return more ? { ...service, charged: [...service.charged, ...more] } : service;
}

function chargeOf(
  { customerId, partnerId }: Account,
  on: LocalDate,
  lines: number,
  { netMinor, taxMinor, grossMinor }: DocumentTotals,
): FutureCharge {
  return { customerId, partnerId, on, lines, netMinor, taxMinor, grossMinor };
}

async function accountsOf(sql: Sql, question: FutureQuestion, after: string): Promise<Account[]> {
  const { currency, partnerIds, locationIds, customerId } = question;
  const rows = await sql.query<Parameters<typeof accountOf>[0]>(
    `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account
      WHERE customer_id > $1 AND currency = $2 AND ($3::uuid[] IS NULL OR partner_id = ANY ($3::uuid[])) AND ($4::uuid IS NULL OR customer_id = $4::uuid)
        AND ($5::uuid[] IS NULL OR customer_id IN (WITH RECURSIVE below AS (SELECT id FROM crm.location WHERE id = ANY ($5::uuid[])
          UNION SELECT location.id FROM crm.location location JOIN below ON location.parent_id = below.id)
          SELECT customer.id FROM crm.customer customer JOIN below ON below.id = customer.location_id))
        AND billing_enabled AND (auto_invoice OR billing_type <> 'recurring') AND lifecycle = 'active' AND standing <> 'inactive'
      ORDER BY customer_id LIMIT ${PAGE}`,
    [
      after,
      currency,
      partnerIds.length > 0 ? partnerIds : null,
      customerId,
      locationIds.length > 0 ? locationIds : null,
    ],
  );
  return rows.map(accountOf);
}
