import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type CurrencyCode, notFound } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { type MoneyAccount, paymentRefunded } from '../../domain/index.js';
import { PaymentReversed } from '../../events.js';
import type { AllocationId, PaymentId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { settleChosen } from './plan-payment.js';
import { Policies } from '../settings/policies.js';
import { postEntries } from '../ledger/post-entries.js';
import { ChosenAllocationInput } from './record-payment.js';
import { openInvoices } from './settlement.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { undoAllocationsOf, undoOne } from './undo-allocations.js';
import { writeSettlements } from './write-settlements.js';

interface PaymentRow {
  id: PaymentId;
  customer_id: string;
  amount_minor: string;
  unallocated_minor: string;
  currency: CurrencyCode;
  receipt_number: string;
  status: 'recorded' | 'reversed';
  provider: string | null;
  ledger_account: MoneyAccount;
}

async function lockPayment(
  act: Act,
  accounts: Accounts,
  paymentId: PaymentId,
): Promise<{ account: Account; payment: PaymentRow }> {
  const owner = await act.sql.first<{ customer_id: string }>('SELECT customer_id FROM billing.payment WHERE id = $1', [
    paymentId,
  ]);
  if (!owner) throw notFound('payment');
  const account = await accounts.lock(act, owner.customer_id);
  const payment = await act.sql.first<PaymentRow>(
    `SELECT payment.id, customer_id, amount_minor, unallocated_minor, currency, receipt_number, status, provider, method.ledger_account FROM billing.payment
       JOIN billing.payment_method method ON method.id = method_id WHERE payment.id = $1 FOR UPDATE OF payment`,
    [paymentId],
  );
  if (!payment) throw notFound('payment');
  if (payment.status === 'reversed')
    throw conflict('PAYMENT_REVERSED', `Payment ${payment.receipt_number} was reversed before.`);
  return { account, payment };
}

@InputType({ description: 'A payment to reverse.' })
export class ReversePaymentInput {
  @Field(() => RecordIdScalar, { description: 'The payment.' })
  @IsRecordId()
  paymentId: PaymentId;

  @Field(() => String, { description: 'Why: a wrong customer, a bounced transfer, a dispute.' })
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  reason: string;
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

  async handle({ paymentId, reason }: ReversePaymentInput, act: Act): Promise<{ paymentId: PaymentId }> {
    const { account, payment } = await lockPayment(act, this.accounts, paymentId);
    const amountMinor = BigInt(payment.amount_minor);
    if (payment.provider !== null)
      throw conflict(
        'PAYMENT_OF_PROVIDER',
        'This payment came through a payment provider. Refund it, so that the money goes back too.',
      );
    if (amountMinor < 0n)
      throw conflict('NOT_REVERSIBLE', 'Money that went back to the customer is corrected by a new payment.');
    const today = act.todayIn((await this.policies.terms(act.sql, account.partnerId)).zone);
    await undoAllocationsOf(act, 'payment_id', paymentId);
    await act.sql.execute(
      `UPDATE billing.payment SET status = 'reversed', reversed_reason = $2, reversed_on = $3, unallocated_minor = 0 WHERE id = $1`,
      [paymentId, reason, today],
    );
    await postEntries(act, [
      {
        draft: paymentRefunded({
          customerId: account.customerId,
          currency: payment.currency,
          bookedOn: today,
          from: payment.ledger_account,
          amountMinor,
        }),
        partnerId: account.partnerId,
        customerId: account.customerId,
        source: { kind: 'payment', id: paymentId },
        description: `Payment ${payment.receipt_number} reversed: ${reason}`,
      },
    ]);
    await this.watch.lookAgain(act, { ...account, balanceMinor: account.balanceMinor - amountMinor });
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.emit(
      PaymentReversed,
      { ...about, paymentId, amountMinor: payment.amount_minor, currency: payment.currency },
      about,
    );
    act.audit({ kind: 'payment', id: paymentId, ...about }, `Payment ${payment.receipt_number} reversed: ${reason}`);
    return { paymentId };
  }
}

@InputType({ description: 'Which open invoices the free part of a payment settles.' })
export class AllocatePaymentInput {
  @Field(() => RecordIdScalar, { description: 'The payment.' })
  @IsRecordId()
  paymentId: PaymentId;

  @Field(() => [ChosenAllocationInput], { description: 'The parts.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @Type(() => ChosenAllocationInput)
  @ValidateNested({ each: true })
  allocations: ChosenAllocationInput[];
}

@Injectable()
export class AllocatePayment extends Command<AllocatePaymentInput, { paymentId: PaymentId }> {
  readonly rule: CommandRule = {
    name: 'billing.allocatePayment',
    sentence: 'Allocate a payment',
    permission: BillingPermissions['payment.allocate'],
    risk: 'normal',
  };
  readonly input = AllocatePaymentInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle({ paymentId, allocations }: AllocatePaymentInput, act: Act): Promise<{ paymentId: PaymentId }> {
    const { account, payment } = await lockPayment(act, this.accounts, paymentId);
    const payer = {
      kind: 'payment' as const,
      id: paymentId,
      customerId: account.customerId,
      freeMinor: BigInt(payment.unallocated_minor),
    };
    const settlements = settleChosen(account, payer, await openInvoices(act.sql, [account.customerId]), allocations);
    await writeSettlements(act, settlements, () => account, 'update');
    await this.watch.lookAgain(act, account);
    act.audit(
      { kind: 'payment', id: paymentId, customerId: account.customerId, partnerId: account.partnerId },
      `Payment ${payment.receipt_number} allocated`,
    );
    return { paymentId };
  }
}

@InputType({ description: 'An allocation to undo.' })
export class UndoAllocationInput {
  @Field(() => RecordIdScalar, { description: 'The allocation.' })
  @IsRecordId()
  allocationId: AllocationId;
}

/** The invoice is open again by that much, and the money free. */
@Injectable()
export class UndoAllocation extends Command<UndoAllocationInput, { allocationId: AllocationId }> {
  readonly rule: CommandRule = {
    name: 'billing.undoAllocation',
    sentence: 'Undo an allocation',
    permission: BillingPermissions['payment.allocate'],
    risk: 'normal',
  };
  readonly input = UndoAllocationInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle({ allocationId }: UndoAllocationInput, act: Act): Promise<{ allocationId: AllocationId }> {
    const owner = await act.sql.first<{ customer_id: string; status: string }>(
      'SELECT allocation.customer_id, invoice.status FROM billing.allocation JOIN billing.invoice ON invoice.id = invoice_id WHERE allocation.id = $1',
      [allocationId],
    );
    if (!owner) throw notFound('allocation');
    if (owner.status === 'void') throw conflict('INVOICE_VOID', 'The invoice is void; what settles it stays.');
    const account = await this.accounts.lock(act, owner.customer_id);
    if (!(await undoOne(act, allocationId))) throw conflict('ALLOCATION_UNDONE', 'This allocation was undone before.');
    await this.watch.lookAgain(act, account);
    act.audit(
      { kind: 'allocation', id: allocationId, customerId: account.customerId, partnerId: account.partnerId },
      'Allocation undone',
    );
    return { allocationId };
  }
}
