import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CustomerRef } from '@demarc/crm';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import {
  ApplyDiscounts,
  ApplyDiscountsInput,
  DiscountsInput,
  PreviewDiscounts,
} from '../app/pricing/apply-discounts.js';
import {
  AddServiceDiscount,
  AddServiceDiscountInput,
  ChangeServiceDiscount,
  ChangeServiceDiscountInput,
  EndServiceDiscount,
  EndServiceDiscountInput,
} from '../app/pricing/discount-commands.js';
import {
  DiscountsOf,
  ListPriceExceptions,
  type PriceException,
  type PriceExceptionKind,
  PricesOf,
} from '../app/pricing/find-discounts.query.js';
import { FindService } from '../app/services/find-services.query.js';
import { PriceExceptionKindEnum } from '../app/settings/pricing-enums.js';
import type { PlanId, ServiceId } from '../ids.js';
import {
  DiscountPreviewRowView,
  DiscountPreviewView,
  discountPreviewView,
  DiscountsAppliedView,
  PriceExceptionPage,
  PriceExceptionView,
  ServiceDiscountView,
  ServicePriceView,
} from './discount.view.js';
import { BillingLoaders } from './loaders.js';
import { serviceView, ServiceView } from './service.view.js';

const SAYS = { nullable: true, description: 'Whose service it is.' } as const;

@Resolver(() => ServiceView)
export class DiscountResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Asks(DiscountsOf)
  @ResolveField(() => [ServiceDiscountView], { description: 'All its discounts, additional ones first.' })
  discounts(@Parent() { id }: ServiceView, @CurrentCall() call: Call): Promise<ServiceDiscountView[]> {
    return this.loaders.discounts(call, id);
  }

  @Asks(PricesOf)
  @ResolveField(() => [ServicePriceView], {
    description: 'What it has cost and will cost, by day. Empty: it has had its price always.',
  })
  prices(@Parent() { id }: ServiceView, @CurrentCall() call: Call): Promise<ServicePriceView[]> {
    return this.loaders.servicePrices(call, id);
  }

  @Asks(ListPriceExceptions)
  @Query(() => PriceExceptionPage, { description: 'Services that do not cost what their plan does.' })
  priceExceptions(
    @Args() page: PageArgs,
    @Args('kind', { type: () => PriceExceptionKindEnum, nullable: true, description: 'Only those with one reason.' })
    kind: PriceExceptionKind | undefined,
    @Args('planId', { type: () => RecordIdScalar, nullable: true, description: 'Only services of this plan.' })
    planId: PlanId | undefined,
    @Args('partnerId', { type: () => RecordIdScalar, nullable: true, description: 'Only customers of this partner.' })
    partnerId: string | undefined,
    @CurrentCall() call: Call,
  ): Promise<Page<PriceException>> {
    return this.queries.ask(ListPriceExceptions, { ...page, kind, planId, partnerId }, call);
  }

  @Asks(PreviewDiscounts)
  @Query(() => DiscountPreviewView, { description: 'What a discount would do to many services. Writes nothing.' })
  async previewDiscounts(
    @Args('input', { description: 'The discount, and for whom.' }) input: DiscountsInput,
    @CurrentCall() call: Call,
  ): Promise<DiscountPreviewView> {
    return discountPreviewView(await this.queries.ask(PreviewDiscounts, input, call));
  }

  @Runs(ApplyDiscounts)
  @Mutation(() => DiscountsAppliedView, {
    description: 'Gives the services of chosen customers a discount, as previewed.',
  })
  applyDiscounts(
    @Args('input', { description: 'The discount, for whom, and the preview’s hash.' }) input: ApplyDiscountsInput,
    @CurrentCall() call: Call,
  ): Promise<DiscountsAppliedView> {
    return this.commands.run(ApplyDiscounts, input, call);
  }

  @Runs(AddServiceDiscount)
  @Mutation(() => ServiceView, { description: 'Gives a service a discount.' })
  async addServiceDiscount(
    @Args('input', { description: 'The discount.' }) input: AddServiceDiscountInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.service((await this.commands.run(AddServiceDiscount, input, call)).serviceId, call);
  }

  @Runs(ChangeServiceDiscount)
  @Mutation(() => ServiceView, { description: 'Changes a discount, for what is not charged yet.' })
  async changeServiceDiscount(
    @Args('input', { description: 'The discount as it is to be.' }) input: ChangeServiceDiscountInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.service((await this.commands.run(ChangeServiceDiscount, input, call)).serviceId, call);
  }

  @Runs(EndServiceDiscount)
  @Mutation(() => ServiceView, { description: 'Ends a discount with a day, or takes it away.' })
  async endServiceDiscount(
    @Args('input', { description: 'Which, and when.' }) input: EndServiceDiscountInput,
    @CurrentCall() call: Call,
  ): Promise<ServiceView> {
    return this.service((await this.commands.run(EndServiceDiscount, input, call)).serviceId, call);
  }

  private async service(id: ServiceId, call: Call): Promise<ServiceView> {
    return serviceView(await this.queries.ask(FindService, { id }, call));
  }
}

/** The service behind a row of the list. */
@Resolver(() => PriceExceptionView)
export class PriceExceptionResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(DiscountsOf)
  @ResolveField(() => [ServiceDiscountView], { description: 'Its discounts, additional ones first.' })
  discounts(@Parent() { serviceId }: PriceExceptionView, @CurrentCall() call: Call): Promise<ServiceDiscountView[]> {
    return this.loaders.discounts(call, serviceId);
  }

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: PriceExceptionView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => DiscountPreviewRowView)
export class DiscountPreviewRowResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: DiscountPreviewRowView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}
