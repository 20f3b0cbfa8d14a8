import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus, validInput } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import {
  ForfeitDeposit,
  ForfeitDepositInput,
  GiveBackDeposit,
  GiveBackDepositInput,
  TakeDeposit,
  TakeDepositInput,
} from '../app/payments/deposit-commands.js';
import { DepositsOf, WriteOffsOf } from '../app/payments/find-deposits.query.js';
import { HandBackMoney, HandBackMoneyInput } from '../app/payments/hand-back-money.js';
import { MoveAllocation, MoveAllocationInput } from '../app/payments/payment-commands.js';
import { PreviewMoneyStep } from '../app/payments/preview-money-step.query.js';
import { UseDeposit, UseDepositInput } from '../app/payments/use-deposit.js';
import {
  UndoWriteOff,
  UndoWriteOffInput,
  WriteOffInvoice,
  WriteOffInvoiceInput,
} from '../app/payments/write-off-commands.js';
import {
  DepositView,
  depositView,
  MoneyStepPreviewView,
  moneyStepView,
  PreviewMoneyStepInput,
  WriteOffView,
  writeOffView,
} from './collection.view.js';
import { InvoiceView } from './document.view.js';

/** Money that is moved, handed back, written off, or kept as a deposit. */
@Resolver()
export class CollectionResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(PreviewMoneyStep)
  @Query(() => MoneyStepPreviewView, { description: 'What a step with money would do. Writes nothing.' })
  async previewMoneyStep(
    @Args('input', { description: 'The step.' }) input: PreviewMoneyStepInput,
    @CurrentCall() call: Call,
  ): Promise<MoneyStepPreviewView> {
    return moneyStepView(
      await this.queries.ask(PreviewMoneyStep, await validInput(PreviewMoneyStepInput, input), call),
    );
  }

  @Runs(MoveAllocation)
  @Mutation(() => RecordIdScalar, {
    description: 'Settles another invoice with money that settled the wrong one; answers the customer’s id.',
  })
  async moveAllocation(
    @Args('input', { description: 'What goes where.' }) input: MoveAllocationInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(MoveAllocation, input, call)).customerId;
  }

  @Runs(HandBackMoney)
  @Mutation(() => [RecordIdScalar], {
    description: 'Hands money back in cash or by transfer; answers the ids of the refunds.',
  })
  async handBackMoney(
    @Args('input', { description: 'What is handed back, and why.' }) input: HandBackMoneyInput,
    @CurrentCall() call: Call,
  ): Promise<string[]> {
    return (await this.commands.run(HandBackMoney, input, call)).refundIds;
  }

  @Runs(WriteOffInvoice)
  @Mutation(() => RecordIdScalar, { description: 'Writes off what is open on an invoice; answers the write-off’s id.' })
  async writeOffInvoice(
    @Args('input', { description: 'Which, how much, and why.' }) input: WriteOffInvoiceInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(WriteOffInvoice, input, call)).writeOffId;
  }

  @Runs(UndoWriteOff)
  @Mutation(() => RecordIdScalar, { description: 'Takes a write-off back; answers the invoice’s id.' })
  async undoWriteOff(
    @Args('input', { description: 'Which, and why.' }) input: UndoWriteOffInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(UndoWriteOff, input, call)).invoiceId;
  }

  @Runs(TakeDeposit)
  @Mutation(() => RecordIdScalar, { description: 'Takes a deposit; answers its id.' })
  async takeDeposit(
    @Args('input', { description: 'The deposit.' }) input: TakeDepositInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(TakeDeposit, input, call)).depositId;
  }

  @Runs(UseDeposit)
  @Mutation(() => RecordIdScalar, { description: 'Pays an invoice out of a deposit; answers the payment’s id.' })
  async useDeposit(
    @Args('input', { description: 'Which deposit, which invoice.' }) input: UseDepositInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(UseDeposit, input, call)).paymentId;
  }

  @Runs(GiveBackDeposit)
  @Mutation(() => RecordIdScalar, { description: 'Gives a deposit back; answers its id.' })
  async giveBackDeposit(
    @Args('input', { description: 'Which, how, and why.' }) input: GiveBackDepositInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(GiveBackDeposit, input, call)).depositId;
  }

  @Runs(ForfeitDeposit)
  @Mutation(() => RecordIdScalar, { description: 'Keeps a deposit that is forfeited; answers its id.' })
  async forfeitDeposit(
    @Args('input', { description: 'Which, and why.' }) input: ForfeitDepositInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(ForfeitDeposit, input, call)).depositId;
  }
}

@Resolver(() => CustomerView)
export class DepositOwnerResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(DepositsOf)
  @ResolveField(() => [DepositView], { description: 'Deposits, newest first; at most 200.' })
  async deposits(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<DepositView[]> {
    return (await this.queries.ask(DepositsOf, { customerId: id }, call)).map(depositView);
  }
}

@Resolver(() => InvoiceView)
export class WriteOffOwnerResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(WriteOffsOf)
  @ResolveField(() => [WriteOffView], { description: 'What was written off, taken back ones too.' })
  async writeOffs(@Parent() { id }: InvoiceView, @CurrentCall() call: Call): Promise<WriteOffView[]> {
    return (await this.queries.ask(WriteOffsOf, { invoiceId: id }, call)).map(writeOffView);
  }
}
