import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Runs } from '@demarc/access';
import { type Call, CommandBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { ChangeBillingSettings } from '../app/accounts/account-commands.js';
import { ChangeBillingSettingsInput } from '../app/accounts/account-settings.input.js';
import { PromiseToPay, PromiseToPayInput } from '../app/standing/promise-commands.js';
import { LiftHold, LiftHoldInput, PlaceHold, PlaceHoldInput } from '../app/standing/hold-commands.js';
import { accountView, BillingAccountView } from './account.view.js';
import { BillingLoaders } from './loaders.js';

@Resolver()
export class AccountResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Runs(ChangeBillingSettings)
  @Mutation(() => BillingAccountView, { nullable: true, description: 'Changes how a customer is billed.' })
  async changeBillingSettings(
    @Args('input', { description: 'The changes.' }) input: ChangeBillingSettingsInput,
    @CurrentCall() call: Call,
  ): Promise<BillingAccountView | null> {
    return this.account((await this.commands.run(ChangeBillingSettings, input, call)).customerId, call);
  }

  @Runs(PromiseToPay)
  @Mutation(() => BillingAccountView, { nullable: true, description: 'Notes a promise to pay, or takes it back.' })
  async promiseToPay(
    @Args('input', { description: 'Who, until when.' }) input: PromiseToPayInput,
    @CurrentCall() call: Call,
  ): Promise<BillingAccountView | null> {
    return this.account((await this.commands.run(PromiseToPay, input, call)).customerId, call);
  }

  @Runs(PlaceHold)
  @Mutation(() => RecordIdScalar, { description: 'Puts a hold on a customer; answers its id.' })
  async placeHold(
    @Args('input', { description: 'Whom, and why.' }) input: PlaceHoldInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(PlaceHold, input, call)).holdId;
  }

  @Runs(LiftHold)
  @Mutation(() => RecordIdScalar, { description: 'Lifts a hold; answers its id.' })
  async liftHold(
    @Args('input', { description: 'Which, and why.' }) input: LiftHoldInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(LiftHold, input, call)).holdId;
  }

  private async account(customerId: string, call: Call): Promise<BillingAccountView | null> {
    const found = await this.loaders.account(call, customerId);
    return found && accountView(found);
  }
}
