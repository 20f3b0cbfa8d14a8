import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { FindImagination, ListImagined } from '../app/imagine/find-imagination.query.js';
import { ImagineMonth, ImagineMonthInput } from '../app/imagine/imagine-month.js';
import type { ImaginationId } from '../ids.js';
import {
  ImaginationView,
  imaginationView,
  ImaginedCustomerPage,
  imaginedCustomerView,
  type ImaginedCustomerView,
} from './imagine.view.js';

@Resolver(() => ImaginationView)
export class ImagineResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Runs(ImagineMonth)
  @Mutation(() => ImaginationView, {
    description:
      'Works a month out with other prices, taxes or policies, in the background. Nothing else follows from it.',
  })
  async imagineMonth(
    @Args('input', { description: 'Which month, and what would be otherwise.' }) input: ImagineMonthInput,
    @CurrentCall() call: Call,
  ): Promise<ImaginationView> {
    const { imaginationId: id } = await this.commands.run(ImagineMonth, input, call);
    return imaginationView(await this.queries.ask(FindImagination, { id }, call));
  }

  @Asks(FindImagination)
  @Query(() => ImaginationView, { description: 'An imagined month, and how far it is worked out.' })
  async imagination(
    @Args('id', { type: () => RecordIdScalar, description: 'Its id.' }) id: ImaginationId,
    @CurrentCall() call: Call,
  ): Promise<ImaginationView> {
    return imaginationView(await this.queries.ask(FindImagination, { id }, call));
  }

  @Asks(ListImagined)
  @ResolveField(() => ImaginedCustomerPage, {
    description: 'Whose month would be another, the largest difference first.',
  })
  async customers(
    @Parent() { id, asItIs }: ImaginationView,
    @Args() args: PageArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<ImaginedCustomerView>> {
    const page = await this.queries.ask(ListImagined, { id, ...args }, call);
    return { ...page, nodes: page.nodes.map((one) => imaginedCustomerView(one, asItIs.currency)) };
  }
}
