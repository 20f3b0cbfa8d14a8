import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { OpenFutureItem } from '../../domain/index.js';
import { ACCOUNT_COLUMNS, accountOf, type Account } from '../accounts/accounts.js';
import { openFutureItems } from '../documents/future-items.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
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

/** An account that cannot be decided gives nothing. */
function chargesAhead(
  account: Account,
  services: readonly LoadedService[],
  items: readonly OpenFutureItem[] | undefined,
  terms: BillingTerms,
  { today, through }: FutureQuestion,
): FutureCharge[] {
  const { customerId, partnerId } = account;
  const charges: FutureCharge[] = [];
  try {
    const ahead = { account, servicesOn: () => services, items, terms };
    for (const { on, invoice } of runsAhead(ahead, { from: today, through })) {
      const { netMinor, taxMinor, grossMinor } = invoice.totals;
      charges.push({ customerId, partnerId, on, lines: invoice.lines.length, netMinor, taxMinor, grossMinor });
    }
  } catch {
    return charges;
  }
  return charges;
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
