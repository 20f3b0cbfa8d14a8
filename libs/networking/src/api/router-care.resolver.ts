import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { ForgetAbilities, RouterAbilities } from '../app/routers/abilities/router-abilities.query.js';
import { CheckRouter, CheckRouterInput } from '../app/routers/checks/check-router.js';
import { RouterChecksOf } from '../app/routers/checks/router-checks-of.query.js';
import { SetRouterApi, SetRouterApiInput } from '../app/routers/checks/set-router-api.js';
import { ListRouters } from '../app/routers/list-routers.query.js';
import { RouterStepInput } from '../app/routers/retire-router.js';
import { RunNetworkTool, StopNetworkTool } from '../app/routers/tools/run-network-tool.js';
import { RunNetworkToolInput, ToolRunStepInput } from '../app/routers/tools/tool-run.input.js';
import { ToolRuns } from '../app/routers/tools/tool-runs.query.js';
import { NetworkingLoaders } from './loaders.js';
import { RouterAbilityView, RouterApiView, RouterCheckView, routerCheckView, ToolRunView } from './router-care.view.js';
import { RouterView, routerView } from './router.view.js';

/** What is known about a router by asking it. */
@Resolver(() => RouterView)
export class RouterCareResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: NetworkingLoaders,
  ) {}

  @Asks(RouterChecksOf)
  @ResolveField(() => [RouterCheckView], { description: 'What is proven about it, in the order of a set-up.' })
  async checks(@Parent() router: RouterView, @CurrentCall() call: Call): Promise<RouterCheckView[]> {
    const door = await this.loaders.routerDoor(call, router.id);
    return (door?.checks ?? []).map(routerCheckView);
  }

  @Asks(RouterChecksOf)
  @ResolveField(() => RouterApiView, { nullable: true, description: 'How we log in on it; null: not at all.' })
  async api(@Parent() router: RouterView, @CurrentCall() call: Call): Promise<RouterApiView | null> {
    const door = await this.loaders.routerDoor(call, router.id);
    if (!door || door.apiUsername === null) return null;
    return { username: door.apiUsername, port: door.apiPort, certificate: door.apiCertificate };
  }

  @Asks(RouterAbilities)
  @ResolveField(() => [RouterAbilityView], { description: 'What it can change in a running session, as it has shown.' })
  async abilities(@Parent() router: RouterView, @CurrentCall() call: Call): Promise<RouterAbilityView[]> {
    const found = await this.queries.ask(RouterAbilities, { routerId: router.id }, call);
    return found.map(({ change, ...one }) => ({ ...one, changes: change.split('+') }));
  }

  @Runs(CheckRouter)
  @Mutation(() => RouterView, { description: 'Has a router looked at; the results show when they are there.' })
  async checkRouter(
    @Args('input', { description: 'Which router, and what.' }) input: CheckRouterInput,
    @CurrentCall() call: Call,
  ): Promise<RouterView> {
    await this.commands.run(CheckRouter, input, call);
    return this.router(input.routerId, call);
  }

  @Runs(SetRouterApi)
  @Mutation(() => RouterView, { description: 'Sets the account for the API, with the certificate that is accepted.' })
  async setRouterApi(
    @Args('input', { description: 'The account.' }) input: SetRouterApiInput,
    @CurrentCall() call: Call,
  ): Promise<RouterView> {
    await this.commands.run(SetRouterApi, input, call);
    return this.router(input.routerId, call);
  }

  @Runs(ForgetAbilities)
  @Mutation(() => RouterView, {
    description: 'Forgets what was learnt about a router, after an update of its software.',
  })
  async forgetRouterAbilities(
    @Args('input', { description: 'Which router.' }) input: RouterStepInput,
    @CurrentCall() call: Call,
  ): Promise<RouterView> {
    await this.commands.run(ForgetAbilities, input, call);
    return this.router(input.routerId, call);
  }

  @Asks(ToolRuns)
  @Query(() => [ToolRunView], { description: 'The last pings and traces, the newest first.' })
  toolRuns(
    @Args('routerId', { type: () => RecordIdScalar, nullable: true, description: 'Only from this router.' })
    routerId: string | null,
    @CurrentCall() call: Call,
  ): Promise<ToolRunView[]> {
    return this.queries.ask(ToolRuns, { routerId: routerId ?? undefined }, call);
  }

  @Asks(ToolRuns)
  @Query(() => ToolRunView, { description: 'One ping or trace, with what it said so far.' })
  toolRun(
    @Args('id', { type: () => RecordIdScalar, description: 'Which run.' }) id: string,
    @CurrentCall() call: Call,
  ): Promise<ToolRunView> {
    return this.run(id, call);
  }

  @Runs(RunNetworkTool)
  @Mutation(() => ToolRunView, { description: 'Pings or traces an address, from the server or from a router.' })
  async runNetworkTool(
    @Args('input', { description: 'What to look at.' }) input: RunNetworkToolInput,
    @CurrentCall() call: Call,
  ): Promise<ToolRunView> {
    return this.run((await this.commands.run(RunNetworkTool, input, call)).runId, call);
  }

  @Runs(StopNetworkTool)
  @Mutation(() => ToolRunView, { description: 'Stops a ping or a trace.' })
  async stopNetworkTool(
    @Args('input', { description: 'Which run.' }) input: ToolRunStepInput,
    @CurrentCall() call: Call,
  ): Promise<ToolRunView> {
    return this.run((await this.commands.run(StopNetworkTool, input, call)).runId, call);
  }

  private async run(id: string, call: Call): Promise<ToolRunView> {
    const [found] = await this.queries.ask(ToolRuns, { id }, call);
    if (!found) throw notFound('run');
    return found;
  }

  private async router(id: string, call: Call): Promise<RouterView> {
    const [found] = await this.queries.ask(ListRouters, { ids: [id] }, call);
    if (!found) throw notFound('router');
    return routerView(found);
  }
}
