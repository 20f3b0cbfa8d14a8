import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CustomerRef } from '@demarc/crm';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { CustomersOf } from '../app/access/customers-of.query.js';
import { AddPool } from '../app/addresses/add-pool.js';
import { AddressGrid, type FoundGrid } from '../app/addresses/address-grid.query.js';
import { AddressHistory } from '../app/addresses/address-history.query.js';
import { FindAddressSettings, SetAddressSettings, SetAddressSettingsInput } from '../app/addresses/address-settings.js';
import { ChangePool } from '../app/addresses/change-pool.js';
import { MergePools, RemovePool, SplitPool } from '../app/addresses/cut-pools.js';
import { ListDueReleases } from '../app/addresses/due-releases.js';
import { ListPools } from '../app/addresses/list-pools.query.js';
import {
  AddPoolInput,
  ChangePoolInput,
  MergePoolsInput,
  PoolStepInput,
  SplitPoolInput,
} from '../app/addresses/pool.input.js';
import {
  EndReservation,
  EndReservationInput,
  ReserveAddresses,
  ReserveAddressesInput,
} from '../app/addresses/reserve-addresses.js';
import type { AddressPoolId } from '../domain/ids.js';
import { shortText } from '../domain/prefix-text.js';
import {
  AddressCellView,
  AddressGridView,
  AddressHistoryLineView,
  AddressPoolView,
  AddressSettingsView,
  DueReleaseView,
} from './address.view.js';
import { NetworkingLoaders } from './loaders.js';

@Resolver()
export class AddressPoolResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListPools)
  @Query(() => [AddressPoolView], {
    description: 'The networks of addresses, in their order: a root stands before what lies in it.',
  })
  addressPools(@CurrentCall() call: Call): Promise<AddressPoolView[]> {
    return this.queries.ask(ListPools, {}, call);
  }

  @Asks(ListPools)
  @Query(() => AddressPoolView, { description: 'One network of addresses.' })
  addressPool(
    @Args('id', { type: () => RecordIdScalar, description: 'The pool’s id.' }) id: AddressPoolId,
    @CurrentCall() call: Call,
  ): Promise<AddressPoolView> {
    return this.pool(id, call);
  }

  @Asks(AddressGrid)
  @Query(() => AddressGridView, { description: 'The addresses of a network one by one, 256 on a page.' })
  async addressGrid(
    @Args('poolId', { type: () => RecordIdScalar, description: 'The network.' }) poolId: AddressPoolId,
    @Args('around', { type: () => String, nullable: true, description: 'An address: the page that it is on.' })
    around: string | null,
    @Args('page', { type: () => Int, description: 'Which page, from 0, where no address is named.', defaultValue: 0 })
    page: number,
    @CurrentCall() call: Call,
  ): Promise<AddressGridView> {
    const grid = await this.queries.ask(AddressGrid, { poolId, around: around ?? null, page: Math.max(0, page) }, call);
    return { page: grid.page, pages: grid.pages, cells: grid.cells.map(cellView) };
  }

  @Asks(AddressHistory)
  @Query(() => [AddressHistoryLineView], { description: 'Who held an address when, newest first.' })
  addressHistory(
    @Args('address', { type: () => String, description: 'The address, or a network.' }) address: string,
    @CurrentCall() call: Call,
  ): Promise<AddressHistoryLineView[]> {
    return this.queries.ask(AddressHistory, { address }, call);
  }

  @Asks(FindAddressSettings)
  @Query(() => AddressSettingsView, { description: 'How addresses are given out.' })
  addressSettings(@CurrentCall() call: Call): Promise<AddressSettingsView> {
    return this.queries.ask(FindAddressSettings, {}, call);
  }

  @Asks(ListDueReleases)
  @Query(() => [DueReleaseView], { description: 'Services whose login and addresses the next night lets go of.' })
  dueReleases(@CurrentCall() call: Call): Promise<DueReleaseView[]> {
    return this.queries.ask(ListDueReleases, {}, call) as Promise<DueReleaseView[]>;
  }

  @Runs(AddPool)
  @Mutation(() => AddressPoolView, { description: 'Adds a network of addresses where it belongs in the tree.' })
  async addAddressPool(
    @Args('input', { description: 'The network.' }) input: AddPoolInput,
    @CurrentCall() call: Call,
  ): Promise<AddressPoolView> {
    return this.pool((await this.commands.run(AddPool, input, call)).poolId, call);
  }

  @Runs(ChangePool)
  @Mutation(() => AddressPoolView, { description: 'Changes a network of addresses, its addresses too.' })
  async changeAddressPool(
    @Args('input', { description: 'The changes.' }) input: ChangePoolInput,
    @CurrentCall() call: Call,
  ): Promise<AddressPoolView> {
    return this.pool((await this.commands.run(ChangePool, input, call)).poolId, call);
  }

  @Runs(SplitPool)
  @Mutation(() => [AddressPoolView], { description: 'Cuts a network into equal parts; who holds an address keeps it.' })
  async splitAddressPool(
    @Args('input', { description: 'Which, and how small.' }) input: SplitPoolInput,
    @CurrentCall() call: Call,
  ): Promise<AddressPoolView[]> {
    const { poolIds } = await this.commands.run(SplitPool, input, call);
    return (await this.queries.ask(ListPools, {}, call)).filter(({ id }) => poolIds.includes(id));
  }

  @Runs(MergePools)
  @Mutation(() => AddressPoolView, { description: 'Makes neighbouring networks one.' })
  async mergeAddressPools(
    @Args('input', { description: 'Which.' }) input: MergePoolsInput,
    @CurrentCall() call: Call,
  ): Promise<AddressPoolView> {
    return this.pool((await this.commands.run(MergePools, input, call)).poolId, call);
  }

  @Runs(RemovePool)
  @Mutation(() => RecordIdScalar, { description: 'Takes a network out of the tree; what lies in a root goes one up.' })
  async removeAddressPool(
    @Args('input', { description: 'Which.' }) input: PoolStepInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(RemovePool, input, call)).poolId;
  }

  @Runs(ReserveAddresses)
  @Mutation(() => Int, { description: 'Keeps addresses from being given; answers how many.' })
  async reserveAddresses(
    @Args('input', { description: 'Which, and why.' }) input: ReserveAddressesInput,
    @CurrentCall() call: Call,
  ): Promise<number> {
    return (await this.commands.run(ReserveAddresses, input, call)).count;
  }

  @Runs(EndReservation)
  @Mutation(() => RecordIdScalar, {
    description: 'Ends a reservation or a quarantine: the address can be given again.',
  })
  async endReservation(
    @Args('input', { description: 'Which.' }) input: EndReservationInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(EndReservation, input, call)).holdingId;
  }

  @Runs(SetAddressSettings)
  @Mutation(() => AddressSettingsView, { description: 'Sets how addresses are given out.' })
  setAddressSettings(
    @Args('input', { description: 'The changes.' }) input: SetAddressSettingsInput,
    @CurrentCall() call: Call,
  ): Promise<AddressSettingsView> {
    return this.commands.run(SetAddressSettings, input, call);
  }

  private async pool(poolId: AddressPoolId, call: Call): Promise<AddressPoolView> {
    const found = (await this.queries.ask(ListPools, { poolId }, call)).find((one) => one.id === poolId);
    if (!found) throw notFound('address pool');
    return found;
  }
}

function cellView({ unit, state, holding, session }: FoundGrid['cells'][number]): AddressCellView {
  const address = shortText(unit);
  const held = holding && shortText(holding.prefix);
  return {
    address,
    state,
    kind: holding?.kind ?? null,
    holdingId: holding?.id ?? null,
    held: held === address ? null : held,
    customerId: holding ? holding.customerId : (session?.customerId ?? null),
    serviceId: holding ? holding.serviceId : (session?.serviceId ?? null),
    login: holding ? holding.login : (session?.login ?? null),
    label: holding?.label ?? '',
    notedBy: holding?.notedBy ?? '',
    since: holding?.since ?? session?.startedAt ?? null,
    until: holding?.until ?? null,
    isOnline: session !== null,
    sessionLogin: session?.login ?? null,
  };
}

const SAYS = { nullable: true, description: 'Whose it is, by number and name.' } as const;

@Resolver(() => AddressCellView)
export class AddressCellOwnerResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: AddressCellView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => AddressHistoryLineView)
export class AddressHistoryOwnerResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: AddressHistoryLineView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}

@Resolver(() => DueReleaseView)
export class DueReleaseOwnerResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(CustomersOf)
  @ResolveField(() => CustomerRef, SAYS)
  customer(@Parent() { customerId }: DueReleaseView, @CurrentCall() call: Call): Promise<CustomerRef | null> {
    return this.loaders.customer(call, customerId);
  }
}
