import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { PrepaidCharging } from './prepaid-charging.js';

@InputType({ description: 'A prepaid customer to be looked at now.' })
export class ChargePrepaidInput {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  @IsRecordId()
  customerId: Id<'Customer'>;
}

/** Charges what is due of a prepaid customer now, instead of with the next daily run. Nothing due changes nothing. */
@Injectable()
export class ChargePrepaid extends Command<ChargePrepaidInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.chargePrepaid',
    sentence: 'Charge a prepaid customer now',
    permission: BillingPermissions['account.change'],
    risk: 'normal',
  };
  readonly input = ChargePrepaidInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly charging: PrepaidCharging,
  ) {
    super();
  }

  async handle({ customerId }: ChargePrepaidInput, act: Act): Promise<{ customerId: Id<'Customer'> }> {
    const account = await this.accounts.lock(act, customerId);
    if (account.billingType === 'recurring') throw conflict('NOT_PREPAID', 'This customer is not prepaid.');
    await this.charging.lookAgain(act, account);
    return { customerId };
  }
}
