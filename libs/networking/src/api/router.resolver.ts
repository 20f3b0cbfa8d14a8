import { Args, Field, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { AddRouter, AddRouterInput } from '../app/routers/add-router.js';
import {
  LetClosingsThrough,
  LetClosingsThroughInput,
  SetAccessBrake,
  SetAccessBrakeInput,
} from '../app/convergence/brake-steps.js';
import { ChangeRouter, ChangeRouterInput } from '../app/routers/change-router.js';
import { FindBrake } from '../app/convergence/find-brake.query.js';
import { ListRouters } from '../app/routers/list-routers.query.js';
import { RetireRouter, RouterStepInput } from '../app/routers/retire-router.js';
import { RevealRadiusSecret } from '../app/routers/reveal-radius-secret.js';
import type { RouterId } from '../domain/ids.js';
import { AccessBrakeView } from './log.view.js';
import { RouterView, routerView } from './router.view.js';
import { unstored } from './unstored.js';

@ObjectType('RevealedSecret', { description: 'A secret, read by an act that is logged.' })
export class RevealedSecretView {
  @Field(() => String, { description: 'The secret in clear.' })
  secret: string;
}

@Resolver()
export class RouterResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListRouters)
  @Query(() => [RouterView], { description: 'The routers in use, by name.' })
  async routers(@CurrentCall() call: Call): Promise<RouterView[]> {
    return (await this.queries.ask(ListRouters, {}, call)).map(routerView);
  }

  @Asks(ListRouters)
  @Query(() => RouterView, { description: 'One router.' })
  router(
    @Args('id', { type: () => RecordIdScalar, description: 'The router’s id.' }) id: RouterId,
    @CurrentCall() call: Call,
  ): Promise<RouterView> {
    return this.find(id, call);
  }

  @Asks(FindBrake)
  @Query(() => AccessBrakeView, {
    description: 'How many accesses may be shut at once, and how many closings wait for a person.',
  })
  accessBrake(@CurrentCall() call: Call): Promise<AccessBrakeView> {
    return this.queries.ask(FindBrake, {}, call);
  }

  @Runs(AddRouter)
  @Mutation(() => RouterView, { description: 'Adds a router; makes a RADIUS secret where none is given.' })
  async addRouter(
    @Args('input', { description: 'The router.' }) input: AddRouterInput,
    @CurrentCall() call: Call,
  ): Promise<RouterView> {
    return this.find((await this.commands.run(AddRouter, input, call)).routerId, call);
  }

  @Runs(ChangeRouter)
  @Mutation(() => RouterView, { description: 'Changes a router.' })
  async changeRouter(
    @Args('input', { description: 'The changes.' }) input: ChangeRouterInput,
    @CurrentCall() call: Call,
  ): Promise<RouterView> {
    return this.find((await this.commands.run(ChangeRouter, input, call)).routerId, call);
  }

  @Runs(RetireRouter)
  @Mutation(() => RouterView, { description: 'Takes a router out of use; its packets get no answer any more.' })
  async retireRouter(
    @Args('input', { description: 'Which router.' }) input: RouterStepInput,
    @CurrentCall() call: Call,
  ): Promise<RouterView> {
    return this.find((await this.commands.run(RetireRouter, input, call)).routerId, call);
  }

  @Runs(RevealRadiusSecret)
  @Mutation(() => RevealedSecretView, {
    description: 'Reads the RADIUS secret of a router. That it was read is logged.',
  })
  revealRadiusSecret(
    @Args('input', { description: 'Which router.' }) input: RouterStepInput,
    @CurrentCall() call: Call,
  ): Promise<RevealedSecretView> {
    return this.commands.run(RevealRadiusSecret, input, unstored(call));
  }

  @Runs(SetAccessBrake)
  @Mutation(() => AccessBrakeView, {
    description: 'Sets how many accesses may be shut by themselves before a person is asked.',
  })
  async setAccessBrake(
    @Args('input', { description: 'The limit.' }) input: SetAccessBrakeInput,
    @CurrentCall() call: Call,
  ): Promise<AccessBrakeView> {
    await this.commands.run(SetAccessBrake, input, call);
    return this.queries.ask(FindBrake, {}, call);
  }

  @Runs(LetClosingsThrough)
  @Mutation(() => Int, {
    description: 'Carries out the closings that were held, as things stand now; answers how many were looked at.',
  })
  async letClosingsThrough(
    @Args('input', { description: 'What was seen.' }) input: LetClosingsThroughInput,
    @CurrentCall() call: Call,
  ): Promise<number> {
    return (await this.commands.run(LetClosingsThrough, input, call)).released;
  }

  private async find(id: RouterId, call: Call): Promise<RouterView> {
    const [found] = await this.queries.ask(ListRouters, { ids: [id] }, call);
    if (!found) throw notFound('router');
    return routerView(found);
  }
}
