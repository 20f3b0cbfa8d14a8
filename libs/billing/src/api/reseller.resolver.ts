import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus, validInput } from '@demarc/commands';
import { CustomerRef } from '@demarc/crm';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import type { Id } from '@demarc/kernel';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import { ListResellers, PreviewSettlement } from '../app/resellers/find-resellers.query.js';
import {
  FindSettlement,
  ListSettlements,
  SettledCustomers,
  SettlementLines,
} from '../app/resellers/find-settlements.query.js';
import { explainer } from '../app/resellers/next-settlement.js';
import { PayReseller, TakeBackResellerPayout } from '../app/resellers/pay-reseller.js';
import {
  NextSettlementInput,
  PayResellerInput,
  SetResellerTermsInput,
  SettleResellerInput,
  TakeBackResellerPayoutInput,
  UndoResellerSettlementInput,
} from '../app/resellers/reseller.input.js';
import { SetResellerTerms } from '../app/resellers/set-reseller-terms.js';
import { SettleReseller } from '../app/resellers/settle-reseller.js';
import { UndoResellerSettlement } from '../app/resellers/undo-settlement.js';
import { settledBy } from '../domain/index.js';
import type { ResellerSettlementId } from '../ids.js';
import { BillingLoaders } from './loaders.js';
import {
  resellerCustomerView,
  ResellerCustomerView,
  resellerLineView,
  ResellerLineView,
  resellerPreviewView,
  ResellerPreviewView,
  resellerSettlementView,
  ResellerSettlementView,
  resellerView,
  ResellerView,
} from './reseller.view.js';

const PARTNER = { type: () => RecordIdScalar, nullable: true, description: 'Only of this partner.' };

@Resolver()
export class ResellerResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListResellers)
  @Query(() => [ResellerView], { description: 'All partners, with what they get of what their customers pay.' })
  async resellers(
    @Args('partnerId', PARTNER) partnerId: Id<'Partner'> | undefined,
    @CurrentCall() call: Call,
  ): Promise<ResellerView[]> {
    return (await this.queries.ask(ListResellers, { partnerId: partnerId ?? undefined }, call)).map(resellerView);
  }

  @Asks(PreviewSettlement)
  @Query(() => ResellerPreviewView, { description: 'What the next settlement with a partner would be.' })
  async previewResellerSettlement(
    @Args('input', { description: 'Which.' }) input: NextSettlementInput,
    @CurrentCall() call: Call,
  ): Promise<ResellerPreviewView> {
    const wish = await validInput(NextSettlementInput, input);
    return resellerPreviewView(await this.queries.ask(PreviewSettlement, wish, call));
  }

  @Asks(ListSettlements)
  @Query(() => [ResellerSettlementView], { description: 'Settlements with partners, the newest first; at most 200.' })
  async resellerSettlements(
    @Args('partnerId', PARTNER) partnerId: Id<'Partner'> | undefined,
    @CurrentCall() call: Call,
  ): Promise<ResellerSettlementView[]> {
    const found = await this.queries.ask(ListSettlements, { partnerId: partnerId ?? undefined }, call);
    return found.map(resellerSettlementView);
  }

  @Asks(FindSettlement)
  @Query(() => ResellerSettlementView, { description: 'One settlement with a partner.' })
  resellerSettlement(
    @Args('id', { type: () => RecordIdScalar, description: 'Its id.' }) id: ResellerSettlementId,
    @CurrentCall() call: Call,
  ): Promise<ResellerSettlementView> {
    return this.find(id, call);
  }

  @Runs(SetResellerTerms)
  @Mutation(() => RecordIdScalar, { description: 'Agrees what a partner gets from a day on. Answers the partner.' })
  async setResellerTerms(
    @Args('input', { description: 'The terms.' }) input: SetResellerTermsInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(SetResellerTerms, input, call)).partnerId;
  }

  @Runs(SettleReseller)
  @Mutation(() => ResellerSettlementView, { description: 'Settles with a partner what was previewed.' })
  async settleReseller(
    @Args('input', { description: 'Which, and the preview’s hash.' }) input: SettleResellerInput,
    @CurrentCall() call: Call,
  ): Promise<ResellerSettlementView> {
    return this.find((await this.commands.run(SettleReseller, input, call)).settlementId, call);
  }

  @Runs(PayReseller)
  @Mutation(() => ResellerSettlementView, { description: 'Notes that a settlement was paid.' })
  async payReseller(
    @Args('input', { description: 'How.' }) input: PayResellerInput,
    @CurrentCall() call: Call,
  ): Promise<ResellerSettlementView> {
    return this.find((await this.commands.run(PayReseller, input, call)).settlementId, call);
  }

  @Runs(TakeBackResellerPayout)
  @Mutation(() => ResellerSettlementView, { description: 'Takes back that a settlement was paid.' })
  async takeBackResellerPayout(
    @Args('input', { description: 'Of which settlement, and why.' }) input: TakeBackResellerPayoutInput,
    @CurrentCall() call: Call,
  ): Promise<ResellerSettlementView> {
    return this.find((await this.commands.run(TakeBackResellerPayout, input, call)).settlementId, call);
  }

  @Runs(UndoResellerSettlement)
  @Mutation(() => ResellerSettlementView, { description: 'Takes the last settlement of a partner back.' })
  async undoResellerSettlement(
    @Args('input', { description: 'Which, and why.' }) input: UndoResellerSettlementInput,
    @CurrentCall() call: Call,
  ): Promise<ResellerSettlementView> {
    return this.find((await this.commands.run(UndoResellerSettlement, input, call)).settlementId, call);
  }

  private async find(id: ResellerSettlementId, call: Call): Promise<ResellerSettlementView> {
    return resellerSettlementView(await this.queries.ask(FindSettlement, { id }, call));
  }
}

const CUSTOMER = { type: () => RecordIdScalar, nullable: true, description: 'Only this customer.' };
const BY_CUSTOMER = { description: 'What it is made of, customer by customer.' };

@Resolver(() => ResellerPreviewView)
export class ResellerPreviewResolver {
  @Asks(PreviewSettlement)
  @ResolveField(() => [ResellerCustomerView], BY_CUSTOMER)
  customers(
    @Parent() { found }: ResellerPreviewView,
    @Args('customerId', CUSTOMER) customerId: string | undefined,
  ): ResellerCustomerView[] {
    const explained = explainer(found);
    return settledBy('customerId', found.lines)
      .filter(({ id }) => !customerId || id === customerId)
      .map(({ id, lines, sums }) =>
        resellerCustomerView({ customerId: id, documents: lines.length, ...sums }, found.currency, () =>
          Promise.resolve(lines.map(explained)),
        ),
      );
  }
}

@Resolver(() => ResellerSettlementView)
export class ResellerSettlementResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Asks(SettledCustomers)
  @ResolveField(() => [ResellerCustomerView], BY_CUSTOMER)
  async customers(
    @Parent() { id, currency }: ResellerSettlementView,
    @Args('customerId', CUSTOMER) customerId: string | undefined,
    @CurrentCall() call: Call,
  ): Promise<ResellerCustomerView[]> {
    const found = await this.queries.ask(SettledCustomers, { id, customerId: customerId ?? undefined }, call);
    return found.map((one) =>
      resellerCustomerView(one, currency, (asking) => this.loaders.settledLines(asking, id, one.customerId)),
    );
  }
}

@Resolver(() => ResellerCustomerView)
export class ResellerCustomerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(SettlementLines)
  @ResolveField(() => [ResellerLineView], { description: 'Its documents, one by one.' })
  async lines(
    @Parent() { linesFor, currency }: ResellerCustomerView,
    @CurrentCall() call: Call,
  ): Promise<ResellerLineView[]> {
    return (await linesFor(call)).map((line) => resellerLineView(line, currency));
  }

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, { nullable: true, description: 'Who it is.' })
  customer(@Parent() { customerId }: ResellerCustomerView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}
