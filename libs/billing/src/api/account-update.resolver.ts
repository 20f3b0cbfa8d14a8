import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import {
  AccountUpdateInput,
  ApplyAccountUpdateInput,
  FindAccountUpdate,
  PreviewAccountUpdate,
  UpdateAccounts,
} from '../app/settings/update-accounts.js';
import type { AccountUpdateId } from '../ids.js';
import { AccountUpdatePreviewView, AccountUpdateView, previewView } from './account-update.view.js';

@Resolver()
export class AccountUpdateResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(PreviewAccountUpdate)
  @Query(() => AccountUpdatePreviewView, {
    description: 'Whom it would touch to give existing customers the settings of new ones, attribute by attribute.',
  })
  async previewAccountUpdate(
    @Args('input', { description: 'Which settings, and whose.' }) input: AccountUpdateInput,
    @CurrentCall() call: Call,
  ): Promise<AccountUpdatePreviewView> {
    return previewView(await this.queries.ask(PreviewAccountUpdate, input, call));
  }

  @Runs(UpdateAccounts)
  @Mutation(() => AccountUpdateView, {
    description: 'Gives existing customers the settings of new ones, as previewed; a job does it.',
  })
  async updateAccounts(
    @Args('input', { description: 'As it was looked at.' }) input: ApplyAccountUpdateInput,
    @CurrentCall() call: Call,
  ): Promise<AccountUpdateView> {
    return this.find((await this.commands.run(UpdateAccounts, input, call)).updateId, call);
  }

  @Asks(FindAccountUpdate)
  @Query(() => AccountUpdateView, { description: 'How far an update of existing customers is.' })
  accountUpdate(
    @Args('id', { type: () => RecordIdScalar, description: 'The update’s id.' }) id: AccountUpdateId,
    @CurrentCall() call: Call,
  ): Promise<AccountUpdateView> {
    return this.find(id, call);
  }

  private async find(id: AccountUpdateId, call: Call): Promise<AccountUpdateView> {
    const found = await this.queries.ask(FindAccountUpdate, { id }, call);
    return { ...found, isDone: found.status === 'applied', attributes: [...found.attributes] };
  }
}
