import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { BigIntScalar, CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { ActivateCustomer } from '../app/activate-customer.js';
import { ArchiveCustomer } from '../app/archive-customer.js';
import { ChangeCustomer, ChangeCustomerInput } from '../app/change-customer.js';
import { ChangeOwnContact, ChangeOwnContactInput } from '../app/change-own-contact.js';
import { CustomerStepInput } from '../app/customer-steps.js';
import { DeactivateCustomer } from '../app/deactivate-customer.js';
import { FindCustomer, FindOwnCustomer, type FoundCustomer } from '../app/find-customer.query.js';
import { OpenCustomer, OpenCustomerInput } from '../app/open-customer.js';
import { RestoreCustomer, RestoreCustomerInput } from '../app/restore-customer.js';
import { WriteNote, WriteNoteInput } from '../app/write-note.js';
import type { CustomerId } from '../domain/ids.js';
import { CustomerView } from './customer.view.js';

@Resolver(() => CustomerView)
export class CustomerResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(FindCustomer)
  @Query(() => CustomerView, { description: 'One customer.' })
  customer(
    @Args('id', { type: () => RecordIdScalar, description: 'The customer’s id.' }) id: CustomerId,
    @CurrentCall() call: Call,
  ): Promise<CustomerView> {
    return this.find(id, call);
  }

  @Asks(FindCustomer)
  @Query(() => CustomerView, { description: 'One customer by the number that people use (#6).' })
  async customerByNumber(
    @Args('number', { type: () => BigIntScalar, description: 'The number, without #.' }) number: string,
    @CurrentCall() call: Call,
  ): Promise<CustomerView> {
    return view(await this.queries.ask(FindCustomer, { number }, call));
  }

  @Asks(FindOwnCustomer)
  @Query(() => CustomerView, { description: 'The signed-in customer.' })
  async me(@CurrentCall() call: Call): Promise<CustomerView> {
    return view(await this.queries.ask(FindOwnCustomer, {}, call));
  }

  @Runs(OpenCustomer)
  @Mutation(() => CustomerView, { description: 'Opens a customer: gives a number, and a login where none is given.' })
  async openCustomer(
    @Args('input', { description: 'The customer.' }) input: OpenCustomerInput,
    @CurrentCall() call: Call,
  ): Promise<CustomerView> {
    const { customerId } = await this.commands.run(OpenCustomer, input, call);
    return this.find(customerId, call);
  }

  @Runs(ChangeCustomer)
  @Mutation(() => CustomerView, { description: 'Changes what is known of a customer.' })
  async changeCustomer(
    @Args('input', { description: 'The changes.' }) input: ChangeCustomerInput,
    @CurrentCall() call: Call,
  ): Promise<CustomerView> {
    const { customerId } = await this.commands.run(ChangeCustomer, input, call);
    return this.find(customerId, call);
  }

  @Runs(ChangeOwnContact)
  @Mutation(() => CustomerView, { description: 'The signed-in customer changes how they are reached.' })
  async changeOwnContact(
    @Args('input', { description: 'The changes.' }) input: ChangeOwnContactInput,
    @CurrentCall() call: Call,
  ): Promise<CustomerView> {
    await this.commands.run(ChangeOwnContact, input, call);
    return this.me(call);
  }

  @Runs(ActivateCustomer)
  @Mutation(() => CustomerView, { description: 'The customer takes services from now on.' })
  async activateCustomer(
    @Args('input', { description: 'Which customer.' }) input: CustomerStepInput,
    @CurrentCall() call: Call,
  ): Promise<CustomerView> {
    await this.commands.run(ActivateCustomer, input, call);
    return this.find(input.customerId, call);
  }

  @Runs(DeactivateCustomer)
  @Mutation(() => CustomerView, { description: 'The customer takes no services any more.' })
  async deactivateCustomer(
    @Args('input', { description: 'Which customer.' }) input: CustomerStepInput,
    @CurrentCall() call: Call,
  ): Promise<CustomerView> {
    await this.commands.run(DeactivateCustomer, input, call);
    return this.find(input.customerId, call);
  }

  @Runs(ArchiveCustomer)
  @Mutation(() => CustomerView, { description: 'Takes a customer who is not active out of the lists; history stays.' })
  async archiveCustomer(
    @Args('input', { description: 'Which customer.' }) input: CustomerStepInput,
    @CurrentCall() call: Call,
  ): Promise<CustomerView> {
    await this.commands.run(ArchiveCustomer, input, call);
    return this.find(input.customerId, call);
  }

  @Runs(RestoreCustomer)
  @Mutation(() => CustomerView, { description: 'Brings an archived customer back, inactive.' })
  async restoreCustomer(
    @Args('input', { description: 'Which customer.' }) input: RestoreCustomerInput,
    @CurrentCall() call: Call,
  ): Promise<CustomerView> {
    await this.commands.run(RestoreCustomer, input, call);
    return this.find(input.customerId, call);
  }

  @Runs(WriteNote)
  @Mutation(() => RecordIdScalar, { description: 'Writes an internal note about a customer; answers its id.' })
  async writeNote(
    @Args('input', { description: 'The customer and the text.' }) input: WriteNoteInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(WriteNote, input, call)).noteId;
  }

  private async find(id: CustomerId, call: Call): Promise<CustomerView> {
    return view(await this.queries.ask(FindCustomer, { id }, call));
  }
}

function view(found: FoundCustomer): CustomerView {
  return { ...found };
}
