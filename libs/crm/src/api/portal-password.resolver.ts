import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import { FindCustomer } from '../app/find-customer.query.js';
import { SetPortalPassword, SetPortalPasswordInput } from '../app/set-portal-password.js';
import { CustomerView } from './customer.view.js';

@Resolver()
export class PortalPasswordResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Runs(SetPortalPassword)
  @Mutation(() => CustomerView, { description: 'Sets the portal password of a customer and ends their sessions.' })
  async setPortalPassword(
    @Args('input', { description: 'The customer and the password.' }) input: SetPortalPasswordInput,
    @CurrentCall() call: Call,
  ): Promise<CustomerView> {
    await this.commands.run(SetPortalPassword, input, call);
    return this.queries.ask(FindCustomer, { id: input.customerId }, call);
  }
}
