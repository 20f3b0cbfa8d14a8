import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { type CustomerBrief, CrmPermissions, Customers } from '@demarc/crm';
import type { Id } from '@demarc/kernel';

/** Numbers and names of many customers at once, for lists of sessions and logins. */
@Injectable()
export class CustomersOf extends Query<{ customerIds: readonly string[] }, ReadonlyMap<string, CustomerBrief>> {
  readonly rule: Rule = {
    name: 'networking.customersOf',
    sentence: 'See whose sessions and logins they are',
    permission: CrmPermissions['customer.view'],
    customer: 'own',
  };

  constructor(private readonly customers: Customers) {
    super();
  }

  answer(
    { customerIds }: { customerIds: readonly string[] },
    { sql }: Asking,
  ): Promise<ReadonlyMap<string, CustomerBrief>> {
    return this.customers.findMany(sql, customerIds as readonly Id<'Customer'>[]);
  }
}
