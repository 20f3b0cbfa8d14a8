import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { IsBoolean, IsOptional } from 'class-validator';
import { paymentRefunded } from '../../domain/index.js';
import { PaymentReversed } from '../../events.js';
import type { PaymentId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { postEntries } from '../ledger/post-entries.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { paymentRow, planReversal } from './money-steps.js';
import { settleOpen } from './settle-open.js';
import { cutAllocations } from './undo-allocations.js';

@InputType({ description: 'A payment to reverse.' })
export class ReversePaymentInput {
  @Field(() => RecordIdScalar, { description: 'The payment.' })
  @IsRecordId()
  paymentId: PaymentId;

  @ReasonField('Why: a wrong customer, a bounced transfer, a dispute.')
  reason: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Did the bank take the money back (a bounced debit)? The fee of the settings for it is charged then.',
  })
  @IsOptional()
  @IsBoolean()
  returned?: boolean;
}

/** Takes a payment back: what it settled is open again, and the customer owes it. The record of it stays. */
@Injectable()
export class ReversePayment extends Command<ReversePaymentInput, { paymentId: PaymentId }> {
  readonly rule: CommandRule = {
    name: 'billing.reversePayment',
    sentence: 'Reverse a payment',
    permission: BillingPermissions['payment.reverse'],
    risk: 'high',
  };
  readonly input = ReversePaymentInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(
    { paymentId, reason, returned = false }: ReversePaymentInput,
    act: Act,
  ): Promise<{ paymentId: PaymentId }> {
    const account = await this.accounts.lock(act, (await paymentRow(act.sql, paymentId)).customerId);
    const payment = await paymentRow(act.sql, paymentId, 'FOR UPDATE OF payment');
    const plan = await planReversal(act.sql, payment);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const today = act.todayIn(terms.zone);
    await cutAllocations(act, plan.cuts);
    await act.sql.execute(
      `UPDATE billing.payment SET status = 'reversed', reversed_reason = $2, reversed_on = $3, unallocated_minor = 0 WHERE id = $1`,
      [paymentId, reason, today],
    );
    if (payment.depositId !== null)
      await act.sql.execute('UPDATE billing.deposit SET left_minor = left_minor + $2 WHERE id = $1', [
        payment.depositId,
        payment.amountMinor,
      ]);
    const { customerId, partnerId } = account;
    const draft = paymentRefunded({
      customerId,
      currency: payment.currency,
      bookedOn: today,
      from: payment.ledgerAccount,
      amountMinor: plan.owedMinor,
    });
    const source = { kind: 'payment', id: paymentId } as const;
    const description = `Payment ${payment.receiptNumber} reversed: ${reason}`;
    await postEntries(act, [{ draft, partnerId, customerId, source, description }]);
    const after = { ...account, balanceMinor: account.balanceMinor - plan.owedMinor };
    await settleOpen(act, after, terms);
    await this.watch.lookAgain(act, after);
    const about = { customerId, partnerId };
    act.emit(
      PaymentReversed,
      { ...about, paymentId, amountMinor: payment.amountMinor, currency: payment.currency, returned },
      about,
    );
    act.audit({ kind: 'payment', id: paymentId, ...about }, description);
    return { paymentId };
  }
}
