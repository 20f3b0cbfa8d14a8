import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { notFound, type Id } from '@demarc/kernel';
import { standingDates, standingOn, type Standing } from '../../domain/index.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { planPayment, type ChosenAllocation } from './plan-payment.js';
import { payeeOf } from '../sub-accounts/payee.js';
import { Policies } from '../settings/policies.js';
import { paymentAmount } from './record-payment.js';
import { looseDebitsOf, standingPolicyOf } from '../settings/settings.js';
import { standingFacts } from '../standing/standing-watch.js';

export interface PaymentPreview {
  readonly currency: string;
  readonly allocations: readonly {
    readonly invoiceId: string;
    readonly number: string;
    readonly amountMinor: bigint;
    readonly openAfterMinor: bigint;
  }[];
  readonly leftMinor: bigint;
  readonly balanceAfterMinor: bigint;
  readonly standingAfter: Standing;
}

const PREVIEWED = '00000000-0000-7000-8000-000000000000';

/** What a payment would settle, before it is saved. */
@Injectable()
export class PreviewPayment extends Query<
  { customerId: Id<'Customer'>; amount: string; allocations?: readonly ChosenAllocation[] },
  PaymentPreview
> {
  readonly rule: Rule = {
    name: 'billing.previewPayment',
    sentence: 'See what a payment would settle',
    permission: BillingPermissions['payment.record'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer(
    input: { customerId: Id<'Customer'>; amount: string; allocations?: readonly ChosenAllocation[] },
    { sql, clock }: Asking,
  ): Promise<PaymentPreview> {
    const payee = input.allocations ? null : await payeeOf(sql, input.customerId);
    const account = await this.accounts.find(sql, payee?.mainCustomerId ?? input.customerId);
    if (!account) throw notFound('billing account');
    const amountMinor = paymentAmount(input.amount, account);
    const terms = await this.policies.terms(sql, account.partnerId);
    const looseDebits = looseDebitsOf(terms);
    const plan = await planPayment(sql, account, PREVIEWED, amountMinor, input.allocations, looseDebits);
    const settled = new Map<string, bigint>();
    for (const one of plan.settlements)
      settled.set(one.invoiceId, (settled.get(one.invoiceId) ?? 0n) + one.amountMinor);
    const facts = (await standingFacts(sql, [account])).get(account.customerId);
    const after = {
      owedMinor: -account.balanceMinor - amountMinor,
      items: (facts?.items ?? []).map((item) => ({
        ...item,
        openMinor: item.openMinor - (settled.get(item.itemId) ?? 0n),
      })),
      graceUntilOn: account.promiseUntil,
    };
    return {
      currency: account.currency,
      allocations: plan.invoices.flatMap((invoice) => {
        const minor = settled.get(invoice.id);
        return minor === undefined
          ? []
          : [
              {
                invoiceId: invoice.id,
                number: invoice.number,
                amountMinor: minor,
                openAfterMinor: invoice.openMinor - minor,
              },
            ];
      }),
      leftMinor: plan.leftMinor,
      balanceAfterMinor: account.balanceMinor + amountMinor,
      standingAfter: standingOn(standingDates(after, standingPolicyOf(account, terms)), clock.todayIn(terms.zone)),
    };
  }
}
