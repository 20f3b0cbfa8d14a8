import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { Id, LocalDate } from '@demarc/kernel';
import {
  DefineFee,
  DefineFeeInput,
  EndFee,
  EndFeeInput,
  WaiveFee,
  WaiveFeeInput,
} from '../app/standing/fee-commands.js';
import { FeesOf, ListFeeRules, PromisesOf } from '../app/standing/find-collection.query.js';
import {
  MakePromise,
  MakePromiseInput,
  ProtectCustomer,
  ProtectCustomerInput,
} from '../app/standing/promise-commands.js';
import {
  PreviewRollback,
  RollBackSuspensions,
  RollBackSuspensionsInput,
} from '../app/standing/roll-back-suspensions.js';
import type { SuspensionBatchId } from '../ids.js';
import { FeeRuleView, FeeView, feeView, PromiseView, promiseView, RollbackPreviewView } from './fees.view.js';

/** Fees, promises, and suspensions that are taken back. */
@Resolver()
export class FeesResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListFeeRules)
  @Query(() => [FeeRuleView], { description: 'The fees that are charged by themselves, ended ones last.' })
  feeRules(@CurrentCall() call: Call): Promise<FeeRuleView[]> {
    return this.queries.ask(ListFeeRules, {}, call);
  }

  @Runs(DefineFee)
  @Mutation(() => RecordIdScalar, { description: 'Defines a fee for invoices from today on; answers its id.' })
  async defineFee(
    @Args('input', { description: 'The fee.' }) input: DefineFeeInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(DefineFee, input, call)).feeRuleId;
  }

  @Runs(EndFee)
  @Mutation(() => RecordIdScalar, { description: 'Ends a fee; what was charged stays. Answers its id.' })
  async endFee(
    @Args('input', { description: 'Which.' }) input: EndFeeInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(EndFee, input, call)).feeRuleId;
  }

  @Runs(WaiveFee)
  @Mutation(() => RecordIdScalar, {
    description: 'Lets a fee go, charged or to come; answers the customer’s id.',
  })
  async waiveFee(
    @Args('input', { description: 'Which, and why.' }) input: WaiveFeeInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(WaiveFee, input, call)).customerId;
  }

  @Runs(MakePromise)
  @Mutation(() => RecordIdScalar, {
    description: 'A customer’s own promise to pay, as often as the settings allow; answers the customer’s id.',
  })
  async makePromise(
    @Args('input', { description: 'Until when.' }) input: MakePromiseInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(MakePromise, input, call)).customerId;
  }

  @Runs(ProtectCustomer)
  @Mutation(() => RecordIdScalar, {
    description: 'Says why access of a customer is never closed for what is owed, or that it may be again.',
  })
  async protectCustomer(
    @Args('input', { description: 'Whom, and why.' }) input: ProtectCustomerInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(ProtectCustomer, input, call)).customerId;
  }

  @Asks(PreviewRollback)
  @Query(() => RollbackPreviewView, { description: 'What rolling suspensions back would do. Writes nothing.' })
  previewRollback(
    @Args('batchId', { type: () => RecordIdScalar, description: 'The list.' }) batchId: SuspensionBatchId,
    @Args('until', { type: () => LocalDateScalar, description: 'Nobody is suspended again before this day is over.' })
    until: LocalDate,
    @Args('customerIds', {
      type: () => [RecordIdScalar],
      nullable: true,
      description: 'Only these customers; all of the list when left out.',
    })
    customerIds: Id<'Customer'>[] | null,
    @CurrentCall() call: Call,
  ): Promise<RollbackPreviewView> {
    return this.queries.ask(PreviewRollback, { batchId, until, ...(customerIds ? { customerIds } : {}) }, call);
  }

  @Runs(RollBackSuspensions)
  @Mutation(() => RecordIdScalar, {
    description: 'Puts suspended customers back where they were, and gives them time; answers the list’s id.',
  })
  async rollBackSuspensions(
    @Args('input', { description: 'Whom, until when, and why.' }) input: RollBackSuspensionsInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(RollBackSuspensions, input, call)).batchId;
  }
}

@Resolver(() => CustomerView)
export class CollectionOfCustomerResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(PromisesOf)
  @ResolveField(() => [PromiseView], { description: 'Promises to pay and time that staff gave, newest first.' })
  async promises(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<PromiseView[]> {
    return (await this.queries.ask(PromisesOf, { customerId: id }, call)).map(promiseView);
  }

  @Asks(FeesOf)
  @ResolveField(() => [FeeView], { description: 'Fees, newest first, waived ones too.' })
  async fees(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<FeeView[]> {
    return (await this.queries.ask(FeesOf, { customerId: id }, call)).map(feeView);
  }
}
