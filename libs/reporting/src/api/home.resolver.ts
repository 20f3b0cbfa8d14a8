import { Query, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import { HomeAdministrator } from '../app/home-administrator.query.js';
import { HomeFinance } from '../app/home-finance.query.js';
import { HomeManager } from '../app/home-manager.query.js';
import { HomeNetwork } from '../app/home-network.query.js';
import { HomeSupport } from '../app/home-support.query.js';
import {
  HomeAdministratorView,
  HomeFinanceView,
  HomeManagerView,
  HomeNetworkView,
  HomeSupportView,
} from './home.view.js';

@Resolver()
export class HomeResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(HomeSupport)
  @Query(() => HomeSupportView, { description: 'The support home.' })
  homeSupport(@CurrentCall() call: Call): Promise<HomeSupportView> {
    return this.queries.ask(HomeSupport, {}, call);
  }

  @Asks(HomeFinance)
  @Query(() => HomeFinanceView, { description: 'The finance home.' })
  homeFinance(@CurrentCall() call: Call): Promise<HomeFinanceView> {
    return this.queries.ask(HomeFinance, {}, call);
  }

  @Asks(HomeNetwork)
  @Query(() => HomeNetworkView, { description: 'The network home.' })
  async homeNetwork(@CurrentCall() call: Call): Promise<HomeNetworkView> {
    const figures = await this.queries.ask(HomeNetwork, {}, call);
    return { ...figures, rejectsByCode: named(figures.rejectsByCode) };
  }

  @Asks(HomeManager)
  @Query(() => HomeManagerView, { description: 'The manager’s home.' })
  homeManager(@CurrentCall() call: Call): Promise<HomeManagerView> {
    return this.queries.ask(HomeManager, {}, call);
  }

  @Asks(HomeAdministrator)
  @Query(() => HomeAdministratorView, { description: 'The administrator’s home.' })
  async homeAdministrator(@CurrentCall() call: Call): Promise<HomeAdministratorView> {
    const figures = await this.queries.ask(HomeAdministrator, {}, call);
    return { ...figures, refusalsToday: named(figures.refusalsToday) };
  }
}

function named(
  counts: readonly { readonly code: string; readonly count: number }[],
): readonly { name: string; count: number }[] {
  return counts.map(({ code, count }) => ({ name: code, count }));
}
