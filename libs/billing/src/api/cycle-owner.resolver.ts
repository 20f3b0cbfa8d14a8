import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import type { Call } from '@demarc/commands';
import { CustomerRef } from '@demarc/crm';
import { CurrentCall } from '@demarc/graphql';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import { AccountChangeView } from './account-update.view.js';
import { ImaginedCustomerView } from './imagine.view.js';
import { BillingLoaders } from './loaders.js';

const SAYS = { nullable: true, description: 'Whose it is, by number and name.' } as const;

@Resolver(() => AccountChangeView)
export class AccountChangeOwnerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: AccountChangeView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => ImaginedCustomerView)
export class ImaginedCustomerOwnerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: ImaginedCustomerView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}
