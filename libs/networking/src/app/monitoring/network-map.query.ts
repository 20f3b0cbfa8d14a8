import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { Sql } from '@demarc/persistence';
import {
  linksOf,
  type Picture,
  type PictureDevice,
  type PictureLink,
  type PictureRouter,
  type PictureSector,
  type PlaceState,
  stateOfSite,
  topologyOf,
  type TopologyNode,
} from '../../domain/network-picture.js';
import { NetworkingPermissions } from '../../permissions.js';
import { PLACED_SERVICES } from './placed-services.js';

interface SiteRow {
  readonly id: string;
  readonly name: string;
  readonly locationId: string | null;
  readonly locationName: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

interface Counts {
  readonly customers: number;
  readonly online: number;
}

export interface MapSite extends SiteRow, Counts {
  readonly state: PlaceState;
  readonly devices: number;
  readonly devicesDown: number;
}

export type MapNode = TopologyNode & Counts;

export interface NetworkMap {
  readonly at: Date;
  readonly sites: readonly MapSite[];
  readonly links: readonly PictureLink[];
  readonly nodes: readonly MapNode[];
}

const NOBODY: Counts = { customers: 0, online: 0 };
/** Fifteen minutes hold three reports of a session. */
const LATELY_MS = 900_000;

/** The network as a picture: sites with their state, what links them, and the tree of what hangs on what. */
@Injectable()
export class FindNetworkMap extends Query<object, NetworkMap> {
  readonly rule: Rule = {
    name: 'networking.findNetworkMap',
    sentence: 'See the network on a map',
    permission: NetworkingPermissions['monitoring.view'],
  };

  async answer(_: object, { sql, clock }: Asking): Promise<NetworkMap> {
    const at = clock.now();
    const sites = await sql.query<SiteRow>(SITES);
    const picture: Picture = {
      sites,
      routers: await sql.query<PictureRouter>(ROUTERS),
      sectors: await sql.query<PictureSector>(SECTORS, [new Date(at.getTime() - LATELY_MS)]),
      devices: await sql.query<PictureDevice>(DEVICES),
    };
    const counts = await countsOf(sql);
    return {
      at,
      sites: sites.map((site) => {
        const own = picture.devices.filter(({ siteId }) => siteId === site.id);
        const devicesDown = own.filter(({ state }) => state === 'down').length;
        const state = stateOfSite(site.id, picture);
        return { ...site, ...(counts.get(`site:${site.id}`) ?? NOBODY), state, devices: own.length, devicesDown };
      }),
      links: linksOf(picture),
      nodes: topologyOf(picture).map((node) => ({ ...node, ...(counts.get(node.key) ?? NOBODY) })),
    };
  }
}

/** Customers at a site are those on its sectors; who is on none is where the router stands. */
async function countsOf(sql: Sql): Promise<ReadonlyMap<string, Counts>> {
  const rows = await sql.query<Counts & { key: string }>(
    `SELECT CASE WHEN grouping(site_id) = 0 THEN 'site:' || site_id WHEN grouping(router_id) = 0 THEN 'router:' || router_id ELSE 'sector:' || sector_id END AS key,
       count(DISTINCT customer_id)::int AS customers, count(DISTINCT service_id) FILTER (WHERE is_online)::int AS online
     FROM (SELECT placed.*, coalesce(placed.sector_site_id, router.site_id) AS site_id FROM (${PLACED_SERVICES}) placed
       LEFT JOIN networking.router router ON router.id = placed.router_id) one
     GROUP BY GROUPING SETS ((site_id), (router_id), (sector_id))`,
  );
  return new Map(rows.flatMap(({ key, ...counts }) => (key === null ? [] : [[key, counts]])));
}

const SITES = `
  SELECT site.id, site.name, site.location_id AS "locationId", location.name AS "locationName", site.latitude, site.longitude
  FROM networking.site site LEFT JOIN crm.location location ON location.id = site.location_id
  WHERE site.active ORDER BY lower(site.name) LIMIT 2000`;

const ROUTERS = `
  SELECT router.id, router.name, router.site_id AS "siteId",
    EXISTS (SELECT 1 FROM networking.router_check found WHERE found.router_id = router.id AND found.state = 'failed' AND found.last_passed_at IS NOT NULL) AS "isFailing"
  FROM networking.router router WHERE router.active ORDER BY lower(router.name) LIMIT 2000`;

const SECTORS = `
  SELECT sector.id, sector.name, sector.site_id AS "siteId", sector.router_id AS "routerId", used.bps / 1000.0::float8 / sector.download_kbps AS load
  FROM networking.sector sector
  LEFT JOIN (SELECT access.sector_id, sum(session.download_bps)::float8 AS bps FROM networking.session_open session
      JOIN networking.access access ON access.service_id = session.service_id
     WHERE access.sector_id IS NOT NULL AND session.updated_at >= $1 GROUP BY access.sector_id) used ON used.sector_id = sector.id
  WHERE sector.active ORDER BY lower(sector.name) LIMIT 5000`;

const DEVICES = `
  SELECT device.id, device.parent_id AS "parentId", device.state, device.name, device.kind, device.site_id AS "siteId", device.router_id AS "routerId",
    coalesce(alerts.open, 0) AS "openAlerts", busy.load
  FROM networking.device device
  LEFT JOIN (SELECT device_id, count(*)::int AS open FROM networking.alert WHERE cleared_at IS NULL GROUP BY device_id) alerts ON alerts.device_id = device.id
  LEFT JOIN (SELECT device_id, max(greatest(in_bps, out_bps) / nullif(speed_bps, 0)) AS load FROM networking.device_interface
     WHERE oper_up AND speed_bps > 0 GROUP BY device_id) busy ON busy.device_id = device.id
  WHERE device.active ORDER BY lower(device.name) LIMIT 5000`;
