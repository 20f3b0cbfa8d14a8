import { Args, ArgsType, Field, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, IsLocalDate, QueryBus } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall, LocalDateScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { IsOptional } from 'class-validator';
import { FindLogoUrl } from '../app/documents/paper-logo.js';
import { FindStatement } from '../app/documents/find-statement.query.js';
import { StatementView, statementView } from './statement.view.js';

@ArgsType()
class StatementArgs {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'First day; the first of the month a year before the last day when left out.',
  })
  @IsOptional()
  @IsLocalDate()
  from?: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day; today when left out.' })
  @IsOptional()
  @IsLocalDate()
  through?: LocalDate;
}

@Resolver(() => CustomerView)
export class CustomerStatementResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(FindStatement)
  @ResolveField(() => StatementView, { description: 'The account over a period: opening, movements, closing.' })
  async statement(
    @Parent() { id }: CustomerView,
    @Args() { from, through }: StatementArgs,
    @CurrentCall() call: Call,
  ): Promise<StatementView> {
    return statementView(await this.queries.ask(FindStatement, { customerId: id, from, through }, call));
  }

  @Asks(FindLogoUrl)
  @ResolveField(() => String, { nullable: true, description: 'Where the image of the customer’s provider is.' })
  logoUrl(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<string | null> {
    return this.queries.ask(FindLogoUrl, { customerId: id }, call);
  }
}
