import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import {
  EndTaxExemption,
  EndTaxExemptionInput,
  GrantTaxExemption,
  GrantTaxExemptionInput,
} from '../app/pricing/exemption-commands.js';
import { ExemptionsOf, type FoundTax, ListTaxes } from '../app/pricing/find-taxes.query.js';
import {
  DefineTaxGroup,
  DefineTaxGroupInput,
  DropTaxRate,
  DropTaxRateInput,
  PlanTaxRate,
  PlanTaxRateInput,
} from '../app/pricing/tax-commands.js';
import { BillingLoaders } from './loaders.js';
import { TaxExemptionView, TaxView } from './tax.view.js';

@Resolver()
export class TaxResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListTaxes)
  @Query(() => [TaxView], { description: 'Taxes and tax groups with their rates by date, and where they are used.' })
  async taxes(
    @Args('archived', { type: () => Boolean, nullable: true, description: 'Archived ones instead of those in use.' })
    archived: boolean | undefined,
    @CurrentCall() call: Call,
  ): Promise<TaxView[]> {
    return (await this.queries.ask(ListTaxes, { archived }, call)).map(viewOf);
  }

  @Runs(PlanTaxRate)
  @Mutation(() => RecordIdScalar, { description: 'Gives a tax another rate from a day on; answers the tax.' })
  async planTaxRate(
    @Args('input', { description: 'Which tax, which rate, from when.' }) input: PlanTaxRateInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(PlanTaxRate, input, call)).taxRateId;
  }

  @Runs(DropTaxRate)
  @Mutation(() => RecordIdScalar, { description: 'Takes back a rate that has not begun; answers the tax.' })
  async dropTaxRate(
    @Args('input', { description: 'Which tax, and the first day of the rate.' }) input: DropTaxRateInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(DropTaxRate, input, call)).taxRateId;
  }

  @Runs(DefineTaxGroup)
  @Mutation(() => RecordIdScalar, { description: 'Defines a tax group; answers its id.' })
  async defineTaxGroup(
    @Args('input', { description: 'The group.' }) input: DefineTaxGroupInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(DefineTaxGroup, input, call)).taxRateId;
  }

  @Runs(GrantTaxExemption)
  @Mutation(() => RecordIdScalar, { description: 'Notes why a customer pays no tax; answers the customer.' })
  async grantTaxExemption(
    @Args('input', { description: 'The exemption and its evidence.' }) input: GrantTaxExemptionInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(GrantTaxExemption, input, call)).customerId;
  }

  @Runs(EndTaxExemption)
  @Mutation(() => RecordIdScalar, { description: 'Ends an exemption; answers the customer.' })
  async endTaxExemption(
    @Args('input', { description: 'Which, and when.' }) input: EndTaxExemptionInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(EndTaxExemption, input, call)).customerId;
  }
}

@Resolver(() => CustomerView)
export class TaxOfCustomerResolver {
  constructor(private readonly loaders: BillingLoaders) {}

  @Asks(ExemptionsOf)
  @ResolveField(() => [TaxExemptionView], { description: 'Why the customer pays no tax, newest first, past ones too.' })
  taxExemptions(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<TaxExemptionView[]> {
    return this.loaders.taxExemptions(call, id);
  }
}

function viewOf({ versions, parts, groups, ...tax }: FoundTax): TaxView {
  return { ...tax, versions: [...versions], parts: [...parts], groups: [...groups] };
}
