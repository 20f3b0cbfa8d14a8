import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';

export interface FoundSite {
  readonly id: string;
  readonly partnerId: string | null;
  readonly locationId: string | null;
  readonly name: string;
  readonly address: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly notes: string;
  readonly downloadKbps: number | null;
  readonly uploadKbps: number | null;
  readonly revision: number;
  readonly devices: number;
  readonly devicesDown: number;
  readonly routers: number;
  readonly services: number;
  readonly online: number;
}

export interface FoundSector {
  readonly id: string;
  readonly siteId: string;
  readonly routerId: string | null;
  readonly routerName: string | null;
  readonly interfaceName: string | null;
  readonly name: string;
  readonly downloadKbps: number | null;
  readonly uploadKbps: number | null;
  readonly revision: number;
  readonly services: number;
  readonly online: number;
  /** What the plans of its services promise together. */
  readonly soldDownloadKbps: string;
  readonly soldUploadKbps: string;
  /** What was used lately, on the average; null where nothing was reported. */
  readonly usedDownloadKbps: number | null;
  readonly usedUploadKbps: number | null;
}

const RULE = { sentence: 'See sites and sectors', permission: NetworkingPermissions['site.view'] } as const;

@Injectable()
export class ListSites extends Query<object, FoundSite[]> {
  readonly rule: Rule = { name: 'networking.listSites', ...RULE };

  answer(_: object, { sql }: Asking): Promise<FoundSite[]> {
    return sql.query<FoundSite>(
      `SELECT site.id, site.partner_id AS "partnerId", site.location_id AS "locationId", site.name, site.address, site.latitude, site.longitude,
         site.notes, site.download_kbps AS "downloadKbps", site.upload_kbps AS "uploadKbps", site.revision, coalesce(gear.devices, 0) AS devices, coalesce(gear.down, 0) AS "devicesDown",
         (SELECT count(*)::int FROM networking.router router WHERE router.site_id = site.id AND router.active) AS routers,
         coalesce(held.services, 0) AS services, coalesce(held.online, 0) AS online
       FROM networking.site site
       LEFT JOIN (SELECT site_id, count(*)::int AS devices, count(*) FILTER (WHERE state = 'down')::int AS down
                    FROM networking.device WHERE active GROUP BY site_id) gear ON gear.site_id = site.id
       LEFT JOIN (SELECT sector.site_id, count(DISTINCT access.service_id)::int AS services, count(DISTINCT session.service_id)::int AS online
                    FROM networking.sector sector JOIN networking.access access ON access.sector_id = sector.id AND access.live
                    LEFT JOIN networking.session_open session ON session.service_id = access.service_id
                   GROUP BY sector.site_id) held ON held.site_id = site.id
       WHERE site.active ORDER BY lower(site.name) LIMIT 2000`,
    );
  }
}

/** Fifteen minutes hold three reports of a session. */
const LATELY_MS = 900_000;

@Injectable()
export class ListSectors extends Query<{ readonly siteId?: string | undefined }, FoundSector[]> {
  readonly rule: Rule = { name: 'networking.listSectors', ...RULE };

  answer({ siteId }: { readonly siteId?: string | undefined }, { sql, clock }: Asking): Promise<FoundSector[]> {
    return sql.query<FoundSector>(
      `SELECT sector.id, sector.site_id AS "siteId", sector.router_id AS "routerId", router.name AS "routerName",
         sector.interface_name AS "interfaceName", sector.name, sector.download_kbps AS "downloadKbps", sector.upload_kbps AS "uploadKbps",
         sector.revision, coalesce(held.services, 0) AS services, coalesce(held.online, 0) AS online,
         coalesce(held.sold_down, 0)::text AS "soldDownloadKbps", coalesce(held.sold_up, 0)::text AS "soldUploadKbps",
         used.down AS "usedDownloadKbps", used.up AS "usedUploadKbps"
       FROM networking.sector sector LEFT JOIN networking.router router ON router.id = sector.router_id
       LEFT JOIN LATERAL (
         SELECT count(*)::int AS services, count(*) FILTER (WHERE EXISTS (SELECT 1 FROM networking.session_open session
             WHERE session.service_id = access.service_id))::int AS online,
           sum(policy.download_kbps) FILTER (WHERE access.desired = 'open') AS sold_down,
           sum(policy.upload_kbps) FILTER (WHERE access.desired = 'open') AS sold_up
         FROM networking.access access LEFT JOIN networking.access_policy policy ON policy.plan_id = access.plan_id
         WHERE access.sector_id = sector.id AND access.live) held ON true
       LEFT JOIN LATERAL (
         SELECT (sum(session.download_bps) / 1000)::float8 AS down, (sum(session.upload_bps) / 1000)::float8 AS up
         FROM networking.session_open session JOIN networking.access access ON access.service_id = session.service_id
         WHERE access.sector_id = sector.id AND session.updated_at >= $2) used ON true
       WHERE sector.active AND ($1::uuid IS NULL OR sector.site_id = $1) ORDER BY lower(sector.name) LIMIT 2000`,
      [siteId ?? null, new Date(clock.now().getTime() - LATELY_MS)],
    );
  }
}

export interface FoundSectorService {
  readonly serviceId: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly login: string | null;
  readonly desired: 'open' | 'blocked' | 'closed';
  readonly isOnline: boolean;
}

/** The services on a sector, or, without one, those of a router or of all that are on none: to be put on one. */
@Injectable()
export class SectorServices extends Query<
  { readonly sectorId: string | null; readonly routerId?: string | undefined },
  FoundSectorService[]
> {
  readonly rule: Rule = { name: 'networking.sectorServices', ...RULE };

  answer(
    { sectorId, routerId }: { readonly sectorId: string | null; readonly routerId?: string | undefined },
    { sql, actor }: Asking,
  ): Promise<FoundSectorService[]> {
    const values: unknown[] = [reachOf(actor)];
    const put = (value: string): string => `$${values.push(value)}`;
    const where = [
      sectorId === null ? 'access.sector_id IS NULL' : `access.sector_id = ${put(sectorId)}`,
      ...(routerId === undefined ? [] : [`(access.router_id IS NULL OR access.router_id = ${put(routerId)})`]),
      reached('access', 1),
    ];
    return sql.query<FoundSectorService>(
      `SELECT access.service_id AS "serviceId", access.customer_id AS "customerId", customer.name AS "customerName", access.login, access.desired,
         EXISTS (SELECT 1 FROM networking.session_open session WHERE session.service_id = access.service_id) AS "isOnline"
       FROM networking.access access JOIN crm.customer customer ON customer.id = access.customer_id
       WHERE access.live AND ${where.join(' AND ')}
       ORDER BY lower(customer.name), access.service_id LIMIT 500`,
      values,
    );
  }
}
