import { Field, Float, Int, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CurrentCall, InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { FindNetworkMap } from '../app/monitoring/network-map.query.js';
import type { PlaceState, TopologyNode } from '../domain/network-picture.js';

const PlaceStateEnum = { DOWN: 'down', DEGRADED: 'degraded', UP: 'up', UNKNOWN: 'unknown' } as const;
registerEnumType(PlaceStateEnum, {
  name: 'PlaceState',
  description: 'How a place of the network is.',
  valuesMap: {
    DOWN: { description: 'Nothing that is watched there answers.' },
    DEGRADED: { description: 'Something is wrong with part of it.' },
    UP: { description: 'What is watched answers.' },
    UNKNOWN: { description: 'Nothing is watched there, or nothing was asked yet.' },
  },
});

const TopologyKindEnum = { SITE: 'site', ROUTER: 'router', SECTOR: 'sector', DEVICE: 'device' } as const;
registerEnumType(TopologyKindEnum, {
  name: 'TopologyKind',
  description: 'What a part of the network is.',
  valuesMap: {
    SITE: { description: 'A site.' },
    ROUTER: { description: 'A router that customers come through.' },
    SECTOR: { description: 'A sector.' },
    DEVICE: { description: 'A watched device.' },
  },
});

@ObjectType('MapSite', { description: 'A site with its state.' })
export class MapSiteView {
  @Field(() => RecordIdScalar, { description: 'The site.' })
  id: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The location that it belongs to.' })
  locationId: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that location.' })
  locationName: string | null;

  @Field(() => Float, { nullable: true, description: 'Degrees north.' })
  latitude: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east.' })
  longitude: number | null;

  @Field(() => PlaceStateEnum, { description: 'How it is.' })
  state: PlaceState;

  @Field(() => Int, { description: 'Customers with open services behind it.' })
  customers: number;

  @Field(() => Int, { description: 'Services that are online.' })
  online: number;

  @Field(() => Int, { description: 'Watched devices at it.' })
  devices: number;

  @Field(() => Int, { description: 'Those that do not answer.' })
  devicesDown: number;
}

@ObjectType('MapLink', { description: 'What links two sites.' })
export class MapLinkView {
  @Field(() => RecordIdScalar, { description: 'One site.' })
  fromSiteId: string;

  @Field(() => RecordIdScalar, { description: 'The other.' })
  toSiteId: string;

  @Field(() => PlaceStateEnum, { description: 'How it is.' })
  state: PlaceState;

  @Field(() => Float, { nullable: true, description: 'The share of its capacity in use; null: not known.' })
  load: number | null;
}

@ObjectType('TopologyNode', { description: 'A part of the network in the tree of what hangs on what.' })
export class TopologyNodeView {
  @Field(() => String, { description: 'Names it within the tree.' })
  key: string;

  @Field(() => String, { nullable: true, description: 'What it hangs on; null at the top.' })
  parentKey: string | null;

  @Field(() => TopologyKindEnum, { description: 'What it is.' })
  kind: TopologyNode['kind'];

  @Field(() => RecordIdScalar, { description: 'The record.' })
  id: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => PlaceStateEnum, { description: 'How it is.' })
  state: PlaceState;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The device that watches it.' })
  deviceId: string | null;

  @Field(() => Int, { description: 'Customers with open services behind it.' })
  customers: number;

  @Field(() => Int, { description: 'Services that are online.' })
  online: number;
}

@ObjectType('NetworkMap', { description: 'The network as a picture.' })
export class NetworkMapView {
  @Field(() => InstantScalar, { description: 'This moment.' })
  at: Date;

  @Field(() => [MapSiteView], { description: 'The sites in use, by name.' })
  sites: MapSiteView[];

  @Field(() => [MapLinkView], { description: 'What links them.' })
  links: MapLinkView[];

  @Field(() => [TopologyNodeView], { description: 'What hangs on what, parents before their children.' })
  nodes: TopologyNodeView[];
}

@Resolver()
export class NetworkMapResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(FindNetworkMap)
  @Query(() => NetworkMapView, { description: 'The network as a picture: sites, links, and what hangs on what.' })
  async networkMap(@CurrentCall() call: Call): Promise<NetworkMapView> {
    const { at, sites, links, nodes } = await this.queries.ask(FindNetworkMap, {}, call);
    return { at, sites: [...sites], links: [...links], nodes: [...nodes] };
  }
}
