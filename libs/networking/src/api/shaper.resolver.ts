import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { CircuitBook } from '../app/shaper/circuit-book.js';
import { ReadShaperFeed } from '../app/shaper/read-shaper-feed.query.js';
import { ShaperDesk } from '../app/shaper/shaper-desk.js';
import { FindCircuits, FindShaperOverview } from '../app/shaper/shaper-overview.query.js';
import { FoundCircuitsView, ShaperFeedPageView, ShaperOverviewView } from './shaper.view.js';

const MOST = 1_000;

@Resolver()
export class ShaperResolver {
  constructor(
    private readonly desk: ShaperDesk,
    private readonly book: CircuitBook,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ReadShaperFeed)
  @Query(() => ShaperFeedPageView, {
    description: 'What shapers are told that changed since a cursor; without one, or with one that is too old, all.',
  })
  shaperChanges(
    @CurrentCall() call: Call,
    @Args('after', { type: () => String, nullable: true, description: 'The cursor of the last answer.' })
    after?: string,
    @Args('first', { type: () => Int, defaultValue: 200, description: 'At most so many, up to 1000.' }) first = 200,
  ): Promise<ShaperFeedPageView> {
    const limit = Math.min(Math.max(first, 1), MOST);
    return this.desk.changes({ after: after ?? undefined, limit }, call);
  }

  @Asks(FindShaperOverview)
  @Query(() => ShaperOverviewView, {
    description: 'Who reads what shapers are told, what is sold on each part of the network, and what is left out.',
  })
  async shaperOverview(@CurrentCall() call: Call): Promise<ShaperOverviewView> {
    await this.book.bringUpToDate();
    return this.queries.ask(FindShaperOverview, {}, call);
  }

  @Asks(FindCircuits)
  @Query(() => FoundCircuitsView, { description: 'Circuits by number, name, plan, address or device; up to 200.' })
  async circuits(
    @CurrentCall() call: Call,
    @Args('search', { type: () => String, nullable: true, description: 'Words that it has to have.' }) search?: string,
    @Args('nodeId', { type: () => RecordIdScalar, nullable: true, description: 'Only those at and below it.' })
    nodeId?: string,
    @Args('onlyLeftOut', { type: () => Boolean, defaultValue: false, description: 'Only those that are left out.' })
    onlyLeftOut = false,
  ): Promise<FoundCircuitsView> {
    await this.book.bringUpToDate();
    return this.queries.ask(
      FindCircuits,
      { search: search ?? undefined, nodeId: nodeId ?? undefined, onlyLeftOut },
      call,
    );
  }
}
