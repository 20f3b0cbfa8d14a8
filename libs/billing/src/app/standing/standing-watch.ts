import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { maxDate, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  standingDates,
  standingOn,
  type Standing,
  type StandingDates,
  type StandingFacts,
  type StandingItem,
} from '../../domain/index.js';
import { CustomerStatusChanged, StandingChanged } from '../../events.js';
import { endPromise, isKept, openPromise } from './promises.js';
import type { PaymentId } from '../../ids.js';
import { statusOf, type Account } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { carryOutServiceSteps, stepsOfReturn } from '../services/service-steps.js';
import { standingPolicyOf, type BillingTerms } from '../settings/settings.js';

interface OpenInvoiceRow {
  customer_id: string;
  id: string;
  kind: 'recurring' | 'one_time';
  issued_on: LocalDate;
  open_minor: string;
}

const RANK: Readonly<Record<Standing, number>> = { good: 0, overdue: 1, blocked: 2, inactive: 3 };

/** The facts of the ledger that standing follows from, for many customers at once. */
export async function standingFacts(sql: Sql, accounts: readonly Account[]): Promise<Map<string, StandingFacts>> {
  const rows = await sql.query<OpenInvoiceRow>(
    `SELECT customer_id, id, kind, issued_on, gross_minor - settled_minor AS open_minor FROM billing.invoice
      WHERE customer_id = ANY ($1::uuid[]) AND settled_minor < gross_minor AND status = 'issued' ORDER BY customer_id, issued_on, id`,
    [accounts.map((account) => account.customerId)],
  );
  const items = new Map<string, StandingItem[]>();
  for (const row of rows) {
    const item: StandingItem = {
      itemId: row.id,
      kind: row.kind,
      chargedOn: row.issued_on,
      openMinor: BigInt(row.open_minor),
    };
    const list = items.get(row.customer_id);
    if (list) list.push(item);
    else items.set(row.customer_id, [item]);
  }
  return new Map(
    accounts.map((account) => [
      account.customerId,
      {
        owedMinor: -account.balanceMinor,
        items: items.get(account.customerId) ?? [],
        graceUntilOn: graceUntil(account),
        isProtected: account.protectedReason !== null && account.protectedUntil === null,
      },
    ]),
  );
}

/** A protection with an end is time that is given: what follows from it turns by itself on the day after. */
function graceUntil({ promiseUntil, protectedUntil }: Account): LocalDate | null {
  if (promiseUntil === null || protectedUntil === null) return promiseUntil ?? protectedUntil;
  return maxDate(promiseUntil, protectedUntil);
}

/** The next day on which the recorded standing has to be looked at: today, when a turn waits to be carried out. */
export function nextCheck(dates: StandingDates, recorded: Standing, today: LocalDate): LocalDate | null {
  let next: LocalDate | null = null;
  for (const standing of ['overdue', 'blocked', 'inactive'] as const) {
    const turn = dates[standing];
    if (!turn || RANK[standing] <= RANK[recorded]) continue;
    const on = maxDate(turn.on, today);
    if (next === null || on < next) next = on;
  }
  return next;
}

/** A standing that was decided on, with the dates that it follows from. */
export interface StandingTurn {
  readonly to: Standing;
  readonly dates: StandingDates;
}

/** Access of a prepaid customer follows the paid time, that of a sub-account its main account; not what is open here. */
const PAID_BEFORE: StandingDates = { overdue: null, blocked: null, inactive: null };

/** Where a look at the account leads: to what is better at once, to what is worse no further than overdue. */
export function turnOf(account: Account, facts: StandingFacts, terms: BillingTerms, today: LocalDate): StandingTurn {
  if (account.billingType !== 'recurring' || account.subBilling === 'aggregated')
    return { to: account.standing, dates: PAID_BEFORE };
  const dates = standingDates(facts, standingPolicyOf(account, terms));
  const computed = standingOn(dates, today);
  const isWorse = RANK[computed] > RANK[account.standing];
  return { to: isWorse ? (account.standing === 'good' ? 'overdue' : account.standing) : computed, dates };
}

/** Records standing, and brings the customer status and services after it. */
@Injectable()
export class StandingWatch {
  constructor(private readonly policies: Policies) {}

  /**
   * Looks at a locked account again, as after a payment. Getting better holds at once, and so does overdue; closing access is
   * left to the day's suspensions, which people can see before.
   */
  async lookAgain(act: Act, account: Account, paymentId: PaymentId | null = null): Promise<Standing> {
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const facts = (await standingFacts(act.sql, [account])).get(account.customerId);
    if (!facts) return account.standing;
    const turn = turnOf(account, facts, terms, act.todayIn(terms.zone));
    await this.record(act, account, turn, terms, { paymentId });
    return turn.to;
  }

  /** Writes a decided standing with everything that follows from it; and with it what was posted to the account, if anything was. */
  async record(
    act: Act,
    account: Account,
    { to, dates }: StandingTurn,
    terms: BillingTerms,
    because: { readonly paymentId?: PaymentId | null; readonly paidMinor?: bigint } = {},
  ): Promise<void> {
    const today = act.todayIn(terms.zone);
    const changed = { ...account, standing: to };
    act.send(
      act.sql.execute(
        `UPDATE billing.account SET standing = $2, standing_since = CASE WHEN standing = $2 THEN standing_since ELSE $3::date END,
         next_check_on = $4, customer_status = $5, revision = revision + 1, balance_minor = balance_minor + $6::bigint,
         reconnected_on = CASE WHEN $7 THEN $3::date ELSE reconnected_on END WHERE customer_id = $1`,
        [
          account.customerId,
          to,
          today,
          nextCheck(dates, to, today),
          statusOf(changed),
          (because.paidMinor ?? 0n).toString(),
          Boolean(because.paymentId) && RANK[account.standing] >= RANK.blocked && RANK[to] < RANK.blocked,
        ],
      ),
    );
    if (because.paymentId && account.promiseUntil !== null) await this.keepPromise(act, account, today);
    if (to === account.standing) return;
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.emit(
      StandingChanged,
      { ...about, from: account.standing, to, on: today, leadsOthers: account.leadsOthers },
      about,
    );
    if (account.standing === 'inactive' && account.lifecycle === 'active')
      await carryOutServiceSteps(act, account, await stepsOfReturn(act.sql, account, today), today);
    announceStatus(act, account, changed, because.paymentId);
  }

  private async keepPromise(act: Act, account: Account, today: LocalDate): Promise<void> {
    const promise = await openPromise(act.sql, account.customerId);
    if (promise?.kind === 'promise' && (await isKept(act.sql, promise)))
      await endPromise(act, account, promise, 'kept', today);
  }
}

/** Tells the network and the screens when what they see of a customer has changed. */
export function announceStatus(
  act: Act,
  before: Account,
  after: Pick<Account, 'lifecycle' | 'standing' | 'openHolds'>,
  paymentId: PaymentId | null = null,
): void {
  const to = statusOf(after);
  if (to === before.customerStatus) return;
  const about = { customerId: before.customerId, partnerId: before.partnerId };
  act.emit(CustomerStatusChanged, { ...about, from: before.customerStatus, to, paymentId }, about);
}
