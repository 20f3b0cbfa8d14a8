import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { ChangePolicy, ChangePolicyInput } from '../app/settings/change-policy.js';
import { FindSettings } from '../app/accounts/find-accounts.query.js';
import { BillingSettingsView } from './settings.view.js';

@Resolver()
export class SettingsResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(FindSettings)
  @Query(() => BillingSettingsView, {
    description: 'The billing settings that hold for everybody, or for one partner.',
  })
  billingSettings(
    @Args('partnerId', {
      type: () => RecordIdScalar,
      nullable: true,
      description: 'The partner; everybody when left out.',
    })
    partnerId: string | undefined,
    @CurrentCall() call: Call,
  ): Promise<BillingSettingsView> {
    return this.find(partnerId, call);
  }

  @Runs(ChangePolicy)
  @Mutation(() => BillingSettingsView, { description: 'Changes billing settings; what is left out stays.' })
  async changeBillingPolicy(
    @Args('input', { description: 'The changes.' }) input: ChangePolicyInput,
    @CurrentCall() call: Call,
  ): Promise<BillingSettingsView> {
    const { partnerId } = await this.commands.run(ChangePolicy, input, call);
    return this.find(partnerId ?? undefined, call);
  }

  private async find(partnerId: string | undefined, call: Call): Promise<BillingSettingsView> {
    const { settings, own } = await this.queries.ask(FindSettings, { partnerId }, call);
    return { ...settings, restDays: [...settings.restDays], holidays: [...settings.holidays], own: [...own] };
  }
}
