import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import type { AddServiceInput } from './add-service.input.js';
import { type DecidedService, decideNewService, refuseInactive } from './decide-new-service.js';
import { type FirstBills, firstBills } from './first-bills.js';

export interface AddServicePreview extends DecidedService, FirstBills {
  readonly currency: string;
}

/** What a new service would be charged first: the same decision, writing nothing. */
@Injectable()
export class PreviewAddService extends Query<AddServiceInput, AddServicePreview> {
  readonly rule: Rule = {
    name: 'billing.previewAddService',
    sentence: 'See what a new service would cost',
    permission: BillingPermissions['service.manage'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly customers: Customers,
  ) {
    super();
  }

  async answer(input: AddServiceInput, { sql, actor, clock }: Asking): Promise<AddServicePreview> {
    await this.customers.reached(sql, actor, input.customerId);
    const customer = await this.customers.required(sql, input.customerId);
    const account = await this.accounts.findOrPlan(sql, clock, customer);
    refuseInactive(account);
    const terms = await this.policies.terms(sql, account.partnerId);
    const today = clock.todayIn(terms.zone);
    const decided = await decideNewService(sql, account, terms, today, input);
    return { ...decided, ...(await firstBills(sql, account, terms, today, decided)), currency: account.currency };
  }
}
