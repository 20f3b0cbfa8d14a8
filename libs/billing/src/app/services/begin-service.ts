import type { Act, CommandBus } from '@demarc/commands';
import type { FutureItemId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { addFutureItems } from '../documents/future-items.js';
import { IssueOneTimeInvoice } from '../documents/issue-one-time-invoice.js';
import { oneTimeThing } from '../documents/one-time-thing.js';
import type { BillingTerms } from '../settings/settings.js';
import type { OneTimeItemInput } from './one-time-item.input.js';
import type { SellablePlan } from './sellable-plan.js';

interface Begun {
  readonly serviceId: string;
  readonly plan: SellablePlan;
  readonly items: readonly OneTimeItemInput[];
}

/** What a new service brings besides its price: one-time items and the activation fee of its plan. */
export async function chargeBeginning(
  act: Act,
  account: Account,
  terms: BillingTerms,
  { serviceId, plan, items }: Begun,
  bus: CommandBus,
): Promise<FutureItemId[]> {
  const today = act.todayIn(terms.zone);
  const things = await Promise.all(items.map((item) => oneTimeThing(act.sql, item, account, terms, today)));
  const waiting = things.map((thing) => ({
    source: 'one_time_service' as const,
    revenue: thing.revenue,
    description: thing.description,
    quantity: thing.quantity,
    unit: '',
    unitPrice: thing.unitPrice,
    taxInclusive: thing.priceIncludesTax,
    taxRateId: thing.taxRateId,
    planId: thing.planId,
    serviceId,
    dueOn: null,
  }));
  const fee = plan.activationFee === null || Number(plan.activationFee) === 0 ? null : plan.activationFee;
  const description = `Activation of ${plan.serviceDescription}`;
  if (fee !== null && plan.activationFeeWhen === 'on_creation') {
    const line = { description, unitPrice: fee, taxInclusive: plan.taxInclusive };
    const taxed = plan.taxRateId === null ? line : { ...line, taxRateId: plan.taxRateId };
    await bus.within(act, IssueOneTimeInvoice, { customerId: account.customerId, lines: [taxed] });
  }
  const later = fee !== null && plan.activationFeeWhen === 'first_billing';
  return addFutureItems(act, account, terms, [
    ...waiting,
    ...(later
      ? [
          {
            source: 'fee' as const,
            revenue: 'revenue.fee' as const,
            description,
            quantity: '1',
            unit: '',
            unitPrice: fee,
            taxInclusive: plan.taxInclusive,
            taxRateId: plan.taxRateId,
            planId: plan.id,
            serviceId,
            dueOn: null,
          },
        ]
      : []),
  ]);
}
