import { ChangeRouter, PutOnSector, SaveDevice, SaveSector, SaveSite } from '@demarc/networking';
import type { Catalogue } from './catalogue.js';
import type { Stage } from './stage.js';

const COMMUNITY = 'northlight';
/** Above the ports that need rights; on loopback addresses of its own nobody else wants it. */
const SNMP_PORT = 16_161;
const GIGABIT = 1_000;

/** What a device of the demo answers to whoever watches it; `npm start` lets it answer. */
export interface DemoDevice {
  readonly address: string;
  readonly port: number;
  readonly community: string;
  readonly name: string;
  readonly text: string;
  readonly isSilent: boolean;
  readonly ports: readonly {
    readonly name: string;
    readonly alias: string;
    readonly megabits: number;
    readonly share: number;
  }[];
}

interface Place {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly location: number;
  readonly address: string;
}

const PLACES = {
  harbour: { name: 'Harbour office', latitude: 38.7081, longitude: -9.1366, location: 0, address: 'Lighthouse Road 1' },
  hilltop: { name: 'Hilltop tower', latitude: 38.7876, longitude: -9.3905, location: 1, address: 'Above the chapel' },
  valley: { name: 'Valley tower', latitude: 38.9312, longitude: -9.0021, location: 2, address: 'Behind the dairy' },
  mill: { name: 'Old mill', latitude: 39.0384, longitude: -8.8613, location: 2, address: 'Mill lane, the silo' },
} as const satisfies Readonly<Record<string, Place>>;
type PlaceName = keyof typeof PLACES;

/** Router of the shop, by its place in the list; `behind` is the device that its traffic comes through. */
const DEVICES = [
  {
    key: 'nas1',
    name: 'NAS-01 Harbour',
    place: 'harbour',
    kind: 'router',
    model: 'CCR2116',
    router: 0,
    port: 'sfp-sfpplus1',
    to: 'uplink',
    megabits: 10 * GIGABIT,
    share: 0.3,
  },
  {
    key: 'link1',
    name: 'Link to Hilltop',
    place: 'hilltop',
    kind: 'radio_link',
    model: 'Wireless Wire nRAY',
    behind: 'nas1',
    port: 'wlan60-1',
    to: 'Harbour office',
    megabits: 2 * GIGABIT,
    share: 0.55,
  },
  {
    key: 'nas2',
    name: 'NAS-02 Hilltop',
    place: 'hilltop',
    kind: 'router',
    model: 'RB5009',
    router: 1,
    behind: 'link1',
    port: 'sfp-sfpplus1',
    to: 'Link to Hilltop',
    megabits: 2 * GIGABIT,
    share: 0.4,
  },
  {
    key: 'link2',
    name: 'Link to the valley',
    place: 'valley',
    kind: 'radio_link',
    model: 'Licensed 18 GHz',
    behind: 'nas1',
    port: 'radio1',
    to: 'Harbour office',
    megabits: 700,
    share: 0.78,
  },
  {
    key: 'nas3',
    name: 'NAS-03 Valley',
    place: 'valley',
    kind: 'router',
    model: 'RB5009',
    router: 2,
    behind: 'link2',
    port: 'sfp-sfpplus1',
    to: 'Link to the valley',
    megabits: GIGABIT,
    share: 0.45,
  },
  {
    key: 'ap1',
    name: 'Valley north',
    place: 'valley',
    kind: 'access_point',
    model: 'Sector 90°',
    behind: 'nas3',
    port: 'wlan1',
    to: 'customers',
    megabits: 300,
    share: 0.5,
  },
  {
    key: 'mill',
    name: 'Link to the old mill',
    place: 'mill',
    kind: 'radio_link',
    model: '5 GHz',
    behind: 'nas3',
    port: 'wlan1',
    to: 'Valley tower',
    megabits: 300,
    share: 0,
    isSilent: true,
  },
  {
    key: 'ap2',
    name: 'Mill lane',
    place: 'mill',
    kind: 'access_point',
    model: 'Sector 120°',
    behind: 'mill',
    port: 'wlan1',
    to: 'customers',
    megabits: 150,
    share: 0,
    isSilent: true,
  },
  {
    key: 'ups',
    name: 'Mill battery',
    place: 'mill',
    kind: 'ups',
    model: '48 V, 100 Ah',
    behind: 'mill',
    port: 'eth0',
    to: 'switch',
    megabits: 100,
    share: 0,
    isSilent: true,
  },
] as const satisfies readonly {
  readonly key: string;
  readonly name: string;
  readonly place: PlaceName;
  readonly kind: string;
  readonly model: string;
  readonly router?: number;
  readonly behind?: string;
  readonly port: string;
  readonly to: string;
  readonly megabits: number;
  readonly share: number;
  readonly isSilent?: boolean;
}[];

const SECTORS = [
  { name: 'Harbour fibre', place: 'harbour', router: 0, iface: 'sfp1', down: 5_000_000, up: 2_500_000, portion: 1 },
  { name: 'Hilltop fibre', place: 'hilltop', router: 1, iface: 'sfp1', down: 2_500_000, up: 1_000_000, portion: 1 },
  { name: 'Valley north', place: 'valley', router: 2, iface: 'wlan1', down: 300_000, up: 150_000, portion: 0.75 },
  { name: 'Mill lane', place: 'mill', router: 2, iface: 'wlan2', down: 150_000, up: 75_000, portion: 0.25 },
] as const satisfies readonly { readonly place: PlaceName; readonly [more: string]: unknown }[];

export interface DemoPlaces {
  readonly sites: ReadonlyMap<PlaceName, string>;
  /** Sectors by the router that their customers come through. */
  readonly sectors: readonly { readonly sectorId: string; readonly routerId: string; readonly portion: number }[];
}

/** Where the provider's equipment stands, and which part of a tower customers hang on. */
export async function openPlaces(stage: Stage, shop: Catalogue): Promise<DemoPlaces> {
  const sites = new Map<PlaceName, string>();
  for (const [key, { location, ...place }] of Object.entries(PLACES)) {
    const { siteId } = await stage.run(SaveSite, { ...place, locationId: shop.locations[location] ?? null });
    sites.set(key as PlaceName, siteId);
  }
  for (const { router, place } of DEVICES.filter((device) => 'router' in device))
    await stage.run(ChangeRouter, { routerId: shop.routers[router]?.id, revision: 1, siteId: sites.get(place) });
  const sectors = [];
  for (const { name, place, router, iface, down, up, portion } of SECTORS) {
    const routerId = shop.routers[router]?.id ?? '';
    const { sectorId } = await stage.run(SaveSector, {
      siteId: sites.get(place),
      ...{ name, routerId, interfaceName: iface, downloadKbps: down, uploadKbps: up },
    });
    sectors.push({ sectorId, routerId, portion });
  }
  return { sites, sectors };
}

/** Begins to watch the equipment. The first questions wait for the worker, when the devices are there to answer. */
export async function watchDevices(stage: Stage, shop: Catalogue, { sites }: DemoPlaces): Promise<DemoDevice[]> {
  const known = new Map<string, string>();
  const devices: DemoDevice[] = [];
  for (const [at, device] of DEVICES.entries()) {
    const router = 'router' in device ? shop.routers[device.router] : undefined;
    const address = router?.source ?? `127.0.0.${at + 20}`;
    const isSilent = 'isSilent' in device;
    const { deviceId } = await stage.run(SaveDevice, {
      ...{ name: device.name, kind: device.kind, model: device.model, address, siteId: sites.get(device.place) },
      ...(router ? { routerId: router.id } : {}),
      ...('behind' in device ? { parentId: known.get(device.behind) } : {}),
      // The loopback answers every ping, and so would what is broken.
      ...{ ping: !isSilent, snmp: 'v2c', snmpPort: SNMP_PORT, community: COMMUNITY, pollSeconds: 60 },
    });
    known.set(device.key, deviceId);
    devices.push({
      ...{ address, port: SNMP_PORT, community: COMMUNITY, name: device.name, text: device.model, isSilent },
      ports: [{ name: device.port, alias: device.to, megabits: device.megabits, share: device.share }],
    });
  }
  return devices;
}

/** Customers hang on the sectors of the router that they come through, each sector with its portion of them. */
export async function putOnSectors(
  stage: Stage,
  { sectors }: DemoPlaces,
  lines: readonly { readonly internet: { readonly routerId: string; readonly serviceId: string } }[],
): Promise<void> {
  const live = new Set(
    (await stage.rows<{ service_id: string }>('SELECT service_id FROM networking.access WHERE live')).map(
      (row) => row.service_id,
    ),
  );
  const byRouter = Map.groupBy(
    lines.map(({ internet }) => internet).filter(({ serviceId }) => live.has(serviceId)),
    ({ routerId }) => routerId,
  );
  for (const [routerId, services] of byRouter) {
    let from = 0;
    for (const { sectorId, portion } of sectors.filter((sector) => sector.routerId === routerId)) {
      const many = Math.ceil(services.length * portion);
      const serviceIds = services.slice(from, from + many).map(({ serviceId }) => serviceId);
      from += many;
      if (serviceIds.length > 0) await stage.run(PutOnSector, { sectorId, serviceIds });
    }
  }
}
