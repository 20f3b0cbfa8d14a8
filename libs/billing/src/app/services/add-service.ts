import { Injectable } from '@nestjs/common';
import { type Act, Command, CommandBus, type CommandRule } from '@demarc/commands';
import { ActivateCustomer } from '@demarc/crm';
import { Refusal } from '@demarc/kernel';
import type { ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { changeLifecycle } from '../accounts/account-lifecycle.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { addFutureItems } from '../documents/future-items.js';
import { IssueOneTimeInvoice } from '../documents/issue-one-time-invoice.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
import { AddServiceInput } from './add-service.input.js';
import { type DecidedService, decideNewService, refuseInactive } from './decide-new-service.js';
import { firstBills } from './first-bills.js';
import { insertService } from './insert-service.js';

export { AddServiceInput } from './add-service.input.js';

export interface AddedService {
  readonly serviceId: ServiceId;
  readonly number: string;
  /** The services of a bundle. */
  readonly containedServiceIds: readonly ServiceId[];
}

/** Adds a service. A new customer becomes active by it; an inactive one is activated by a person first. */
@Injectable()
export class AddService extends Command<AddServiceInput, AddedService> {
  readonly rule: CommandRule = {
    name: 'billing.addService',
    sentence: 'Add a service',
    permission: BillingPermissions['service.manage'],
    risk: 'normal',
  };
  readonly input = AddServiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly bus: CommandBus,
  ) {
    super();
  }

  async handle(input: AddServiceInput, act: Act): Promise<AddedService> {
    const account = await this.activeAccount(await this.accounts.lock(act, input.customerId), act);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const today = act.todayIn(terms.zone);
    const decided = await decideNewService(act.sql, account, terms, today, input);
    if (input.planHash !== undefined) await this.refuseStale(act, account, terms, input.planHash, decided);
    const serviceId = await insertService(act, account, decided.service, null);
    const containedServiceIds: ServiceId[] = [];
    for (const contained of decided.contained)
      containedServiceIds.push(await insertService(act, account, contained, serviceId));
    await this.chargeBeginning(act, account, terms, decided, serviceId);
    const row = await act.sql.first<{ number: string }>('SELECT number FROM billing.service WHERE id = $1', [
      serviceId,
    ]);
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    const { plan, startsOn } = decided.service;
    act.audit(
      { kind: 'service', id: serviceId, ...about },
      `Service #${row?.number ?? ''} ${plan.title} added from ${startsOn}`,
    );
    return { serviceId, number: row?.number ?? '', containedServiceIds };
  }

  private async refuseStale(
    act: Act,
    account: Account,
    terms: BillingTerms,
    planHash: string,
    decided: DecidedService,
  ): Promise<void> {
    const { hash } = await firstBills(act.sql, account, terms, act.todayIn(terms.zone), decided);
    if (planHash !== hash)
      throw new Refusal('stale', 'SERVICE_CHANGED', 'The figures have changed since the preview. Look at them again.');
  }

  /** What a new service brings besides its price: one-time items and the activation fee of its plan. */
  private async chargeBeginning(
    act: Act,
    account: Account,
    terms: BillingTerms,
    { items, feeNow }: DecidedService,
    serviceId: ServiceId,
  ): Promise<void> {
    if (feeNow !== null) {
      const { taxRateId, ...fee } = feeNow;
      const line = taxRateId === null ? fee : { ...fee, taxRateId };
      await this.bus.within(act, IssueOneTimeInvoice, { customerId: account.customerId, lines: [line] });
    }
    await addFutureItems(
      act,
      account,
      terms,
      items.map((item) => ({ ...item, serviceId })),
    );
  }

  /** Refuses a customer whose relation has ended, or whom non-payment made inactive. */
  private async activeAccount(account: Account, act: Act): Promise<Account> {
    refuseInactive(account);
    if (account.lifecycle === 'active') return account;
    await this.bus.within(act, ActivateCustomer, { customerId: account.customerId });
    return changeLifecycle(act, account, 'active', await this.accounts.today(act, account));
  }
}
