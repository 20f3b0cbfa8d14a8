import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CustomerRef } from '@demarc/crm';
import { CurrentCall, LocalDateScalar, type Page, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import {
  TakeBackListPrice,
  TakeBackListPriceInput,
  TakeBackServicePrice,
  TakeBackServicePriceInput,
} from '../app/pricing/take-back-price.js';
import { FindService } from '../app/services/find-services.query.js';
import { ListOutstanding, type OutstandingKind } from '../app/services/list-outstanding.query.js';
import { BillingLoaders } from './loaders.js';
import { OutstandingKindEnum, OutstandingPage, OutstandingView, TakenBackListPriceView } from './outstanding.view.js';
import { serviceView, ServiceView } from './service.view.js';

/** What is decided and waits for its day, and the way back from it. */
@Resolver()
export class OutstandingResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListOutstanding)
  @Query(() => OutstandingPage, {
    description: 'Changes of services and prices that wait for their day, the next first.',
  })
  outstandingChanges(
    @Args('first', { type: () => Int, nullable: true, description: 'Rows of the page; 50 when left out.' })
    first: number | undefined,
    @Args('after', { type: () => String, nullable: true, description: 'The end cursor of the page before.' })
    after: string | undefined,
    @Args('kind', { type: () => OutstandingKindEnum, nullable: true, description: 'Only this kind.' })
    kind: OutstandingKind | undefined,
    @Args('from', { type: () => LocalDateScalar, nullable: true, description: 'From this day on.' })
    from: LocalDate | undefined,
    @Args('through', { type: () => LocalDateScalar, nullable: true, description: 'Up to this day.' })
    through: LocalDate | undefined,
    @Args('partnerId', { type: () => RecordIdScalar, nullable: true, description: 'Only of this partner.' })
    partnerId: string | undefined,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'A part of the customer’s name or of the plan’s title, or the customer’s number.',
    })
    search: string | undefined,
    @CurrentCall() call: Call,
  ): Promise<Page<OutstandingView>> {
    return this.queries.ask(ListOutstanding, { first, after, kind, from, through, partnerId, search }, call);
  }

  @Runs(TakeBackServicePrice)
  @Mutation(() => ServiceView, { description: 'Takes a planned price of a service back.' })
  async takeBackServicePrice(
    @Args('input', { description: 'Which.' }) input: TakeBackServicePriceInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    const { serviceId } = await this.commands.run(TakeBackServicePrice, input, call);
    return serviceView(await this.queries.ask(FindService, { id: serviceId }, call));
  }

  @Runs(TakeBackListPrice)
  @Mutation(() => TakenBackListPriceView, {
    description: 'Takes a planned list price back, with the prices that it planned for services.',
  })
  takeBackListPrice(
    @Args('input', { description: 'Which.' }) input: TakeBackListPriceInput,
    @CurrentCall() call: Call,
  ): Promise<TakenBackListPriceView> {
    return this.commands.run(TakeBackListPrice, input, call);
  }
}

@Resolver(() => OutstandingView)
export class OutstandingOwnerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, { nullable: true, description: 'Whose it is, by number and name.' })
  async customer(@Parent() { customerId }: OutstandingView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return customerId === null ? null : this.loaders.customer(call, customerId);
  }
}
