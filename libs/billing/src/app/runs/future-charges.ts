import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { calendarFor, calendarOf, MONTH, periodContaining, type PlannedInvoice } from '../../domain/index.js';
import { ACCOUNT_COLUMNS, accountOf, type Account } from '../accounts/accounts.js';
import { openFutureItems } from '../documents/future-items.js';
import { Policies } from '../settings/policies.js';
import { billingPolicyOf, type BillingTerms } from '../settings/settings.js';
import { loadBillableServices, type LoadedService } from './load-billable.js';
import { planRecurring } from './plan-accounts.js';

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
 * What billing runs will charge, by the decision that they take: each run of an account is planned on its day as if those
 * before it had been issued. Nothing is written. Facts that are not there yet (new services, cancellations) are not in it.
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
      const ids = accounts.map((account) => account.customerId);
      const services = await loadBillableServices(sql, ids, question.today, termsOf);
      const items = await openFutureItems(sql, ids, question.today);
      for (const account of accounts) {
        const own = services.get(account.customerId) ?? [];
        const terms = termsOf(account.partnerId);
        const ahead = chargesAhead(account, own, items.get(account.customerId), terms, question);
        charges.push(...ahead.filter(({ on }) => on >= question.from));
      }
      after = last.customerId;
    }
  }
}

/** Run after run: what one would charge counts as charged for the next. An account that cannot be decided gives nothing. */
function chargesAhead(
  account: Account,
  services: readonly LoadedService[],
  items: Parameters<typeof planRecurring>[2],
  terms: BillingTerms,
  question: FutureQuestion,
): FutureCharge[] {
  const charges: FutureCharge[] = [];
  let now = services;
  let waiting = items;
  for (const on of runDays(account, services, terms, question)) {
    const invoice = planned(account, now, waiting, terms, on);
    if (!invoice) continue;
    now = now.map((service) => ({
      ...service,
      charged: [
        ...service.charged,
        ...invoice.lines.filter((line) => line.serviceId === service.serviceId).map((line) => line.covers),
      ],
    }));
    waiting = undefined;
    const { netMinor, taxMinor, grossMinor } = invoice.totals;
    const { customerId, partnerId } = account;
    charges.push({ customerId, partnerId, on, lines: invoice.lines.length, netMinor, taxMinor, grossMinor });
  }
  return charges;
}

function planned(
  account: Account,
  services: readonly LoadedService[],
  items: Parameters<typeof planRecurring>[2],
  terms: BillingTerms,
  on: LocalDate,
): PlannedInvoice | null {
  try {
    return planRecurring(account, services, items, terms, { on, datedOn: on }).invoice;
  } catch {
    return null;
  }
}

/** The days on which a run takes the account: where its periods begin, or those of its services. */
function runDays(
  account: Account,
  services: readonly LoadedService[],
  terms: BillingTerms,
  { today: from, through }: FutureQuestion,
): LocalDate[] {
  const policy = billingPolicyOf(account, terms);
  const calendars =
    terms.settings.alignment === 'anniversary'
      ? services.map((service) => calendarOf(service, policy))
      : [calendarFor(policy, MONTH, from)];
  const days = new Set<LocalDate>();
  for (const calendar of calendars) {
    let period = periodContaining(calendar, from);
    if (period.from === from) days.add(from);
    while (period.to <= through) {
      days.add(period.to);
      period = periodContaining(calendar, period.to);
    }
  }
  return [...days].sort();
}

async function accountsOf(sql: Sql, question: FutureQuestion, after: string): Promise<Account[]> {
  const { currency, partnerIds, locationIds, customerId } = question;
  const rows = await sql.query<Parameters<typeof accountOf>[0]>(
    `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account
      WHERE customer_id > $1 AND currency = $2 AND ($3::uuid[] IS NULL OR partner_id = ANY ($3::uuid[])) AND ($4::uuid IS NULL OR customer_id = $4::uuid)
        AND ($5::uuid[] IS NULL OR customer_id IN (WITH RECURSIVE below AS (SELECT id FROM crm.location WHERE id = ANY ($5::uuid[])
          UNION SELECT location.id FROM crm.location location JOIN below ON location.parent_id = below.id)
          SELECT customer.id FROM crm.customer customer JOIN below ON below.id = customer.location_id))
        AND billing_enabled AND auto_invoice AND billing_type = 'recurring' AND lifecycle = 'active' AND standing <> 'inactive'
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
