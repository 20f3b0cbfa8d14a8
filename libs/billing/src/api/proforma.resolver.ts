import { Args, ArgsType, Field, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, IsRecordId, QueryBus } from '@demarc/commands';
import { CustomerRef, CustomerView } from '@demarc/crm';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsOptional } from 'class-validator';
import { CustomersOf } from '../app/accounts/customers-of.query.js';
import {
  FindProforma,
  type FoundProforma,
  ListProformas,
  ProformaLinesOf,
} from '../app/documents/find-proformas.query.js';
import {
  CancelProforma,
  CancelProformaInput,
  IssueProforma,
  IssueProformaInput,
} from '../app/documents/proforma-commands.js';
import { ProformaStatusEnum } from '../app/settings/document-enums.js';
import type { ProformaId } from '../ids.js';
import { DocumentLineView, lineView } from './document.view.js';
import { BillingLoaders } from './loaders.js';
import { ProformaPage, ProformaView, proformaView } from './proforma.view.js';

@ArgsType()
class ProformaStatusArgs extends PageArgs {
  @Field(() => ProformaStatusEnum, { nullable: true, description: 'Only those with this status.' })
  @IsOptional()
  @IsIn(Object.values(ProformaStatusEnum))
  status?: FoundProforma['status'];
}

@ArgsType()
class ProformaListArgs extends ProformaStatusArgs {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Only this customer’s.' })
  @IsOptional()
  @IsRecordId()
  customerId?: string;
}

@Resolver(() => ProformaView)
export class ProformaResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: BillingLoaders,
  ) {}

  @Asks(FindProforma)
  @Query(() => ProformaView, { description: 'One proforma.' })
  proforma(
    @Args('id', { type: () => RecordIdScalar, description: 'The proforma’s id.' }) id: ProformaId,
    @CurrentCall() call: Call,
  ): Promise<ProformaView> {
    return this.find(id, call);
  }

  @Asks(ListProformas)
  @Query(() => ProformaPage, { description: 'Proformas, newest first.' })
  async proformas(@Args() args: ProformaListArgs, @CurrentCall() call: Call): Promise<Page<ProformaView>> {
    const page = await this.queries.ask(ListProformas, { ...args }, call);
    return { ...page, nodes: page.nodes.map(proformaView) };
  }

  @Runs(IssueProforma)
  @Mutation(() => ProformaView, { description: 'Issues a proforma.' })
  async issueProforma(
    @Args('input', { description: 'What it asks for.' }) input: IssueProformaInput,
    @CurrentCall() call: Call,
  ): Promise<ProformaView> {
    return this.find((await this.commands.run(IssueProforma, input, call)).proformaId, call);
  }

  @Runs(CancelProforma)
  @Mutation(() => ProformaView, { description: 'Withdraws an unpaid proforma.' })
  async cancelProforma(
    @Args('input', { description: 'Which, and why.' }) input: CancelProformaInput,
    @CurrentCall() call: Call,
  ): Promise<ProformaView> {
    return this.find((await this.commands.run(CancelProforma, input, call)).proformaId, call);
  }

  @Asks(ProformaLinesOf)
  @ResolveField(() => [DocumentLineView], { description: 'Its lines, each with why.' })
  async lines(@Parent() { id, gross }: ProformaView, @CurrentCall() call: Call): Promise<DocumentLineView[]> {
    return (await this.queries.ask(ProformaLinesOf, { id }, call)).map((line) => lineView(line, gross.currency));
  }

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, { nullable: true, description: 'Whose it is, by number and name.' })
  customer(@Parent() { customerId }: ProformaView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }

  private async find(id: ProformaId, call: Call): Promise<ProformaView> {
    return proformaView(await this.queries.ask(FindProforma, { id }, call));
  }
}

@Resolver(() => CustomerView)
export class CustomerProformasResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(ListProformas)
  @ResolveField(() => ProformaPage, { description: 'Proformas, newest first.' })
  async proformas(
    @Parent() { id }: CustomerView,
    @Args() args: ProformaStatusArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<ProformaView>> {
    const page = await this.queries.ask(ListProformas, { customerId: id, ...args }, call);
    return { ...page, nodes: page.nodes.map(proformaView) };
  }
}
