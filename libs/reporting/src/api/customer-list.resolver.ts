import { Args, Info, Query, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, moneyViewOf, type Page } from '@demarc/graphql';
import type { LocationId, PartnerId } from '@demarc/crm';
import type { GraphQLResolveInfo } from 'graphql';
import type { ListedCustomer } from '../app/customer-list-filter.js';
import { CustomerList } from '../app/customer-list.query.js';
import { CustomerListArgs, CustomerListPage, CustomerListRowView } from './customer-list.view.js';
import { wantsTotal } from './wants-total.js';

@Resolver()
export class CustomerListResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(CustomerList)
  @Query(() => CustomerListPage, {
    description:
      'The customers grid. Ask for the total with the first page only: it is counted anew each time, and exact up to a cap.',
  })
  async customerList(
    @Args() args: CustomerListArgs,
    @Info() info: GraphQLResolveInfo,
    @CurrentCall() call: Call,
  ): Promise<Page<CustomerListRowView>> {
    const { filter, sort, descending, first, after } = args;
    const page = await this.queries.ask(
      CustomerList,
      { filter: filter ?? {}, sort, descending, first, after, counted: wantsTotal(info) },
      call,
    );
    return { ...page, nodes: page.nodes.map(rowView) };
  }
}

function rowView(row: ListedCustomer): CustomerListRowView {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    category: row.category,
    status: row.status,
    standing: row.standing,
    balance: row.balance_minor === null || row.currency === null ? null : moneyViewOf(row.balance_minor, row.currency),
    partner: { id: row.partner_id as PartnerId, name: row.partner_name },
    location:
      row.location_id === null || row.location_name === null
        ? null
        : { id: row.location_id as LocationId, name: row.location_name },
    services: row.services ?? [],
    online: row.online,
    login: row.login,
    email: row.email,
    phones: row.phones,
    city: row.city,
    createdAt: row.created_at,
  };
}
