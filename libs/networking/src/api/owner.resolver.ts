import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import type { Call } from '@demarc/commands';
import { CustomerRef } from '@demarc/crm';
import { CurrentCall } from '@demarc/graphql';
import { CustomersOf } from '../app/access/customers-of.query.js';
import { AccessView } from './access.view.js';
import { NetworkingLoaders } from './loaders.js';
import { AccessActionView, LoginLineView } from './log.view.js';
import { SessionView } from './session.view.js';
import { TopUserView } from './usage.view.js';

const SAYS = { nullable: true, description: 'Whose it is, by number and name.' } as const;

@Resolver(() => SessionView)
export class SessionOwnerResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: SessionView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => LoginLineView)
export class LoginLineOwnerResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: LoginLineView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => AccessView)
export class AccessOwnerResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: AccessView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => AccessActionView)
export class AccessActionOwnerResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: AccessActionView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => TopUserView)
export class TopUserOwnerResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: TopUserView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}
