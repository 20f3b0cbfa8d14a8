import { Args, ArgsType, Field, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, IsRecordId, QueryBus } from '@demarc/commands';
import { CustomerRef, CustomerView } from '@demarc/crm';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsOptional } from 'class-validator';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import { FindFutureItem, type FoundFutureItem, ListFutureItems } from '../app/documents/find-future-items.query.js';
import { AddFutureItem, CancelFutureItem, ChangeFutureItem } from '../app/documents/future-item-commands.js';
import {
  AddFutureItemInput,
  CancelFutureItemInput,
  ChangeFutureItemInput,
} from '../app/documents/future-item.input.js';
import { FutureItemStatusEnum } from '../app/settings/enums.js';
import type { FutureItemId } from '../ids.js';
import { FutureItemPage, FutureItemView, futureItemView } from './future-item.view.js';
import { BillingLoaders } from './loaders.js';

@ArgsType()
class StatusArgs extends PageArgs {
  @Field(() => FutureItemStatusEnum, { nullable: true, description: 'Only those with this status.' })
  @IsOptional()
  @IsIn(Object.values(FutureItemStatusEnum))
  status?: FoundFutureItem['status'];
}

@ArgsType()
class FutureItemListArgs extends StatusArgs {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Only this customer’s.' })
  @IsOptional()
  @IsRecordId()
  customerId?: string;
}

@Resolver(() => FutureItemView)
export class FutureItemResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Asks(FindFutureItem)
  @Query(() => FutureItemView, { description: 'One future item.' })
  futureItem(
    @Args('id', { type: () => RecordIdScalar, description: 'The item’s id.' }) id: FutureItemId,
    @CurrentCall() call: Call,
  ): Promise<FutureItemView> {
    return this.find(id, call);
  }

  @Asks(ListFutureItems)
  @Query(() => FutureItemPage, { description: 'Future items, newest first.' })
  async futureItems(@Args() args: FutureItemListArgs, @CurrentCall() call: Call): Promise<Page<FutureItemView>> {
    const page = await this.queries.ask(ListFutureItems, { ...args }, call);
    return { ...page, nodes: page.nodes.map(futureItemView) };
  }

  @Runs(AddFutureItem)
  @Mutation(() => FutureItemView, { description: 'Puts something on the customer’s next invoice.' })
  async addFutureItem(
    @Args('input', { description: 'The item.' }) input: AddFutureItemInput,
    @CurrentCall() call: Call,
  ): Promise<FutureItemView> {
    return this.find((await this.commands.run(AddFutureItem, input, call)).futureItemId, call);
  }

  @Runs(ChangeFutureItem)
  @Mutation(() => FutureItemView, { description: 'Changes an open future item.' })
  async changeFutureItem(
    @Args('input', { description: 'Its new data.' }) input: ChangeFutureItemInput,
    @CurrentCall() call: Call,
  ): Promise<FutureItemView> {
    return this.find((await this.commands.run(ChangeFutureItem, input, call)).futureItemId, call);
  }

  @Runs(CancelFutureItem)
  @Mutation(() => FutureItemView, { description: 'Cancels what is left of an open future item.' })
  async cancelFutureItem(
    @Args('input', { description: 'Which, and why.' }) input: CancelFutureItemInput,
    @CurrentCall() call: Call,
  ): Promise<FutureItemView> {
    return this.find((await this.commands.run(CancelFutureItem, input, call)).futureItemId, call);
  }

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, { nullable: true, description: 'Whose it is, by number and name.' })
  customer(@Parent() { customerId }: FutureItemView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }

  private async find(id: FutureItemId, call: Call): Promise<FutureItemView> {
    return futureItemView(await this.queries.ask(FindFutureItem, { id }, call));
  }
}

@Resolver(() => CustomerView)
export class CustomerFutureItemsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(ListFutureItems)
  @ResolveField(() => FutureItemPage, { description: 'What waits for an invoice, newest first.' })
  async futureItems(
    @Parent() { id }: CustomerView,
    @Args() args: StatusArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<FutureItemView>> {
    const page = await this.queries.ask(ListFutureItems, { customerId: id, ...args }, call);
    return { ...page, nodes: page.nodes.map(futureItemView) };
  }
}
