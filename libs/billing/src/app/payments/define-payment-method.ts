import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { PaymentMethodEntity } from '../../data/payment-method.entity.js';
import type { MoneyAccount } from '../../domain/index.js';
import type { PaymentMethodId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { MONEY_ACCOUNTS, MoneyAccountEnum } from '../settings/enums.js';

@InputType({ description: 'A way to pay.' })
export class DefinePaymentMethodInput {
  @Field(() => String, { description: 'Its name: `Cash`, `Bank transfer`.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @Field(() => MoneyAccountEnum, { description: 'Where the money lies after it was received.' })
  @IsIn(MONEY_ACCOUNTS)
  ledgerAccount: MoneyAccount;
}

@Injectable()
export class DefinePaymentMethod extends Command<DefinePaymentMethodInput, { paymentMethodId: PaymentMethodId }> {
  readonly rule: CommandRule = {
    name: 'billing.definePaymentMethod',
    sentence: 'Define a way to pay',
    permission: BillingPermissions['paymentMethod.manage'],
    risk: 'normal',
  };
  readonly input = DefinePaymentMethodInput;

  async handle(input: DefinePaymentMethodInput, act: Act): Promise<{ paymentMethodId: PaymentMethodId }> {
    const paymentMethodId = act.newId<'PaymentMethod'>();
    try {
      await act.manager.insert(PaymentMethodEntity, { id: paymentMethodId, ...input, active: true });
    } catch (error) {
      if (violatedConstraint(error) === 'uq_payment_method_name')
        throw conflict('NAME_TAKEN', `There is a way to pay named "${input.name}" already.`);
      throw error;
    }
    act.audit({ kind: 'payment_method', id: paymentMethodId }, `Way to pay ${input.name} defined`);
    return { paymentMethodId };
  }
}
