import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CustomFieldView } from '@demarc/crm';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { ArchivePlan, ArchivePlanInput } from '../app/catalogue/archive-plan.js';
import { ArchiveTaxRate, ArchiveTaxRateInput } from '../app/catalogue/archive-tax-rate.js';
import { CreatePlan, CreatePlanInput } from '../app/catalogue/create-plan.js';
import { DefinePaymentMethod, DefinePaymentMethodInput } from '../app/payments/define-payment-method.js';
import { DefineTaxRate, DefineTaxRateInput } from '../app/catalogue/define-tax-rate.js';
import { EditPlan, EditPlanInput } from '../app/catalogue/edit-plan.js';
import { PlanKindEnum } from '../app/settings/enums.js';
import {
  FindPlan,
  ListPaymentMethods,
  ListPlanFields,
  ListPlans,
  ListTaxRates,
} from '../app/catalogue/find-catalogue.query.js';
import type { PlanKind } from '../domain/index.js';
import type { PlanId } from '../ids.js';
import { PaymentMethodView, planView, PlanView, TaxRateView } from './catalogue.view.js';

@Resolver()
export class CatalogueResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListPlans)
  @Query(() => [PlanView], { description: 'Plans, by kind and title; at most 1,000.' })
  async plans(
    @Args('kind', { type: () => PlanKindEnum, nullable: true, description: 'Only this kind.' })
    kind: PlanKind | undefined,
    @Args('search', { type: () => String, nullable: true, description: 'A part of the title.' })
    search: string | undefined,
    @Args('archived', { type: () => Boolean, nullable: true, description: 'Archived ones instead of those in use.' })
    archived: boolean | undefined,
    @CurrentCall() call: Call,
  ): Promise<PlanView[]> {
    return (await this.queries.ask(ListPlans, { kind, search, archived }, call)).map(planView);
  }

  @Asks(FindPlan)
  @Query(() => PlanView, { description: 'One plan.' })
  plan(
    @Args('id', { type: () => RecordIdScalar, description: 'The plan’s id.' }) id: PlanId,
    @CurrentCall() call: Call,
  ): Promise<PlanView> {
    return this.find(id, call);
  }

  @Asks(ListPlanFields)
  @Query(() => [CustomFieldView], { description: 'The operator’s own fields of plans, in their order.' })
  async planFields(@CurrentCall() call: Call): Promise<CustomFieldView[]> {
    const fields = await this.queries.ask(ListPlanFields, {}, call);
    return fields.map((field) => ({ ...field, options: [...field.options] }));
  }

  @Asks(ListTaxRates)
  @Query(() => [TaxRateView], { description: 'Tax rates, by name.' })
  taxRates(
    @Args('archived', { type: () => Boolean, nullable: true, description: 'Archived ones instead of those in use.' })
    archived: boolean | undefined,
    @CurrentCall() call: Call,
  ): Promise<TaxRateView[]> {
    return this.queries.ask(ListTaxRates, { archived }, call);
  }

  @Asks(ListPaymentMethods)
  @Query(() => [PaymentMethodView], { description: 'Ways to pay, by name.' })
  paymentMethods(@CurrentCall() call: Call): Promise<PaymentMethodView[]> {
    return this.queries.ask(ListPaymentMethods, {}, call);
  }

  @Runs(CreatePlan)
  @Mutation(() => PlanView, { description: 'Creates a plan.' })
  async createPlan(
    @Args('input', { description: 'The plan.' }) input: CreatePlanInput,
    @CurrentCall() call: Call,
  ): Promise<PlanView> {
    return this.find((await this.commands.run(CreatePlan, input, call)).planId, call);
  }

  @Runs(EditPlan)
  @Mutation(() => PlanView, { description: 'Changes a plan; its services keep their price.' })
  async editPlan(
    @Args('input', { description: 'The new data.' }) input: EditPlanInput,
    @CurrentCall() call: Call,
  ): Promise<PlanView> {
    return this.find((await this.commands.run(EditPlan, input, call)).planId, call);
  }

  @Runs(ArchivePlan)
  @Mutation(() => PlanView, { description: 'Archives a plan: no new service takes it.' })
  async archivePlan(
    @Args('input', { description: 'Which plan.' }) input: ArchivePlanInput,
    @CurrentCall() call: Call,
  ): Promise<PlanView> {
    return this.find((await this.commands.run(ArchivePlan, input, call)).planId, call);
  }

  @Runs(DefineTaxRate)
  @Mutation(() => RecordIdScalar, { description: 'Defines a tax rate; answers its id.' })
  async defineTaxRate(
    @Args('input', { description: 'The rate.' }) input: DefineTaxRateInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(DefineTaxRate, input, call)).taxRateId;
  }

  @Runs(ArchiveTaxRate)
  @Mutation(() => RecordIdScalar, { description: 'Archives a tax rate; answers its id.' })
  async archiveTaxRate(
    @Args('input', { description: 'Which rate.' }) input: ArchiveTaxRateInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(ArchiveTaxRate, input, call)).taxRateId;
  }

  @Runs(DefinePaymentMethod)
  @Mutation(() => RecordIdScalar, { description: 'Defines a way to pay; answers its id.' })
  async definePaymentMethod(
    @Args('input', { description: 'The way to pay.' }) input: DefinePaymentMethodInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(DefinePaymentMethod, input, call)).paymentMethodId;
  }

  private async find(id: PlanId, call: Call): Promise<PlanView> {
    return planView(await this.queries.ask(FindPlan, { id }, call));
  }
}
