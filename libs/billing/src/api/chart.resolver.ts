import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import {
  AddRevenueAccount,
  AddRevenueAccountInput,
  EditLedgerAccount,
  EditLedgerAccountInput,
} from '../app/ledger/edit-chart.js';
import { ListChart, ListRevenueMappings } from '../app/ledger/find-chart.query.js';
import { MapRevenue, MapRevenueInput } from '../app/ledger/map-revenue.js';
import { EditedLedgerAccountView, LedgerAccountView, MappedRevenueView, RevenueMappingView } from './chart.view.js';

@Resolver()
export class ChartResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListChart)
  @Query(() => [LedgerAccountView], { description: 'The chart of accounts, in the order of a balance sheet.' })
  ledgerAccounts(@CurrentCall() call: Call): Promise<LedgerAccountView[]> {
    return this.queries.ask(ListChart, {}, call);
  }

  @Asks(ListRevenueMappings)
  @Query(() => [RevenueMappingView], { description: 'Where income goes instead of the account of its kind.' })
  revenueMappings(@CurrentCall() call: Call): Promise<RevenueMappingView[]> {
    return this.queries.ask(ListRevenueMappings, {}, call);
  }

  @Runs(EditLedgerAccount)
  @Mutation(() => EditedLedgerAccountView, { description: 'Names an account, and gives it a number of your own.' })
  editLedgerAccount(
    @Args('input', { description: 'The account.' }) input: EditLedgerAccountInput,
    @CurrentCall() call: Call,
  ): Promise<EditedLedgerAccountView> {
    return this.commands.run(EditLedgerAccount, input, call);
  }

  @Runs(AddRevenueAccount)
  @Mutation(() => EditedLedgerAccountView, { description: 'Adds an income account.' })
  addRevenueAccount(
    @Args('input', { description: 'Its name and number.' }) input: AddRevenueAccountInput,
    @CurrentCall() call: Call,
  ): Promise<EditedLedgerAccountView> {
    return this.commands.run(AddRevenueAccount, input, call);
  }

  @Runs(MapRevenue)
  @Mutation(() => MappedRevenueView, { description: 'Chooses where future income of a plan or kind is booked.' })
  mapRevenue(
    @Args('input', { description: 'What goes where.' }) input: MapRevenueInput,
    @CurrentCall() call: Call,
  ): Promise<MappedRevenueView> {
    return this.commands.run(MapRevenue, input, call);
  }
}
