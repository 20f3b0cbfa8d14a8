import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { type Id, invalid, notFound } from '@demarc/kernel';
import { IsOptional } from 'class-validator';
import { PaymentMethodEntity } from '../../data/payment-method.entity.js';
import type { CreditNoteId, PaymentId, PaymentMethodId, RefundId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { bookReturn, lockPaid } from '../gateways/give-back.js';
import { withinRefundLimit } from '../gateways/refund-limit.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { bookCreditBack, creditNoteRow, creditPart } from './hand-back-credit.js';
import { givenAmount, paymentRow, returnParts } from './money-steps.js';

@InputType({
  description:
    'Money that is handed back to a customer: of one payment, of one credit note, or out of the credit of the customer.',
})
export class HandBackMoneyInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The payment that it is given back of.' })
  @IsOptional()
  @IsRecordId()
  paymentId?: PaymentId;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The credit note that it is handed back of, as far as it has settled nothing.',
  })
  @IsOptional()
  @IsRecordId()
  creditNoteId?: CreditNoteId;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer whose credit it is, without a payment.' })
  @IsOptional()
  @IsRecordId()
  customerId?: Id<'Customer'>;

  @Field(() => RecordIdScalar, { description: 'How it is handed back: cash, a bank transfer.' })
  @IsRecordId()
  methodId: PaymentMethodId;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much; all that is left of the payment or the credit note, or the whole credit, when left out.',
  })
  @IsOptional()
  @IsAmount()
  amount?: string;

  @ReasonField('Why, for the audit log.')
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

  async handle(input: HandBackMoneyInput, act: Act): Promise<{ refundIds: RefundId[]; customerId: Id<'Customer'> }> {
    const { paymentId, creditNoteId, methodId, amount, reason } = input;
    const account = await this.accounts.lock(act, await ownerOf(act, input));
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const method = await act.manager.findOneBy(PaymentMethodEntity, { id: methodId });
    if (!method?.active || method.ledgerAccount === 'gateway_clearing') throw notFound('way to pay back');
    if (creditNoteId !== undefined) return this.ofCreditNote(input, act, account, terms, method);
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

  private async ofCreditNote(
    { creditNoteId = '' as CreditNoteId, amount, reason }: HandBackMoneyInput,
    act: Act,
    account: Account,
    terms: BillingTerms,
    method: PaymentMethodEntity,
  ): Promise<{ refundIds: RefundId[]; customerId: Id<'Customer'> }> {
    const note = await creditNoteRow(act.sql, creditNoteId, 'FOR UPDATE');
    const amountMinor = creditPart(note, account, givenAmount(amount, account.currency));
    withinRefundLimit(act.actor, terms, note, amountMinor);
    const { account: now, refundId } = await bookCreditBack(act, account, terms, note, { amountMinor, reason, method });
    await this.watch.lookAgain(act, now);
    return { refundIds: [refundId], customerId: account.customerId };
  }
}

async function ownerOf(act: Act, { paymentId, creditNoteId, customerId }: HandBackMoneyInput): Promise<Id<'Customer'>> {
  if ([paymentId, creditNoteId, customerId].filter((given) => given !== undefined).length > 1)
    throw invalid('ONE_SOURCE', 'Say one of the three: a payment, a credit note, or the customer whose credit it is.');
  if (paymentId !== undefined) return (await paymentRow(act.sql, paymentId)).customerId as Id<'Customer'>;
  if (creditNoteId !== undefined) return (await creditNoteRow(act.sql, creditNoteId)).customerId as Id<'Customer'>;
  if (customerId === undefined)
    throw invalid('PAYMENT_OR_CUSTOMER', 'Say which payment or credit note, or whose credit, is handed back.');
  return customerId;
}
