import { Injectable } from '@nestjs/common';
import { type Act, Acts, Subscriber } from '@demarc/commands';
import type { FeeKind } from '../../domain/index.js';
import {
  PaymentRefunded,
  type PaymentRefundPayload,
  PaymentReversed,
  type PaymentReversedPayload,
} from '../../events.js';
import { Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { feeRules } from './fee-book.js';
import { Fees } from './fees.js';

interface Charged {
  readonly customerId: string;
  readonly paymentId: string;
  readonly baseMinor: bigint;
}

/** Fees that follow from something that happened: charged after it, once. */
@Injectable()
abstract class ChargesFees<Payload extends object> extends Subscriber<Payload> {
  constructor(
    protected readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly fees: Fees,
  ) {
    super();
  }

  protected async chargeAll(act: Act, kind: FeeKind, charged: Charged): Promise<void> {
    const rulesOf = await feeRules(act.sql);
    const found = await this.accounts.find(act.sql, charged.customerId);
    if (!found || rulesOf(found.partnerId, [kind]).length === 0) return;
    const [account] = await this.accounts.lockMany(act.sql, [charged.customerId]);
    if (!account) return;
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const on = act.todayIn(terms.zone);
    let now = account;
    for (const rule of rulesOf(account.partnerId, [kind])) {
      const { paymentId, baseMinor } = charged;
      const cause = { paymentId, occurrence: 1, on, baseMinor };
      now = (await this.fees.charge(act, now, terms, rule, cause)) ?? now;
    }
  }
}

/** Money that the customer’s bank took back through the provider. */
@Injectable()
export class OnPaymentRefunded extends ChargesFees<PaymentRefundPayload> {
  readonly name = 'billing.charge-chargeback-fee';
  readonly event = PaymentRefunded;

  protected async on({ customerId, paymentId, kind, amountMinor }: PaymentRefundPayload, act: Act): Promise<void> {
    if (kind === 'chargeback')
      await this.chargeAll(act, 'returned_payment', { customerId, paymentId, baseMinor: BigInt(amountMinor) });
  }
}

/** A transfer or debit that the bank took back. */
@Injectable()
export class OnPaymentReversed extends ChargesFees<PaymentReversedPayload> {
  readonly name = 'billing.charge-returned-payment-fee';
  readonly event = PaymentReversed;

  protected async on(
    { customerId, paymentId, returned, amountMinor }: PaymentReversedPayload,
    act: Act,
  ): Promise<void> {
    if (returned)
      await this.chargeAll(act, 'returned_payment', { customerId, paymentId, baseMinor: BigInt(amountMinor) });
  }
}
