import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { type Id, invalid, notFound } from '@demarc/kernel';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { PaymentMethodEntity } from '../../data/payment-method.entity.js';
import type { PaymentId, PaymentMethodId, RefundId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { bookReturn, lockPaid } from '../gateways/give-back.js';
import { withinRefundLimit } from '../gateways/refund-limit.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { givenAmount, paymentRow, returnParts } from './money-steps.js';

@InputType({
  description: 'Money that is handed back to a customer: of one payment, or out of the credit of the customer.',
})
export class HandBackMoneyInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The payment that it is given back of.' })
  @IsOptional()
  @IsRecordId()
  paymentId?: PaymentId;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer whose credit it is, without a payment.' })
  @IsOptional()
  @IsRecordId()
  customerId?: Id<'Customer'>;

  @Field(() => RecordIdScalar, { description: 'How it is handed back: cash, a bank transfer.' })
  @IsRecordId()
  methodId: PaymentMethodId;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much; all that is left of the payment, or the whole credit, when left out.',
  })
  @IsOptional()
  @IsAmount()
  amount?: string;

  @Field(() => String, { description: 'Why, for the audit log.' })
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  reason: string;
}

/** Hands money back in cash or by transfer. It never passes what was paid; what it opens, other credit settles again. */
@Injectable()
export class HandBackMoney extends Command<HandBackMoneyInput, { refundIds: RefundId[]; customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.handBackMoney',
    sentence: 'Hand money back by hand',
    permission: BillingPermissions['payment.refund'],
    risk: 'high',
  };
  readonly input = HandBackMoneyInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(
    { paymentId, customerId, methodId, amount, reason }: HandBackMoneyInput,
    act: Act,
  ): Promise<{ refundIds: RefundId[]; customerId: Id<'Customer'> }> {
    const owner = paymentId === undefined ? customerId : (await paymentRow(act.sql, paymentId)).customerId;
    if (owner === undefined)
      throw invalid('PAYMENT_OR_CUSTOMER', 'Say which payment, or whose credit, is handed back.');
    const account = await this.accounts.lock(act, owner);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const method = await act.manager.findOneBy(PaymentMethodEntity, { id: methodId });
    if (!method?.active || method.ledgerAccount === 'gateway_clearing') throw notFound('way to pay back');
    const parts = await returnParts(act.sql, account, paymentId, givenAmount(amount, account.currency));
    let now = account;
    const refundIds: RefundId[] = [];
    for (const part of parts) {
      withinRefundLimit(act.actor, terms, part.payment, part.amountMinor);
      const payment = await lockPaid(act, part.payment.id);
      if (!payment) throw notFound('payment');
      const id = act.newId<'Refund'>();
      await act.sql.execute(
        `INSERT INTO billing.refund (id, payment_id, customer_id, partner_id, method_id, kind, amount_minor, currency, reason, state, requested_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'refund', $6, $7, $8, 'done', $9, $10, $10)`,
        [
          id,
          payment.id,
          account.customerId,
          account.partnerId,
          methodId,
          part.amountMinor.toString(),
          payment.currency,
          reason,
          actorLabel(act.actor).name,
          act.at,
        ],
      );
      const refund = { id, kind: 'refund' as const, amountMinor: part.amountMinor, reason };
      now = await bookReturn(act, now, payment, refund, terms, method.ledgerAccount);
      refundIds.push(id);
    }
    await this.watch.lookAgain(act, now);
    return { refundIds, customerId: account.customerId };
  }
}
