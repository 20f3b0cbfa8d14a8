import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { violatedConstraint } from '@demarc/persistence';
import { IsOptional } from 'class-validator';
import { CustomerRestored } from '../events.js';
import { CrmPermissions } from '../permissions.js';
import { IsLogin } from './contact-lists.js';
import { loginTaken } from './customer-reach.js';
import { CustomerStepInput, type CustomerStepped, takeStep } from './customer-steps.js';

@InputType({ description: 'An archived customer to bring back.' })
export class RestoreCustomerInput extends CustomerStepInput {
  @Field(() => String, {
    nullable: true,
    description: 'A new login, where the old one has been taken in the meantime.',
  })
  @IsOptional()
  @IsLogin()
  login?: string;
}

/** Brings an archived customer back, inactive. */
@Injectable()
export class RestoreCustomer extends Command<RestoreCustomerInput, CustomerStepped> {
  readonly rule: CommandRule = {
    name: 'crm.restoreCustomer',
    sentence: 'Restore an archived customer',
    permission: CrmPermissions['customer.archive'],
    risk: 'normal',
  };
  readonly input = RestoreCustomerInput;

  async handle(input: RestoreCustomerInput, act: Act): Promise<CustomerStepped> {
    try {
      return await takeStep(act, input.customerId, 'restore', CustomerRestored, { login: input.login ?? undefined });
    } catch (error) {
      if (violatedConstraint(error) === 'uq_customer_login') throw loginTaken(input.login ?? 'of this customer');
      throw error;
    }
  }
}
