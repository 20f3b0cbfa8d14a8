import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall } from '@demarc/graphql';
import { FindSettingSources } from '../app/settings/find-setting-sources.query.js';
import { SettingSourceView } from './setting-source.view.js';

@Resolver(() => CustomerView)
export class SettingSourceResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(FindSettingSources)
  @ResolveField(() => [SettingSourceView], {
    description:
      'Where each billing setting has its value from, and what it would be if it were not this customer’s own.',
  })
  settingSources(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<SettingSourceView[]> {
    return this.queries.ask(FindSettingSources, { customerId: id }, call);
  }
}
