import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { CustomerActivated } from '../events.js';
import { CrmPermissions } from '../permissions.js';
import { CustomerStepInput, type CustomerStepped, takeStep } from './customer-steps.js';

/** The customer takes services from now on. */
@Injectable()
export class ActivateCustomer extends Command<CustomerStepInput, CustomerStepped> {
  readonly rule: CommandRule = {
    name: 'crm.activateCustomer',
    sentence: 'Activate a customer',
    permission: CrmPermissions['customer.activate'],
    risk: 'normal',
  };
  readonly input = CustomerStepInput;

  handle(input: CustomerStepInput, act: Act): Promise<CustomerStepped> {
    return takeStep(act, input.customerId, 'activate', CustomerActivated);
  }
}
