import { Args, Field, Float, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { BigIntScalar, CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { PutOnSector, RetireSector, SaveSector } from '../app/sites/save-sector.js';
import { RetireSite, SaveSite } from '../app/sites/save-site.js';
import { PutOnSectorInput, SaveSectorInput, SaveSiteInput, SiteStepInput } from '../app/sites/site.input.js';
import { ListSectors, ListSites, SectorServices } from '../app/sites/sites.query.js';
import { AccessStateEnum } from './enums.js';

@ObjectType('Site', { description: 'A place where equipment stands.' })
export class SiteView {
  @Field(() => RecordIdScalar, { description: 'Names the site.' })
  id: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner whose it is; null is everybody’s.' })
  partnerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The location that it belongs to.' })
  locationId: string | null;

  @Field(() => String, { description: 'What staff call it.' })
  name: string;

  @Field(() => String, { description: 'Where it is.' })
  address: string;

  @Field(() => Float, { nullable: true, description: 'Degrees north.' })
  latitude: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east.' })
  longitude: number | null;

  @Field(() => String, { description: 'What to know about it.' })
  notes: string;

  @Field(() => Int, { nullable: true, description: 'What it can receive in all, in kbit/s; null: not known.' })
  downloadKbps: number | null;

  @Field(() => Int, { nullable: true, description: 'What it can send in all, in kbit/s; null: not known.' })
  uploadKbps: number | null;

  @Field(() => Int, { description: 'Counts the changes; give it when changing.' })
  revision: number;

  @Field(() => Int, { description: 'Watched devices at it.' })
  devices: number;

  @Field(() => Int, { description: 'Those that do not answer.' })
  devicesDown: number;

  @Field(() => Int, { description: 'Routers at it.' })
  routers: number;

  @Field(() => Int, { description: 'Services on its sectors.' })
  services: number;

  @Field(() => Int, { description: 'Those that are online.' })
  online: number;
}

@ObjectType('Sector', { description: 'A part of a site that customers hang on.' })
export class SectorView {
  @Field(() => RecordIdScalar, { description: 'Names the sector.' })
  id: string;

  @Field(() => RecordIdScalar, { description: 'The site that it is a part of.' })
  siteId: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The router that its customers come through.' })
  routerId: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that router.' })
  routerName: string | null;

  @Field(() => String, { nullable: true, description: 'Its interface on that router.' })
  interfaceName: string | null;

  @Field(() => String, { description: 'What staff call it.' })
  name: string;

  @Field(() => Int, { nullable: true, description: 'What all its customers can receive together; null: not known.' })
  downloadKbps: number | null;

  @Field(() => Int, { nullable: true, description: 'What all its customers can send together; null: not known.' })
  uploadKbps: number | null;

  @Field(() => Int, { description: 'Counts the changes; give it when changing.' })
  revision: number;

  @Field(() => Int, { description: 'Services on it.' })
  services: number;

  @Field(() => Int, { description: 'Those that are online.' })
  online: number;

  @Field(() => BigIntScalar, { description: 'What the plans of its open services promise together.' })
  soldDownloadKbps: string;

  @Field(() => BigIntScalar, { description: 'The same the other way.' })
  soldUploadKbps: string;

  @Field(() => Float, { nullable: true, description: 'What its sessions receive now.' })
  usedDownloadKbps: number | null;

  @Field(() => Float, { nullable: true, description: 'What its sessions send now.' })
  usedUploadKbps: number | null;
}

@ObjectType('SectorService', { description: 'A service that is, or may be put, on a sector.' })
export class SectorServiceView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => String, { description: 'The name of the customer.' })
  customerName: string;

  @Field(() => String, { nullable: true, description: 'Its login.' })
  login: string | null;

  @Field(() => AccessStateEnum, { description: 'What the network should do for it.' })
  desired: 'open' | 'blocked' | 'closed';

  @Field(() => Boolean, { description: 'Whether it is online.' })
  isOnline: boolean;
}

@Resolver()
export class SiteResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListSites)
  @Query(() => [SiteView], { description: 'The sites in use, by name.' })
  sites(@CurrentCall() call: Call): Promise<SiteView[]> {
    return this.queries.ask(ListSites, {}, call);
  }

  @Asks(ListSectors)
  @Query(() => [SectorView], { description: 'The sectors in use with their load, by name.' })
  sectors(
    @Args('siteId', { type: () => RecordIdScalar, nullable: true, description: 'Only of this site.' })
    siteId: string | null,
    @CurrentCall() call: Call,
  ): Promise<SectorView[]> {
    return this.queries.ask(ListSectors, { siteId: siteId ?? undefined }, call);
  }

  @Asks(SectorServices)
  @Query(() => [SectorServiceView], { description: 'The services on a sector; without one, those that are on none.' })
  sectorServices(
    @Args('sectorId', { type: () => RecordIdScalar, nullable: true, description: 'The sector.' })
    sectorId: string | null,
    @Args('routerId', {
      type: () => RecordIdScalar,
      nullable: true,
      description: 'Only those that may come through this router.',
    })
    routerId: string | null,
    @CurrentCall() call: Call,
  ): Promise<SectorServiceView[]> {
    return this.queries.ask(SectorServices, { sectorId, routerId: routerId ?? undefined }, call);
  }

  @Runs(SaveSite)
  @Mutation(() => SiteView, { description: 'Adds or changes a site.' })
  async saveSite(
    @Args('input', { description: 'The site.' }) input: SaveSiteInput,
    @CurrentCall() call: Call,
  ): Promise<SiteView> {
    const { siteId } = await this.commands.run(SaveSite, input, call);
    const found = (await this.queries.ask(ListSites, {}, call)).find((one) => one.id === siteId);
    if (!found) throw notFound('site');
    return found;
  }

  @Runs(RetireSite)
  @Mutation(() => RecordIdScalar, { description: 'Takes a site out of use; answers its id.' })
  async retireSite(
    @Args('input', { description: 'Which site.' }) input: SiteStepInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(RetireSite, input, call)).id;
  }

  @Runs(SaveSector)
  @Mutation(() => SectorView, { description: 'Adds or changes a sector.' })
  async saveSector(
    @Args('input', { description: 'The sector.' }) input: SaveSectorInput,
    @CurrentCall() call: Call,
  ): Promise<SectorView> {
    const { sectorId } = await this.commands.run(SaveSector, input, call);
    const found = (await this.queries.ask(ListSectors, { siteId: input.siteId }, call)).find(
      (one) => one.id === sectorId,
    );
    if (!found) throw notFound('sector');
    return found;
  }

  @Runs(RetireSector)
  @Mutation(() => RecordIdScalar, { description: 'Takes a sector out of use; answers its id.' })
  async retireSector(
    @Args('input', { description: 'Which sector.' }) input: SiteStepInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(RetireSector, input, call)).id;
  }

  @Runs(PutOnSector)
  @Mutation(() => Int, {
    description: 'Puts services on a sector, or takes them off theirs; answers how many changed.',
  })
  async putOnSector(
    @Args('input', { description: 'Which services, and where.' }) input: PutOnSectorInput,
    @CurrentCall() call: Call,
  ): Promise<number> {
    return (await this.commands.run(PutOnSector, input, call)).services;
  }
}
