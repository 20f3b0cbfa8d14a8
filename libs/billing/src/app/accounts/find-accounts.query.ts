import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { notFound } from '@demarc/kernel';
import {
  amountToRestore,
  balanceView,
  standingAhead,
  type NextEvent,
  calendarFor,
  planInvoice,
  type ExpectedInvoice,
  periodContaining,
  type Standing,
} from '../../domain/index.js';
import type { HoldId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from './accounts.js';
import { billableAccount, loadBillableServices } from '../runs/load-billable.js';
import { Policies } from '../settings/policies.js';
import { type BillingSettings, type BillingTerms, standingPolicyOf, USUAL_SETTINGS } from '../settings/settings.js';
import { standingFacts } from '../standing/standing-watch.js';

const VIEW: Pick<Rule, 'permission' | 'customer'> = { permission: BillingPermissions['account.view'], customer: 'own' };

export interface FoundAccount extends Account {
  readonly dueMinor: bigint;
  readonly creditMinor: bigint;
}

/** The accounts of many customers at once, for fields on lists. */
@Injectable()
export class AccountsOf extends Query<{ customerIds: readonly string[] }, Map<string, FoundAccount>> {
  readonly rule: Rule = { name: 'billing.accountsOf', sentence: 'See billing accounts', ...VIEW };

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async answer(
    { customerIds }: { customerIds: readonly string[] },
    { sql }: Asking,
  ): Promise<Map<string, FoundAccount>> {
    const found = await this.accounts.findMany(sql, customerIds);
    return new Map(found.map((account) => [account.customerId, { ...account, ...balanceView(-account.balanceMinor) }]));
  }
}

export interface FoundHold {
  readonly id: HoldId;
  readonly customerId: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly liftedAt: Date | null;
  readonly liftedBy: string | null;
}

@Injectable()
export class HoldsOf extends Query<{ customerIds: readonly string[] }, FoundHold[]> {
  readonly rule: Rule = {
    name: 'billing.holdsOf',
    sentence: 'See holds',
    permission: BillingPermissions['account.view'],
  };

  answer({ customerIds }: { customerIds: readonly string[] }, { sql }: Asking): Promise<FoundHold[]> {
    return sql.query<FoundHold>(
      `SELECT id, customer_id AS "customerId", reason, placed_by AS "placedBy", placed_at AS "placedAt", lifted_at AS "liftedAt", lifted_by AS "liftedBy"
         FROM billing.hold WHERE customer_id = ANY ($1::uuid[]) ORDER BY placed_at DESC, id DESC`,
      [customerIds],
    );
  }
}

export interface WhatHappensNext {
  readonly currency: string;
  readonly standing: Standing;
  readonly next: readonly NextEvent[];
  readonly toRestoreMinor: bigint;
}

/** The same rules run forward: what comes, and when, if nothing is paid. */
@Injectable()
export class LookAhead extends Query<{ customerId: string }, WhatHappensNext | null> {
  readonly rule: Rule = { name: 'billing.lookAhead', sentence: 'See what happens next', ...VIEW };

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
    if (!facts) throw notFound('billing account');
    const policy = standingPolicyOf(account, terms);
    const expected = await this.expectedInvoice(sql, account, terms, today);
    return {
      currency: account.currency,
      ...standingAhead(facts, policy, today, expected),
      toRestoreMinor: amountToRestore(facts, policy, today),
    };
  }

  private async expectedInvoice(
    sql: Asking['sql'],
    account: Account,
    terms: BillingTerms,
    today: Account['standingSince'],
  ): Promise<ExpectedInvoice[]> {
    const services = (await loadBillableServices(sql, [account.customerId], today, () => terms)).get(account.customerId) ?? [];
    const billable = billableAccount(account, services, terms);
    const on = periodContaining(calendarFor(billable.policy, billable.policy.period, today), today).to;
    const { invoice } = planInvoice(billable, on);
    return invoice ? [{ on, amountMinor: invoice.totals.grossMinor }] : [];
  }
}

/** The settings that hold, and which of them are a partner's own. */
@Injectable()
export class FindSettings extends Query<
  { partnerId?: string | undefined },
  { settings: BillingSettings; own: readonly string[] }
> {
  readonly rule: Rule = {
    name: 'billing.findSettings',
    sentence: 'See the billing settings',
    permission: BillingPermissions['policy.view'],
  };

  constructor(private readonly policies: Policies) {
    super();
  }

  async answer(
    { partnerId }: { partnerId?: string | undefined },
    { sql }: Asking,
  ): Promise<{ settings: BillingSettings; own: readonly string[] }> {
    const own = await this.policies.own(sql, partnerId ?? null);
    const everybody = partnerId ? await this.policies.own(sql, null) : {};
    return { settings: { ...USUAL_SETTINGS, ...everybody, ...own }, own: Object.keys(own) };
  }
}
