import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { CgnatStepInput, DefineCgnatMap, DefineCgnatMapInput, EndCgnatMap } from '../app/addresses/define-cgnat-map.js';
import { CgnatRecipe, type FoundCgnatMap, ListCgnatMaps, TranslateAddress } from '../app/addresses/list-cgnat.query.js';
import { RecordPortBlocks, RecordPortBlocksInput } from '../app/addresses/record-port-blocks.js';
import { WhoHad, WhoHadInput } from '../app/addresses/who-had.js';
import { prefixText } from '../domain/prefix-text.js';
import { AddressHolderView, CgnatMapView, CgnatTranslationView } from './cgnat.view.js';
import { unstored } from './unstored.js';

@Resolver()
export class CgnatResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListCgnatMaps)
  @Query(() => [CgnatMapView], { description: 'How customers share public addresses, now and before.' })
  async cgnatMaps(@CurrentCall() call: Call): Promise<CgnatMapView[]> {
    return (await this.queries.ask(ListCgnatMaps, {}, call)).map(mapView);
  }

  @Asks(CgnatRecipe)
  @Query(() => [String], {
    description: 'The rules that make a RouterOS router translate as the map says, line by line.',
  })
  cgnatRecipe(
    @Args('mapId', { type: () => RecordIdScalar, description: 'The map.' }) mapId: string,
    @Args('outInterfaceList', {
      type: () => String,
      description: 'The list of interfaces to the world.',
      defaultValue: 'WAN',
    })
    outInterfaceList: string,
    @CurrentCall() call: Call,
  ): Promise<string[]> {
    return this.queries.ask(CgnatRecipe, { mapId, outInterfaceList }, call);
  }

  @Asks(TranslateAddress)
  @Query(() => [CgnatTranslationView], {
    description: 'What the world sees of an inside address, or which inside address has an outside address and port.',
  })
  translateAddress(
    @Args('address', { type: () => String, description: 'An inside address, or an outside one with its port.' })
    address: string,
    @Args('port', { type: () => Int, nullable: true, description: 'The port of an outside address.' })
    port: number | null,
    @Args('at', { type: () => InstantScalar, nullable: true, description: 'When; now, when left out.' })
    at: Date | null,
    @CurrentCall() call: Call,
  ): Promise<CgnatTranslationView[]> {
    return this.queries.ask(TranslateAddress, { address, port: port ?? null, at: at ?? null }, call);
  }

  @Runs(DefineCgnatMap)
  @Mutation(() => RecordIdScalar, {
    description: 'Defines how customers share public addresses; answers the map’s id.',
  })
  async defineCgnatMap(
    @Args('input', { description: 'The map.' }) input: DefineCgnatMapInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(DefineCgnatMap, input, call)).mapId;
  }

  @Runs(EndCgnatMap)
  @Mutation(() => RecordIdScalar, { description: 'Ends a map; questions about before are still answered by it.' })
  async endCgnatMap(
    @Args('input', { description: 'Which.' }) input: CgnatStepInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(EndCgnatMap, input, call)).mapId;
  }

  @Runs(RecordPortBlocks)
  @Mutation(() => Int, {
    description: 'Records blocks of ports that a router gave, as its log says; answers how many.',
  })
  async recordPortBlocks(
    @Args('input', { description: 'The blocks.' }) input: RecordPortBlocksInput,
    @CurrentCall() call: Call,
  ): Promise<number> {
    return (await this.commands.run(RecordPortBlocks, input, call)).recorded;
  }
}

@Resolver()
export class WhoHadResolver {
  constructor(private readonly commands: CommandBus) {}

  @Runs(WhoHad)
  @Mutation(() => [AddressHolderView], {
    description: 'Who had an address and port at a time. That it was asked, why, and whom it found is logged.',
  })
  async whoHad(
    @Args('input', { description: 'What is asked, and why.' }) input: WhoHadInput,
    @CurrentCall() call: Call,
  ): Promise<AddressHolderView[]> {
    return (await this.commands.run(WhoHad, input, unstored(call))).holders;
  }
}

function mapView({ inside, outside, ...map }: FoundCgnatMap): CgnatMapView {
  return { ...map, inside: prefixText(inside), outside: prefixText(outside) };
}
