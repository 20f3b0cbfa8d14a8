import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { conflict, type Id, money, notFound, toDecimalString } from '@demarc/kernel';
import { ServiceEntity } from '../../data/service.entity.js';
import type { FutureItemId, InvoiceId, PlanId, ServiceId } from '../../ids.js';
import { Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { addFutureItems } from './future-items.js';
import { IssueOneTimeInvoice } from './issue-one-time-invoice.js';
import { oneTimeThing } from './one-time-thing.js';

export interface SaleForService {
  readonly customerId: Id<'Customer'>;
  readonly serviceId: ServiceId;
  /** A one-time plan that is for sale to this customer. */
  readonly planId: PlanId;
  readonly charge: 'next_invoice' | 'invoice';
  /** What it costs with tax, where it was sold before and was given back; else the price of the plan. */
  readonly grossMinor?: bigint;
}

export interface SoldOnce {
  readonly futureItemId: FutureItemId | null;
  readonly invoiceId: InvoiceId | null;
  readonly description: string;
}

/** Sells something for a service once, in the transaction of whoever delivers it: neither is without the other. */
@Injectable()
export class OneTimeSales {
  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly invoices: IssueOneTimeInvoice,
  ) {}

  async sell(act: Act, { customerId, serviceId, planId, charge, grossMinor }: SaleForService): Promise<SoldOnce> {
    const account = await this.accounts.lock(act, customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const service = await act.manager.findOneBy(ServiceEntity, { id: serviceId });
    if (service?.customerId !== account.customerId) throw notFound('service');
    const said =
      grossMinor === undefined
        ? { planId }
        : { planId, unitPrice: toDecimalString(money(grossMinor, account.currency)), taxInclusive: true };
    const sale = grossMinor === undefined ? 'new' : 'made';
    const thing = await oneTimeThing(act.sql, said, account, terms, act.todayIn(terms.zone), sale);
    const { description } = thing;
    if (charge === 'invoice') {
      const { invoiceId } = await this.invoices.handle({ customerId, lines: [said] }, act);
      await this.refuseUnpaid(act, customerId);
      return { futureItemId: null, invoiceId, description };
    }
    const [futureItemId] = await addFutureItems(act, account, terms, [
      { ...thing, source: 'top_up', taxInclusive: thing.priceIncludesTax, unit: '', serviceId, dueOn: null },
    ]);
    if (!futureItemId) throw new Error('a future item has no id');
    return { futureItemId, invoiceId: null, description };
  }

  /** Who pays before being served has to have the money. */
  private async refuseUnpaid(act: Act, customerId: Id<'Customer'>): Promise<void> {
    const after = await this.accounts.find(act.sql, customerId);
    if (after && after.billingType !== 'recurring' && after.balanceMinor < 0n)
      throw conflict('BALANCE_TOO_LOW', 'There is not enough money on the account for this. Pay first.');
  }
}
