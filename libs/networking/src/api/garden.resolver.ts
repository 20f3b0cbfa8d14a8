import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { invalid } from '@demarc/kernel';
import { FindGarden, FindGardenSettings } from '../app/garden/find-garden.query.js';
import { GardenChecker } from '../app/garden/garden-checker.js';
import { SetGarden, SetGardenInput } from '../app/garden/set-garden.js';
import { GardenCheckView, GardenSettingsView, RouterGardenView } from './garden.view.js';

/** In octets. An export of a large router has some megabytes. */
const MOST_EXPORT = 8_388_608;

@Resolver()
export class GardenResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly checker: GardenChecker,
  ) {}

  @Asks(FindGardenSettings)
  @Query(() => GardenSettingsView, { description: 'What all walled gardens share.' })
  gardenSettings(@CurrentCall() call: Call): Promise<GardenSettingsView> {
    return this.queries.ask(FindGardenSettings, {}, call);
  }

  @Asks(FindGarden)
  @Query(() => RouterGardenView, { description: 'The firewall recipe of a router’s walled garden.' })
  routerGarden(
    @Args('routerId', { type: () => RecordIdScalar, description: 'The router.' }) routerId: string,
    @CurrentCall() call: Call,
  ): Promise<RouterGardenView> {
    return this.queries.ask(FindGarden, { routerId }, call);
  }

  @Asks(FindGarden)
  @Query(() => GardenCheckView, {
    description: 'The recipe compared with the router, over its API, or with the file of its export.',
  })
  async gardenCheck(
    @Args('routerId', { type: () => RecordIdScalar, description: 'The router.' }) routerId: string,
    @Args('file', {
      type: () => String,
      nullable: true,
      description: 'What /export wrote, in base64, up to 8 MB; the router is asked when left out.',
    })
    file: string | null | undefined,
    @CurrentCall() call: Call,
  ): Promise<GardenCheckView> {
    const exported = typeof file === 'string' ? Buffer.from(file, 'base64') : undefined;
    if (exported && exported.length > MOST_EXPORT)
      throw invalid('EXPORT_TOO_LONG', 'The export is too long. Give what /ip firewall export wrote, and no more.');
    return this.checker.check(await this.queries.ask(FindGarden, { routerId }, call), exported);
  }

  @Runs(SetGarden)
  @Mutation(() => GardenSettingsView, { description: 'Sets what all walled gardens share.' })
  async setGarden(
    @Args('input', { description: 'The settings.' }) input: SetGardenInput,
    @CurrentCall() call: Call,
  ): Promise<GardenSettingsView> {
    await this.commands.run(SetGarden, input, call);
    return this.queries.ask(FindGardenSettings, {}, call);
  }
}
