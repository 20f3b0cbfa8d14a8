import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { ChargePrepaid, ChargePrepaidInput } from '../app/prepaid/charge-prepaid.js';
import { FindPrepaid } from '../app/prepaid/find-prepaid.query.js';
import { PrepaidView, prepaidView } from './prepaid.view.js';

@Resolver(() => CustomerView)
export class PrepaidResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(FindPrepaid)
  @ResolveField(() => PrepaidView, {
    nullable: true,
    description: 'How far prepaid money reaches; null for customers who are not prepaid.',
  })
  async prepaid(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<PrepaidView | null> {
    const found = await this.queries.ask(FindPrepaid, { customerId: id }, call);
    return found && prepaidView(found);
  }

  @Runs(ChargePrepaid)
  @Mutation(() => RecordIdScalar, {
    description: 'Charges what is due of a prepaid customer now. Answers the customer.',
  })
  async chargePrepaid(
    @Args('input', { description: 'Whom.' }) input: ChargePrepaidInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(ChargePrepaid, input, call)).customerId;
  }
}
