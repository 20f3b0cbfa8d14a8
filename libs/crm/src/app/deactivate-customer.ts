import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { CustomerDeactivated } from '../events.js';
import { CrmPermissions } from '../permissions.js';
import { CustomerStepInput, type CustomerStepped, takeStep } from './customer-steps.js';

/** The customer takes no services any more; what is owed stays owed. */
@Injectable()
export class DeactivateCustomer extends Command<CustomerStepInput, CustomerStepped> {
  readonly rule: CommandRule = {
    name: 'crm.deactivateCustomer',
    sentence: 'Deactivate a customer',
    permission: CrmPermissions['customer.activate'],
    risk: 'normal',
  };
  readonly input = CustomerStepInput;

  handle(input: CustomerStepInput, act: Act): Promise<CustomerStepped> {
    return takeStep(act, input.customerId, 'deactivate', CustomerDeactivated);
  }
}
