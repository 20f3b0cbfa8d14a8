import { Args, Field, Int, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { Search } from '../app/search.query.js';
import type { SearchKind } from '../app/search-finders.js';

const SearchKindEnum = { CUSTOMER: 'customer', SERVICE: 'service', INVOICE: 'invoice', PAYMENT: 'payment' } as const;
registerEnumType(SearchKindEnum, {
  name: 'SearchKind',
  description: 'What a search found.',
  valuesMap: {
    CUSTOMER: { description: 'A customer.' },
    SERVICE: { description: 'A service of a customer.' },
    INVOICE: { description: 'An invoice.' },
    PAYMENT: { description: 'A payment.' },
  },
});

@ObjectType('SearchHit', { description: 'A record that a search found.' })
export class SearchHitView {
  @Field(() => SearchKindEnum, { description: 'What it is.' })
  kind: SearchKind;

  @Field(() => RecordIdScalar, { description: 'Names the record.' })
  id: string;

  @Field(() => String, { description: 'Name of the customer, title of the plan, number of the document.' })
  title: string;

  @Field(() => String, { description: 'What tells it from others: number, login, phone, owner, date.' })
  subtitle: string;

  @Field(() => RecordIdScalar, { description: 'The customer that it belongs to.' })
  customerId: string;

  @Field(() => String, { nullable: true, description: 'Its status, in small letters.' })
  status: string | null;
}

@Resolver()
export class SearchResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(Search)
  @Query(() => [SearchHitView], {
    description:
      'Finds by any identifier: `#6`, login, fragment of a name, phone, e-mail, IP, MAC in any notation, invoice number, receipt. `@customers:`, `@services:`, `@invoices:` and `@payments:` narrow it.',
  })
  async search(
    @Args('text', { type: () => String, description: 'What was typed.' }) text: string,
    @Args('first', { type: () => Int, defaultValue: 12, description: 'How many hits, at most 50.' }) first: number,
    @CurrentCall() call: Call,
  ): Promise<SearchHitView[]> {
    return [...(await this.queries.ask(Search, { text, first }, call))];
  }
}
