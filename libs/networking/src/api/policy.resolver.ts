import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { ServiceView } from '@demarc/billing';
import { type Call, CommandBus, QueryBus, validInput } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { DefineFairUse, DefineFairUseInput } from '../app/policies/define-fair-use.js';
import { DefineQuota, DefineQuotaInput } from '../app/policies/define-quota.js';
import { AllowancesOf } from '../app/policies/find-allowances.query.js';
import { TryPolicy, TryPolicyInput } from '../app/policies/try-policy.query.js';
import { BuyTopUp, BuyTopUpInput } from '../app/policies/usage/buy-top-up.js';
import { GiveData, GiveDataInput } from '../app/policies/usage/give-data.js';
import { PreviewTakeBack, TakeBackData, UndoTakeBack } from '../app/policies/usage/take-back-data.js';
import { TakeBackDataInput, TakeBackWishInput, UndoTakeBackInput } from '../app/policies/usage/take-back.input.js';
import { AccessPolicyView } from './access.view.js';
import { NetworkingLoaders } from './loaders.js';
import { AllowanceView, allowanceView, TriedPolicyView, triedView } from './policy.view.js';
import { TakeBackPreviewView, takeBackView } from './take-back.view.js';

@Resolver(() => ServiceView)
export class ServiceAllowanceResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(AllowancesOf)
  @ResolveField(() => AllowanceView, {
    nullable: true,
    description: 'What it has used and what holds for it; null: its plan has no rules, or it has no access.',
  })
  async allowance(@Parent() { id }: ServiceView, @CurrentCall() call: Call): Promise<AllowanceView | null> {
    const found = await this.loaders.allowance(call, id);
    return found && allowanceView(found);
  }
}

@Resolver()
export class PolicyResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: NetworkingLoaders,
  ) {}

  @Asks(TryPolicy)
  @Query(() => TriedPolicyView, {
    description: 'The test bench: which rule would hold, at what rates, why and until when.',
  })
  async tryPolicy(
    @Args('input', { description: 'The question.' }) input: TryPolicyInput,
    @CurrentCall() call: Call,
  ): Promise<TriedPolicyView> {
    return triedView(await this.queries.ask(TryPolicy, await validInput(TryPolicyInput, input), call));
  }

  @Runs(DefineFairUse)
  @Mutation(() => AccessPolicyView, { description: 'Sets the fair use of a plan; what was used already counts.' })
  async defineFairUse(
    @Args('input', { description: 'The rules.' }) input: DefineFairUseInput,
    @CurrentCall() call: Call,
  ): Promise<AccessPolicyView> {
    return this.policy((await this.commands.run(DefineFairUse, input, call)).planId, call);
  }

  @Runs(DefineQuota)
  @Mutation(() => AccessPolicyView, { description: 'Sets the quota of a plan; what was used already counts.' })
  async defineQuota(
    @Args('input', { description: 'The quota.' }) input: DefineQuotaInput,
    @CurrentCall() call: Call,
  ): Promise<AccessPolicyView> {
    return this.policy((await this.commands.run(DefineQuota, input, call)).planId, call);
  }

  @Runs(BuyTopUp)
  @Mutation(() => AllowanceView, { description: 'Buys data for a service; it is there at once.' })
  async buyTopUp(
    @Args('input', { description: 'Which offer, for which service.' }) input: BuyTopUpInput,
    @CurrentCall() call: Call,
  ): Promise<AllowanceView> {
    return this.allowance((await this.commands.run(BuyTopUp, input, call)).serviceId, call);
  }

  @Runs(GiveData)
  @Mutation(() => AllowanceView, { description: 'Gives data by hand, or sets right what is counted.' })
  async giveData(
    @Args('input', { description: 'How much, to which service, why.' }) input: GiveDataInput,
    @CurrentCall() call: Call,
  ): Promise<AllowanceView> {
    return this.allowance((await this.commands.run(GiveData, input, call)).serviceId, call);
  }

  @Runs(TakeBackData)
  @Mutation(() => AllowanceView, { description: 'Takes back data that was given or bought.' })
  async takeBackData(
    @Args('input', { description: 'What, and why.' }) input: TakeBackDataInput,
    @CurrentCall() call: Call,
  ): Promise<AllowanceView> {
    return this.allowance((await this.commands.run(TakeBackData, input, call)).serviceId, call);
  }

  @Runs(UndoTakeBack)
  @Mutation(() => AllowanceView, {
    description: 'Gives data back that was taken; what was paid back is charged again.',
  })
  async undoTakeBack(
    @Args('input', { description: 'What, and why.' }) input: UndoTakeBackInput,
    @CurrentCall() call: Call,
  ): Promise<AllowanceView> {
    return this.allowance((await this.commands.run(UndoTakeBack, input, call)).serviceId, call);
  }

  @Asks(PreviewTakeBack)
  @Query(() => TakeBackPreviewView, { description: 'What of its price taking data back gives back.' })
  async previewTakeBack(
    @Args('input', { description: 'What would be taken back.' }) input: TakeBackWishInput,
    @CurrentCall() call: Call,
  ): Promise<TakeBackPreviewView> {
    return takeBackView(await this.queries.ask(PreviewTakeBack, await validInput(TakeBackWishInput, input), call));
  }

  private async policy(planId: string, call: Call): Promise<AccessPolicyView> {
    const found = await this.loaders.policy(call, planId);
    if (!found) throw notFound('access policy');
    return found;
  }

  private async allowance(serviceId: string, call: Call): Promise<AllowanceView> {
    const found = await this.loaders.allowance(call, serviceId);
    if (!found) throw notFound('allowance of this service');
    return allowanceView(found);
  }
}
