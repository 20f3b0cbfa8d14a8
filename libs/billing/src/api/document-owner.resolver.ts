import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import type { Call } from '@demarc/commands';
import { CustomerRef } from '@demarc/crm';
import { CurrentCall } from '@demarc/graphql';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import { CreditNoteView, InvoiceView, PaymentView } from './document.view.js';
import { BillingLoaders } from './loaders.js';
import { RunItemView } from './run.view.js';
import { SuspensionView } from './suspension.view.js';
import { ServiceView } from './service.view.js';

const SAYS = { nullable: true, description: 'Whose it is, by number and name.' } as const;

@Resolver(() => InvoiceView)
export class InvoiceOwnerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: InvoiceView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => CreditNoteView)
export class CreditNoteOwnerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: CreditNoteView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => PaymentView)
export class PaymentOwnerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: PaymentView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => ServiceView)
export class ServiceOwnerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: ServiceView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => RunItemView)
export class RunItemOwnerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: RunItemView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => SuspensionView)
export class SuspensionOwnerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: SuspensionView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}
