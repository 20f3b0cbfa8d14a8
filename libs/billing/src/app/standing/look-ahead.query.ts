import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  amountToRestore,
  calendarFor,
  type ComingUp,
  type ExpectedInvoice,
  MONTH,
  type NextEvent,
  periodContaining,
  prepaidOutlook,
  standingAhead,
  type Standing,
} from '../../domain/index.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { loadPrepaid } from '../prepaid/load-prepaid.js';
import { planAccounts } from '../runs/plan-accounts.js';
import { Policies } from '../settings/policies.js';
import { billingPolicyOf, type BillingTerms, standingPolicyOf } from '../settings/settings.js';
import { feeableInvoices } from './charge-fees.schedule.js';
import { feePrices, feeRules } from './fee-book.js';
import { feeHolds, openPromise } from './promises.js';
import { standingFacts } from './standing-watch.js';

export interface WhatHappensNext {
  readonly currency: string;
  readonly standing: Standing;
  readonly next: readonly NextEvent[];
  readonly toRestoreMinor: bigint;
  /** What opening access again costs besides; with tax. */
  readonly reconnectionFeeMinor: bigint;
  /** Hour of the day at which access closes. */
  readonly blockingHour: number;
  readonly protectedReason: string | null;
  /** The last day of the protection; null: it has no end. */
  readonly protectedUntil: LocalDate | null;
  /** Promises that the customer may still make by themselves. */
  readonly promisesLeft: number;
  readonly promiseDays: number;
}

/** The same rules run forward: what comes, and when, if nothing is paid and nothing else happens. */
@Injectable()
export class LookAhead extends Query<{ customerId: string }, WhatHappensNext | null> {
  readonly rule: Rule = {
    name: 'billing.lookAhead',
    sentence: 'See what happens next',
    permission: BillingPermissions['account.view'],
    customer: 'own',
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer({ customerId }: { customerId: string }, { sql, clock }: Asking): Promise<WhatHappensNext | null> {
    const account = await this.accounts.find(sql, customerId);
    if (!account) return null;
    const terms = await this.policies.terms(sql, account.partnerId);
    const today = clock.todayIn(terms.zone);
    const facts = (await standingFacts(sql, [account])).get(customerId);
    if (!facts) return null;
    const paysAhead = account.billingType !== 'recurring';
    const followsOther = paysAhead || account.subBilling === 'aggregated';
    const usual = standingPolicyOf(account, terms);
    const policy = followsOther ? { ...usual, blockingDays: null } : usual;
    const { coming, reconnectionFeeMinor } = await comingUp(sql, account, terms, today);
    const expected = followsOther ? [] : await expectedInvoice(sql, account, terms, today);
    const prepaidEnds = paysAhead ? await prepaidEnd(sql, account, terms, today) : [];
    const { promisesPerYear, promiseDays, blockingHour } = terms.settings;
    return {
      currency: account.currency,
      ...standingAhead(facts, policy, today, expected, { ...coming, prepaidEnds }),
      toRestoreMinor: amountToRestore(facts, policy, today),
      reconnectionFeeMinor,
      blockingHour,
      ...protectionOn(account, today),
      promisesLeft:
        account.balanceMinor < 0n && !coming.promise ? await left(sql, customerId, promisesPerYear, today) : 0,
      promiseDays,
    };
  }
}

/** One that is over protects nobody. */
function protectionOn(
  { protectedReason, protectedUntil }: Account,
  today: LocalDate,
): Pick<WhatHappensNext, 'protectedReason' | 'protectedUntil'> {
  if (protectedUntil !== null && protectedUntil < today) return { protectedReason: null, protectedUntil: null };
  return { protectedReason, protectedUntil };
}

/** Access of a prepaid customer follows the paid time: when it is used up, and nothing is paid in. */
async function prepaidEnd(sql: Sql, account: Account, terms: BillingTerms, today: LocalDate): Promise<LocalDate[]> {
  const loaded = (await loadPrepaid(sql, [account], () => terms, today)).get(account.customerId);
  const until = loaded ? prepaidOutlook(loaded, today).lastsUntil : null;
  return until === null ? [] : [until];
}

/** The next recurring invoice, as the run of that day would make it. */
async function expectedInvoice(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
): Promise<ExpectedInvoice[]> {
  const on = periodContaining(calendarFor(billingPolicyOf(account, terms), MONTH, today), today).to;
  const [planned] = await planAccounts(sql, [account], () => terms, { on, datedOn: on, floating: false });
  const invoice = planned?.plan.invoice;
  return invoice ? [{ on, amountMinor: invoice.totals.grossMinor }] : [];
}

async function comingUp(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
): Promise<{ coming: ComingUp; reconnectionFeeMinor: bigint }> {
  const rules = (await feeRules(sql))(account.partnerId);
  const prices = await feePrices(sql, account, terms, rules, today);
  const repeating = rules.filter((rule) => rule.kind === 'late' || rule.kind === 'unpaid');
  const invoices = repeating.length === 0 ? [] : await feeableInvoices(sql, [account.customerId]);
  const promise = await openPromise(sql, account.customerId);
  const contracts = await sql.query<{ serviceId: string; on: LocalDate }>(
    `SELECT id AS "serviceId", contract_ends_on AS on FROM billing.service
      WHERE customer_id = $1 AND contract_ends_on >= $2 AND status IN ('pending', 'active', 'paused') ORDER BY contract_ends_on, id`,
    [account.customerId, today],
  );
  const reconnection = rules.filter((rule) => rule.kind === 'reconnection');
  return {
    reconnectionFeeMinor: reconnection.reduce((sum, rule) => sum + prices(rule, 0n).grossMinor, 0n),
    coming: {
      feeRules: repeating,
      feesDone: new Set(invoices.flatMap((invoice) => invoice.done)),
      feeInvoices: invoices.map((invoice) => ({
        itemId: invoice.id,
        kind: 'recurring',
        chargedOn: invoice.issued_on,
        dueOn: invoice.due_on,
        openMinor: BigInt(invoice.open),
      })),
      feeGross: (rule, openMinor) => prices(rule, openMinor).grossMinor,
      feeHolds: terms.settings.promiseHoldsFees
        ? ((await feeHolds(sql, [account.customerId])).get(account.customerId) ?? [])
        : [],
      promise: promise ? { untilOn: promise.untilOn, amountMinor: promise.amountMinor } : null,
      contractEnds: contracts,
      prepaidEnds: [],
    },
  };
}

async function left(sql: Sql, customerId: string, most: number, today: LocalDate): Promise<number> {
  if (most === 0) return 0;
  const row = await sql.first<{ count: number }>(
    `SELECT count(*)::int AS count FROM billing.promise WHERE customer_id = $1 AND by_customer AND made_on > $2::date - 365`,
    [customerId, today],
  );
  return Math.max(0, most - (row?.count ?? 0));
}
