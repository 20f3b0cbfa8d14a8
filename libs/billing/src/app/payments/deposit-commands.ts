import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsAmount, IsLocalDate, IsRecordId } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { type Id, invalid, type LocalDate, notFound } from '@demarc/kernel';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PaymentMethodEntity } from '../../data/payment-method.entity.js';
import { depositForfeited, depositGivenBack, depositTaken } from '../../domain/index.js';
import type { DepositId, PaymentMethodId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { takeNumbers } from '../documents/take-numbers.js';
import { postEntries } from '../ledger/post-entries.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import { heldDeposit, takenOf } from './deposit-steps.js';
import { givenAmount, say } from './money-steps.js';

@InputType({ description: 'Money that a customer leaves with us for later.' })
export class TakeDepositInput {
  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => RecordIdScalar, { description: 'How it was paid.' })
  @IsRecordId()
  methodId: PaymentMethodId;

  @Field(() => DecimalScalar, { description: 'How much, above zero.' })
  @IsAmount()
  amount: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was taken; today when left out.' })
  @IsOptional()
  @IsLocalDate()
  takenOn?: LocalDate;

  @Field(() => String, { nullable: true, description: 'What it is for: `Router`.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  note?: string;
}

/** Takes a deposit, with a receipt of its own. It is a liability: balance and standing stay as they are. */
@Injectable()
export class TakeDeposit extends Command<TakeDepositInput, { depositId: DepositId; receiptNumber: string }> {
  readonly rule: CommandRule = {
    name: 'billing.takeDeposit',
    sentence: 'Take a deposit',
    permission: BillingPermissions['deposit.take'],
    risk: 'normal',
  };
  readonly input = TakeDepositInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle(input: TakeDepositInput, act: Act): Promise<{ depositId: DepositId; receiptNumber: string }> {
    const account = await this.accounts.lock(act, input.customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const amountMinor = givenAmount(input.amount, account.currency) ?? 0n;
    const method = await act.manager.findOneBy(PaymentMethodEntity, { id: input.methodId });
    if (!method?.active) throw notFound('way to pay');
    const today = act.todayIn(terms.zone);
    const takenOn = input.takenOn ?? today;
    if (takenOn > today) throw invalid('RECEIVED_IN_FUTURE', 'A deposit cannot be taken after today.');
    const depositId = act.newId<'Deposit'>();
    const { customerId, partnerId, currency } = account;
    const draft = depositTaken({ customerId, currency, bookedOn: takenOn, into: method.ledgerAccount, amountMinor });
    const [number] = await takeNumbers(act, 'deposit', [{ on: takenOn, terms }]);
    if (!number) throw new Error('a deposit has no number');
    await act.sql.execute(
      `INSERT INTO billing.deposit (id, customer_id, partner_id, method_id, amount_minor, left_minor, currency, taken_on, receipt_number, series_id, ordinal, note, taken_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        depositId,
        customerId,
        partnerId,
        method.id,
        amountMinor.toString(),
        currency,
        takenOn,
        number.number,
        number.seriesId,
        number.ordinal.toString(),
        input.note ?? '',
        actorLabel(act.actor).name,
        act.at,
      ],
    );
    const description = `Deposit ${number.number} of ${say(amountMinor, account)} taken`;
    await postEntries(act, [{ draft, partnerId, customerId, source: { kind: 'deposit', id: depositId }, description }]);
    act.audit({ kind: 'deposit', id: depositId, customerId, partnerId }, description);
    return { depositId, receiptNumber: number.number };
  }
}

@InputType({ description: 'A deposit to give back, whole or in part.' })
export class GiveBackDepositInput {
  @Field(() => RecordIdScalar, { description: 'The deposit.' })
  @IsRecordId()
  depositId: DepositId;

  @Field(() => RecordIdScalar, { description: 'How it is given back.' })
  @IsRecordId()
  methodId: PaymentMethodId;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much; all that is left when left out.' })
  @IsOptional()
  @IsAmount()
  amount?: string;

  @ReasonField('Why, for the audit log.')
  reason: string;
}

@Injectable()
export class GiveBackDeposit extends Command<GiveBackDepositInput, { depositId: DepositId }> {
  readonly rule: CommandRule = {
    name: 'billing.giveBackDeposit',
    sentence: 'Give a deposit back',
    permission: BillingPermissions['deposit.giveBack'],
    risk: 'high',
  };
  readonly input = GiveBackDepositInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle(input: GiveBackDepositInput, act: Act): Promise<{ depositId: DepositId }> {
    const method = await act.manager.findOneBy(PaymentMethodEntity, { id: input.methodId });
    if (!method?.active || method.ledgerAccount === 'gateway_clearing') throw notFound('way to pay back');
    const from = method.ledgerAccount;
    return spend(act, this.accounts, this.policies, {
      ...input,
      kind: 'given_back',
      draft: (booking) => depositGivenBack({ ...booking, from }),
    });
  }
}

@InputType({ description: 'A deposit that the customer has lost, whole or in part.' })
export class ForfeitDepositInput {
  @Field(() => RecordIdScalar, { description: 'The deposit.' })
  @IsRecordId()
  depositId: DepositId;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much; all that is left when left out.' })
  @IsOptional()
  @IsAmount()
  amount?: string;

  @ReasonField('By which term it is lost: a router that never came back.')
  reason: string;
}

/** Keeps a deposit as income. */
@Injectable()
export class ForfeitDeposit extends Command<ForfeitDepositInput, { depositId: DepositId }> {
  readonly rule: CommandRule = {
    name: 'billing.forfeitDeposit',
    sentence: 'Keep a deposit that is forfeited',
    permission: BillingPermissions['deposit.giveBack'],
    risk: 'high',
  };
  readonly input = ForfeitDepositInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  handle(input: ForfeitDepositInput, act: Act): Promise<{ depositId: DepositId }> {
    return spend(act, this.accounts, this.policies, { ...input, kind: 'forfeited', draft: depositForfeited });
  }
}

interface Spending {
  readonly kind: 'given_back' | 'forfeited';
  readonly depositId: DepositId;
  readonly methodId?: PaymentMethodId;
  readonly amount?: string;
  readonly reason: string;
  readonly draft: (booking: Parameters<typeof depositForfeited>[0]) => ReturnType<typeof depositForfeited>;
}

async function spend(
  act: Act,
  accounts: Accounts,
  policies: Policies,
  step: Spending,
): Promise<{ depositId: DepositId }> {
  const { depositId, kind, reason } = step;
  const account = await accounts.lock(act, (await heldDeposit(act.sql, depositId)).customerId);
  const deposit = await heldDeposit(act.sql, depositId, 'FOR UPDATE');
  const amountMinor = takenOf(deposit, step.amount, deposit.leftMinor);
  const bookedOn = act.todayIn((await policies.terms(act.sql, account.partnerId)).zone);
  const { customerId, partnerId } = account;
  const id = act.newId();
  await act.sql.execute(
    `INSERT INTO billing.deposit_step (id, deposit_id, customer_id, partner_id, kind, amount_minor, method_id, reason, done_on, done_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      depositId,
      customerId,
      partnerId,
      kind,
      amountMinor.toString(),
      step.methodId ?? null,
      reason,
      bookedOn,
      actorLabel(act.actor).name,
      act.at,
    ],
  );
  await act.sql.execute('UPDATE billing.deposit SET left_minor = left_minor - $2 WHERE id = $1', [
    depositId,
    amountMinor.toString(),
  ]);
  const done = kind === 'given_back' ? 'given back' : 'kept';
  const description = `${say(amountMinor, deposit)} of deposit ${deposit.receiptNumber} ${done}: ${reason}`;
  const draft = step.draft({ customerId, currency: deposit.currency, bookedOn, amountMinor });
  await postEntries(act, [{ draft, partnerId, customerId, source: { kind: 'deposit', id }, description }]);
  act.audit({ kind: 'deposit', id: depositId, customerId, partnerId }, description);
  return { depositId };
}
