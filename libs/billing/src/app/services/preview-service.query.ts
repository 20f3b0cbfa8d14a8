import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { withinReach } from '../accounts/reach.js';
import { Policies } from '../settings/policies.js';
import { type DecidedEnd, decideEnd, type EndWish } from './decide-end.js';
import { type DecidedRenewal, decideRenewal, type RenewalWish } from './decide-renewal.js';
import { type DecidedPause, decidePause, type PauseWish } from './decide-pause.js';

interface OfAccount {
  readonly currency: string;
  readonly balanceMinor: bigint;
}

export type PausePreview = DecidedPause & OfAccount;
export type EndPreview = DecidedEnd & OfAccount;
export type RenewalPreview = DecidedRenewal & OfAccount;

/** The account of a service that the asker reaches. */
export async function accountOfService(
  accounts: Accounts,
  customers: Customers,
  { sql, actor }: Pick<Asking, 'sql' | 'actor'>,
  serviceId: string,
): Promise<Account> {
  const row = await sql.first<{ customer_id: string }>('SELECT customer_id FROM billing.service WHERE id = $1', [
    serviceId,
  ]);
  const account = row && (await accounts.find(sql, row.customer_id));
  if (!account) throw notFound('service');
  return withinReach(customers, sql, actor, account, 'service');
}

@Injectable()
abstract class PreviewOfService<Wish extends { readonly serviceId: string }, Decided> extends Query<
  Wish,
  Decided & OfAccount
> {
  constructor(
    protected readonly accounts: Accounts,
    protected readonly policies: Policies,
    protected readonly customers: Customers,
  ) {
    super();
  }

  async answer(wish: Wish, asking: Asking): Promise<Decided & OfAccount> {
    const account = await accountOfService(this.accounts, this.customers, asking, wish.serviceId);
    const decided = await this.decide(asking.sql, account, wish, asking);
    return { ...decided, currency: account.currency, balanceMinor: account.balanceMinor };
  }

  protected abstract decide(sql: Sql, account: Account, wish: Wish, asking: Asking): Promise<Decided>;
}

/** What a pause would do: the same decision, writing nothing. */
@Injectable()
export class PreviewPause extends PreviewOfService<PauseWish, DecidedPause> {
  readonly rule: Rule = {
    name: 'billing.previewPause',
    sentence: 'See what a pause would do',
    permission: BillingPermissions['service.manage'],
  };

  protected async decide(sql: Sql, account: Account, wish: PauseWish, { clock }: Asking): Promise<DecidedPause> {
    const terms = await this.policies.terms(sql, account.partnerId);
    return decidePause(sql, account, terms, clock.todayIn(terms.zone), wish);
  }
}

/** What the renewal of a contract would do: the same decision, writing nothing. */
@Injectable()
export class PreviewRenewal extends PreviewOfService<RenewalWish, DecidedRenewal> {
  readonly rule: Rule = {
    name: 'billing.previewRenewal',
    sentence: 'See what the renewal of a contract would do',
    permission: BillingPermissions['service.manage'],
  };

  protected async decide(sql: Sql, account: Account, wish: RenewalWish, { clock }: Asking): Promise<DecidedRenewal> {
    const terms = await this.policies.terms(sql, account.partnerId);
    return decideRenewal(sql, account, terms, clock.todayIn(terms.zone), wish);
  }
}

/** The final bill of a service: the same decision as its end, writing nothing. */
@Injectable()
export class PreviewEnd extends PreviewOfService<EndWish, DecidedEnd> {
  readonly rule: Rule = {
    name: 'billing.previewEnd',
    sentence: 'See what the end of a service would do',
    permission: BillingPermissions['service.manage'],
  };

  protected async decide(sql: Sql, account: Account, wish: EndWish, { clock }: Asking): Promise<DecidedEnd> {
    const terms = await this.policies.terms(sql, account.partnerId);
    return decideEnd(sql, account, terms, clock.todayIn(terms.zone), wish);
  }
}
