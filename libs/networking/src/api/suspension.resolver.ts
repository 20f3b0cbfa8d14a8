import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { SuspensionBatchView, SuspensionView } from '@demarc/billing';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall } from '@demarc/graphql';
import { BlockReachOf, type FoundBlockReach, RoutersOfSuspensions } from '../app/convergence/block-reach.query.js';
import { NetworkingLoaders } from './loaders.js';
import { SuspensionNetworkView, SuspensionRouterView } from './suspension.view.js';

@Resolver(() => SuspensionView)
export class SuspensionNetworkResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(BlockReachOf)
  @ResolveField(() => SuspensionNetworkView, {
    nullable: true,
    description: 'How access closes, or did close; null for customers who have none.',
  })
  async network(
    @Parent() { customerId }: SuspensionView,
    @CurrentCall() call: Call,
  ): Promise<SuspensionNetworkView | null> {
    const found = await this.loaders.blockReach(call, customerId);
    return found && { ...found, proof: proofOf(found) };
  }
}

@Resolver(() => SuspensionBatchView)
export class SuspensionRoutersResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(RoutersOfSuspensions)
  @ResolveField(() => [SuspensionRouterView], {
    description: 'The routers on which customers of the list are online, and whether they answer.',
  })
  routers(@Parent() { id }: SuspensionBatchView, @CurrentCall() call: Call): Promise<SuspensionRouterView[]> {
    return this.queries.ask(RoutersOfSuspensions, { batchId: id }, call);
  }
}

function proofOf({ desired, isConverged, isDrift, isHeld, way }: FoundBlockReach): SuspensionNetworkView['proof'] {
  if (isHeld) return 'held';
  if (desired === 'open') return 'not_yet';
  // Nobody told the router, so nothing is proven.
  if (way === 'not_written') return 'failed';
  if (isConverged) return 'done';
  return isDrift ? 'failed' : 'on_its_way';
}
