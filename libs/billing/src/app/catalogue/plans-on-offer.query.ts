import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { type Id, type LocalDate, maxDate } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { plansFor, type SellablePlan } from '../services/sellable-plan.js';
import { Policies } from '../settings/policies.js';

export interface PlansOnOfferQuestion {
  readonly customerId: Id<'Customer'>;
  /** The first day of the service; today when left out. */
  readonly on?: LocalDate | undefined;
  /** Things that are sold once, in place of services. */
  readonly oneTime?: boolean | undefined;
}

/** What a customer may have as a service, or buy once: the same rule that a sale is refused by. */
@Injectable()
export class PlansOnOffer extends Query<PlansOnOfferQuestion, SellablePlan[]> {
  readonly rule: Rule = {
    name: 'billing.plansOnOffer',
    sentence: 'See which plans a customer may have',
    permission: BillingPermissions['plan.view'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly customers: Customers,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer(
    { customerId, on, oneTime }: PlansOnOfferQuestion,
    { sql, actor, clock }: Asking,
  ): Promise<SellablePlan[]> {
    await this.customers.reached(sql, actor, customerId);
    const account = await this.accounts.findOrPlan(sql, clock, await this.customers.required(sql, customerId));
    const today = clock.todayIn((await this.policies.terms(sql, account.partnerId)).zone);
    return plansFor(sql, account, maxDate(on ?? today, today), oneTime ? 'once' : 'service');
  }
}
