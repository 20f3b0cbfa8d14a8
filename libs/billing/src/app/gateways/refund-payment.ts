import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type CurrencyCode, invalid, money, notFound, parseMoney, toDecimalString } from '@demarc/kernel';
import { IsOptional } from 'class-validator';
import { PaymentProvider } from '../../gateways/payment-provider.js';
import type { PaymentId, ProviderAccountId, RefundId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import { withinRefundLimit } from './refund-limit.js';
import { SendRefundJob } from './send-refund.job.js';

@InputType({ description: 'An online payment to give back, whole or in part.' })
export class RefundPaymentInput {
  @Field(() => RecordIdScalar, { description: 'The payment.' })
  @IsRecordId()
  paymentId: PaymentId;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much; all that is left of it when left out.' })
  @IsOptional()
  @IsAmount()
  amount?: string;

  @ReasonField('Why, for the audit log.')
  reason: string;
}

interface OnlinePayment {
  customer_id: string;
  currency: CurrencyCode;
  receipt_number: string;
  status: string;
  amount_minor: string;
  returned_minor: string;
  account_id: ProviderAccountId | null;
  provider: string | null;
}

/**
 * Asks the provider to give a payment back. The books change when the provider says that it did; until then the refund
 * shows as under way, or as unknown where the provider gave no answer.
 */
@Injectable()
export class RefundPayment extends Command<RefundPaymentInput, { refundId: RefundId }> {
  readonly rule: CommandRule = {
    name: 'billing.refundPayment',
    sentence: 'Give an online payment back',
    permission: BillingPermissions['payment.refund'],
    risk: 'high',
  };
  readonly input = RefundPaymentInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly provider: PaymentProvider,
  ) {
    super();
  }

  async handle({ paymentId, amount, reason }: RefundPaymentInput, act: Act): Promise<{ refundId: RefundId }> {
    const owner = await act.sql.first<{ customer_id: string }>(
      'SELECT customer_id FROM billing.payment WHERE id = $1',
      [paymentId],
    );
    if (!owner) throw notFound('payment');
    const account = await this.accounts.lock(act, owner.customer_id);
    const payment = await onlinePayment(act, paymentId);
    if (!payment) throw notFound('payment');
    if (!payment.account_id || payment.provider === null)
      throw conflict(
        'NOT_PAID_ONLINE',
        'This payment did not come through a payment provider. Hand the money back by hand instead.',
      );
    if (payment.status !== 'recorded')
      throw conflict('PAYMENT_REVERSED', `Payment ${payment.receipt_number} was reversed before.`);
    const leftMinor = BigInt(payment.amount_minor) - BigInt(payment.returned_minor);
    const amountMinor = amount === undefined ? leftMinor : (parseMoney(amount, payment.currency)?.amountMinor ?? 0n);
    const same = await act.sql.first<{ id: RefundId }>(
      `SELECT id FROM billing.refund WHERE payment_id = $1 AND kind = 'refund' AND state IN ('requested', 'pending', 'unknown') AND ($2::bigint IS NULL OR amount_minor = $2) ORDER BY created_at LIMIT 1`,
      [paymentId, amount === undefined ? null : amountMinor.toString()],
    );
    if (same) return { refundId: same.id };
    await this.judge(act, payment, account.partnerId, amountMinor, leftMinor);
    const refundId = act.newId<'Refund'>();
    await act.sql.execute(
      `INSERT INTO billing.refund (id, payment_id, customer_id, partner_id, account_id, provider, kind, amount_minor, currency, reason, state, requested_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'refund', $7, $8, $9, 'requested', $10, $11, $11)`,
      [
        refundId,
        paymentId,
        account.customerId,
        account.partnerId,
        payment.account_id,
        payment.provider,
        amountMinor.toString(),
        payment.currency,
        reason,
        actorLabel(act.actor).name,
        act.at,
      ],
    );
    act.enqueue(SendRefundJob, { refundId });
    const about = { kind: 'payment', id: paymentId, customerId: account.customerId, partnerId: account.partnerId };
    act.audit(
      about,
      `Refund of ${toDecimalString(money(amountMinor, payment.currency))} ${payment.currency} for payment ${payment.receipt_number} asked for: ${reason}`,
    );
    return { refundId };
  }

  private async judge(
    act: Act,
    payment: OnlinePayment,
    partnerId: string,
    amountMinor: bigint,
    leftMinor: bigint,
  ): Promise<void> {
    const say = (minor: bigint): string => `${toDecimalString(money(minor, payment.currency))} ${payment.currency}`;
    if (leftMinor <= 0n) throw conflict('NOTHING_LEFT', `Payment ${payment.receipt_number} was given back already.`);
    if (amountMinor <= 0n)
      throw invalid('AMOUNT_NOT_POSITIVE', 'A refund is above zero.', [
        { field: 'amount', message: 'must be above zero' },
      ]);
    if (amountMinor > leftMinor)
      throw conflict('REFUND_OVER_PAYMENT', `Only ${say(leftMinor)} of this payment is left to give back.`);
    if (!this.provider.canTake(amountMinor, payment.currency))
      throw invalid('AMOUNT_NOT_POSSIBLE', `Refunds of ${payment.currency} end in a zero. Round the amount.`);
    const terms = await this.policies.terms(act.sql, partnerId);
    const refundedMinor = BigInt(payment.amount_minor) - leftMinor;
    withinRefundLimit(act.actor, terms, { refundedMinor, currency: payment.currency }, amountMinor);
  }
}

async function onlinePayment(act: Act, paymentId: PaymentId): Promise<OnlinePayment | undefined> {
  return act.sql.first<OnlinePayment>(
    `SELECT payment.customer_id, payment.currency, receipt_number, payment.status, payment.amount_minor, payment.provider, checkout.account_id,
       (SELECT coalesce(sum(amount_minor), 0) FROM billing.refund WHERE payment_id = payment.id AND state NOT IN ('failed', 'returned')) AS returned_minor
     FROM billing.payment LEFT JOIN billing.checkout ON checkout.payment_id = payment.id WHERE payment.id = $1 FOR UPDATE OF payment`,
    [paymentId],
  );
}
