import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsAmount, IsListOf, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id } from '@demarc/kernel';
import { IsOptional } from 'class-validator';
import type { AllocationId, InvoiceId, PaymentId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { paymentRow, planUndo, standingAllocation } from './money-steps.js';
import { planMove } from './move-allocation.js';
import { settleChosen } from './plan-payment.js';
import { ChosenAllocationInput } from './record-payment.js';
import { openInvoices } from './settlement.js';
import { cutAllocations } from './undo-allocations.js';
import { writeSettlements } from './write-settlements.js';

@InputType({ description: 'Which open invoices the free part of a payment settles.' })
export class AllocatePaymentInput {
  @Field(() => RecordIdScalar, { description: 'The payment.' })
  @IsRecordId()
  paymentId: PaymentId;

  @Field(() => [ChosenAllocationInput], { description: 'The parts.' })
  @IsListOf(() => ChosenAllocationInput, { least: 1, most: 200 })
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
    const account = await this.accounts.lock(act, (await paymentRow(act.sql, paymentId)).customerId);
    const payment = await paymentRow(act.sql, paymentId, 'FOR UPDATE OF payment');
    if (payment.status === 'reversed')
      throw conflict('PAYMENT_REVERSED', `Payment ${payment.receiptNumber} was reversed before.`);
    const payer = {
      kind: 'payment' as const,
      id: paymentId,
      customerId: account.customerId,
      freeMinor: BigInt(payment.freeMinor),
    };
    const settlements = settleChosen(account, payer, await openInvoices(act.sql, [account.customerId]), allocations);
    await writeSettlements(act, settlements, () => account, 'update');
    await this.watch.lookAgain(act, account);
    act.audit(
      { kind: 'payment', id: paymentId, customerId: account.customerId, partnerId: account.partnerId },
      `Payment ${payment.receiptNumber} allocated`,
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
    const { customerId } = await standingAllocation(act.sql, allocationId);
    const account = await this.accounts.lock(act, customerId);
    const plan = planUndo(await standingAllocation(act.sql, allocationId));
    await cutAllocations(act, plan.cuts);
    await this.watch.lookAgain(act, account);
    act.audit(
      { kind: 'allocation', id: allocationId, customerId: account.customerId, partnerId: account.partnerId },
      'Allocation undone',
    );
    return { allocationId };
  }
}

@InputType({ description: 'A part of what settles one invoice, to settle another with.' })
export class MoveAllocationInput {
  @Field(() => RecordIdScalar, { description: 'The allocation.' })
  @IsRecordId()
  allocationId: AllocationId;

  @Field(() => RecordIdScalar, { description: 'The open invoice of the same customer that it settles from now on.' })
  @IsRecordId()
  toInvoiceId: InvoiceId;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much of it; as much as is open there when left out.',
  })
  @IsOptional()
  @IsAmount()
  amount?: string;
}

/** Settles another invoice with money that settled the wrong one. The first is open again by that much. */
@Injectable()
export class MoveAllocation extends Command<MoveAllocationInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.moveAllocation',
    sentence: 'Move an allocation to another invoice',
    permission: BillingPermissions['payment.allocate'],
    risk: 'normal',
  };
  readonly input = MoveAllocationInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(
    { allocationId, toInvoiceId, amount }: MoveAllocationInput,
    act: Act,
  ): Promise<{ customerId: Id<'Customer'> }> {
    const account = await this.accounts.lock(act, (await standingAllocation(act.sql, allocationId)).customerId);
    const { allocation, target, plan } = await planMove(act.sql, account, allocationId, toInvoiceId, amount);
    await cutAllocations(act, plan.cuts);
    const payer = { ...allocation.payer, customerId: account.customerId, freeMinor: 0n };
    await writeSettlements(
      act,
      plan.made.map((made) => ({ payer, ...made })),
      () => account,
      'update',
    );
    await this.watch.lookAgain(act, account);
    act.audit(
      { kind: 'allocation', id: allocationId, customerId: account.customerId, partnerId: account.partnerId },
      `Allocation moved to invoice ${target.number}`,
    );
    return { customerId: account.customerId };
  }
}
