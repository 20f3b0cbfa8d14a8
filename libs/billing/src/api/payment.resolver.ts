import {
  Args,
  ArgsType,
  Field,
  InputType,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import {
  type Call,
  CommandBus,
  IsAmount,
  IsListOf,
  IsLocalDate,
  IsRecordId,
  QueryBus,
  validInput,
} from '@demarc/commands';
import {
  CurrentCall,
  DecimalScalar,
  LocalDateScalar,
  MoneyView,
  moneyViewOf,
  type Page,
  PageArgs,
  RecordIdScalar,
} from '@demarc/graphql';
import type { Id, LocalDate } from '@demarc/kernel';
import { IsOptional } from 'class-validator';
import { StandingEnum } from '../app/settings/enums.js';
import { AllocationsOf, FindPayment, ListPayments } from '../app/payments/find-payments.query.js';
import {
  AllocatePayment,
  AllocatePaymentInput,
  UndoAllocation,
  UndoAllocationInput,
} from '../app/payments/payment-commands.js';
import { ReversePayment, ReversePaymentInput } from '../app/payments/reverse-payment.js';
import { PreviewPayment, type PaymentPreview } from '../app/payments/preview-payment.query.js';
import { ChosenAllocationInput, RecordPayment, RecordPaymentInput } from '../app/payments/record-payment.js';
import { balanceView, type Standing } from '../domain/index.js';
import type { PaymentId } from '../ids.js';
import { AllocationView, allocationView, PaymentPage, PaymentView, paymentView } from './document.view.js';
import { BillingLoaders } from './loaders.js';

@ArgsType()
export class PaymentListArgs extends PageArgs {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Only this customer’s.' })
  @IsOptional()
  @IsRecordId()
  customerId?: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Received from this day on.' })
  @IsOptional()
  @IsLocalDate()
  from?: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Received up to this day.' })
  @IsOptional()
  @IsLocalDate()
  through?: LocalDate;
}

@InputType({ description: 'A payment to look at before it is recorded.' })
export class PreviewPaymentInput {
  @Field(() => RecordIdScalar, { description: 'Who pays.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => DecimalScalar, { description: 'How much, above zero.' })
  @IsAmount()
  amount: string;

  @Field(() => [ChosenAllocationInput], {
    nullable: true,
    description: 'Which invoices it settles; the oldest first when left out.',
  })
  @IsOptional()
  @IsListOf(() => ChosenAllocationInput, { most: 200 })
  allocations?: ChosenAllocationInput[];
}

@ObjectType('PlannedAllocation', { description: 'What a payment would settle.' })
export class PlannedAllocationView {
  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  invoiceId: string;

  @Field(() => String, { description: 'Its number.' })
  invoiceNumber: string;

  @Field(() => MoneyView, { description: 'How much of it would be settled.' })
  amount: MoneyView;

  @Field(() => MoneyView, { description: 'What would be open after.' })
  openAfter: MoneyView;
}

@ObjectType('PaymentPreview', { description: 'What a payment would do. Nothing has been written.' })
export class PaymentPreviewView {
  @Field(() => [PlannedAllocationView], {
    description: 'What would be settled, credit that is there already included.',
  })
  allocations: PlannedAllocationView[];

  @Field(() => MoneyView, { description: 'What of the payment would stay as credit.' })
  left: MoneyView;

  @Field(() => MoneyView, { description: 'What would still be owed.' })
  balanceDueAfter: MoneyView;

  @Field(() => MoneyView, { description: 'What we would keep for the customer.' })
  creditBalanceAfter: MoneyView;

  @Field(() => StandingEnum, { description: 'The standing after it.' })
  standingAfter: Standing;
}

@Resolver(() => PaymentView)
export class PaymentResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Asks(FindPayment)
  @Query(() => PaymentView, { description: 'One payment.' })
  payment(
    @Args('id', { type: () => RecordIdScalar, description: 'The payment’s id.' }) id: PaymentId,
    @CurrentCall() call: Call,
  ): Promise<PaymentView> {
    return this.find(id, call);
  }

  @Asks(ListPayments)
  @Query(() => PaymentPage, { description: 'Payments, newest first.' })
  async payments(@Args() args: PaymentListArgs, @CurrentCall() call: Call): Promise<Page<PaymentView>> {
    const page = await this.queries.ask(ListPayments, { ...args }, call);
    return { ...page, nodes: page.nodes.map(paymentView) };
  }

  @Asks(PreviewPayment)
  @Query(() => PaymentPreviewView, { description: 'What a payment would settle. Writes nothing.' })
  async previewPayment(
    @Args('input', { description: 'The payment.' }) input: PreviewPaymentInput,
    @CurrentCall() call: Call,
  ): Promise<PaymentPreviewView> {
    return previewView(await this.queries.ask(PreviewPayment, await validInput(PreviewPaymentInput, input), call));
  }

  @Runs(RecordPayment)
  @Mutation(() => PaymentView, {
    description: 'Records a payment, settles invoices with it, and opens access again when it was enough.',
  })
  async recordPayment(
    @Args('input', { description: 'The payment.' }) input: RecordPaymentInput,
    @CurrentCall() call: Call,
  ): Promise<PaymentView> {
    return this.find((await this.commands.run(RecordPayment, input, call)).paymentId, call);
  }

  @Runs(ReversePayment)
  @Mutation(() => PaymentView, { description: 'Takes a payment back; its record stays.' })
  async reversePayment(
    @Args('input', { description: 'Which, and why.' }) input: ReversePaymentInput,
    @CurrentCall() call: Call,
  ): Promise<PaymentView> {
    return this.find((await this.commands.run(ReversePayment, input, call)).paymentId, call);
  }

  @Runs(AllocatePayment)
  @Mutation(() => PaymentView, { description: 'Settles open invoices with the free part of a payment.' })
  async allocatePayment(
    @Args('input', { description: 'The parts.' }) input: AllocatePaymentInput,
    @CurrentCall() call: Call,
  ): Promise<PaymentView> {
    return this.find((await this.commands.run(AllocatePayment, input, call)).paymentId, call);
  }

  @Runs(UndoAllocation)
  @Mutation(() => RecordIdScalar, { description: 'Undoes an allocation; answers its id.' })
  async undoAllocation(
    @Args('input', { description: 'Which allocation.' }) input: UndoAllocationInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(UndoAllocation, input, call)).allocationId;
  }

  @Asks(AllocationsOf)
  @ResolveField(() => [AllocationView], { description: 'What it settles.' })
  async allocations(@Parent() payment: PaymentView, @CurrentCall() call: Call): Promise<AllocationView[]> {
    return (await this.loaders.allocations(call, 'payment', payment.id)).map(allocationView);
  }

  private async find(id: PaymentId, call: Call): Promise<PaymentView> {
    return paymentView(await this.queries.ask(FindPayment, { id }, call));
  }
}

function previewView(preview: PaymentPreview): PaymentPreviewView {
  const { currency } = preview;
  const after = balanceView(-preview.balanceAfterMinor);
  return {
    allocations: preview.allocations.map((one) => ({
      invoiceId: one.invoiceId,
      invoiceNumber: one.number,
      amount: moneyViewOf(one.amountMinor, currency),
      openAfter: moneyViewOf(one.openAfterMinor, currency),
    })),
    left: moneyViewOf(preview.leftMinor, currency),
    balanceDueAfter: moneyViewOf(after.dueMinor, currency),
    creditBalanceAfter: moneyViewOf(after.creditMinor, currency),
    standingAfter: preview.standingAfter,
  };
}
