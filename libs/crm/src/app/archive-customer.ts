import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict } from '@demarc/kernel';
import type { CustomerId } from '../domain/ids.js';
import { CustomerClosed } from '../events.js';
import { CrmPermissions } from '../permissions.js';
import { CustomerStepInput, type CustomerStepped, takeStep } from './customer-steps.js';

/** Takes a customer out of the lists. Nothing is deleted: documents and history stay, the login becomes free. */
@Injectable()
export class ArchiveCustomer extends Command<CustomerStepInput, CustomerStepped> {
  readonly rule: CommandRule = {
    name: 'crm.archiveCustomer',
    sentence: 'Archive a customer',
    permission: CrmPermissions['customer.archive'],
    risk: 'normal',
  };
  readonly input = CustomerStepInput;

  handle(input: CustomerStepInput, act: Act): Promise<CustomerStepped> {
    return takeStep(act, input.customerId, 'archive', CustomerClosed, {
      before: () => this.refuseMainAccounts(input.customerId, act),
    });
  }

  private async refuseMainAccounts(customerId: CustomerId, act: Act): Promise<void> {
    const child = await act.sql.first<{ number: string }>(
      `SELECT number FROM crm.customer WHERE parent_customer_id = $1 AND lifecycle <> 'archived' ORDER BY number LIMIT 1`,
      [customerId],
    );
    if (child)
      throw conflict(
        'HAS_SUB_ACCOUNTS',
        `Customer #${child.number} is a sub-account of this one. Archive it first, or give it another main account.`,
      );
  }
}
