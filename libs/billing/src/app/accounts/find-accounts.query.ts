import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { balanceView } from '../../domain/index.js';
import type { HoldId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';
import { type BillingSettings, USUAL_SETTINGS } from '../settings/settings.js';
import { type Account, Accounts } from './accounts.js';

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
