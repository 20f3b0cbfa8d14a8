import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { FindLinks } from '../app/sub-accounts/find-sub-accounts.query.js';
import {
  LinkSubAccount,
  LinkSubAccountInput,
  UnlinkSubAccount,
  UnlinkSubAccountInput,
} from '../app/sub-accounts/link-sub-account.js';
import { AccountLinkView } from './sub-account.view.js';

@Resolver(() => CustomerView)
export class SubAccountResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(FindLinks)
  @ResolveField(() => [AccountLinkView], {
    description: 'Sub-accounts, and the main account that it belongs to: what holds now and what is to come.',
  })
  accountLinks(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<AccountLinkView[]> {
    return this.queries.ask(FindLinks, { customerId: id }, call);
  }

  @Runs(LinkSubAccount)
  @Mutation(() => RecordIdScalar, {
    description: 'Makes a customer a sub-account of another, or has it billed otherwise from a day on.',
  })
  async linkSubAccount(
    @Args('input', { description: 'Who of whom, how and from when.' }) input: LinkSubAccountInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(LinkSubAccount, input, call)).customerId;
  }

  @Runs(UnlinkSubAccount)
  @Mutation(() => RecordIdScalar, { description: 'Makes a sub-account a customer of its own again.' })
  async unlinkSubAccount(
    @Args('input', { description: 'Who, and from when.' }) input: UnlinkSubAccountInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(UnlinkSubAccount, input, call)).customerId;
  }
}
