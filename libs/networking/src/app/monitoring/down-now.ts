import type { Sql } from '@demarc/persistence';
import { troubles, type WatchedNode } from '../../domain/root-causes.js';
import { PLACED_SERVICES } from './placed-services.js';

export interface DownNow {
  readonly deviceId: string;
  readonly name: string;
  readonly since: Date | null;
  readonly fault: string | null;
  readonly siteId: string | null;
  readonly siteName: string | null;
  readonly locationId: string | null;
  /** Open services behind it and behind what it hides: of their routers, else of their sites. */
  readonly customersHit: number;
  readonly hidesDown: number;
  readonly hides: readonly string[];
  readonly alertId: string | null;
  readonly acknowledgedBy: string | null;
  readonly note: string;
}

interface DownRow extends WatchedNode, Omit<DownNow, 'deviceId' | 'customersHit' | 'hidesDown' | 'hides'> {
  readonly routerId: string | null;
}

const MOST = 50;

/** What is to be looked at, by the customers hit; what is down behind it is told with it, not beside it. */
export async function downNow(sql: Sql): Promise<DownNow[]> {
  const found = troubles(await sql.query<DownRow>(DEVICES));
  const hits = await customersHit(
    sql,
    found.map(({ root, hidden }) => ({ id: root.id, devices: [root, ...hidden] })),
  );
  return found
    .map(({ root: { id, routerId: _router, parentId: _parent, state: _state, ...root }, hidden }) => ({
      ...root,
      deviceId: id,
      customersHit: hits.get(id) ?? 0,
      hidesDown: hidden.length,
      hides: hidden.map(({ name }) => name),
    }))
    .sort((a, b) => b.customersHit - a.customersHit || Number(a.since ?? 0) - Number(b.since ?? 0))
    .slice(0, MOST);
}

async function customersHit(
  sql: Sql,
  groups: readonly { readonly id: string; readonly devices: readonly DownRow[] }[],
): Promise<ReadonlyMap<string, number>> {
  if (groups.length === 0) return new Map();
  const asked = groups.map(({ id, devices }) => ({
    id,
    routers: devices.flatMap(({ routerId }) => routerId ?? []),
    sites: devices.flatMap(({ routerId, siteId }) => (routerId === null && siteId !== null ? [siteId] : [])),
  }));
  const rows = await sql.query<{ id: string; hit: number }>(
    `WITH placed AS MATERIALIZED (${PLACED_SERVICES})
     SELECT cause.id, count(DISTINCT placed.customer_id)::int AS hit
       FROM jsonb_to_recordset($1::jsonb) AS cause (id uuid, routers uuid[], sites uuid[])
       JOIN placed ON placed.router_id = ANY (cause.routers) OR placed.sector_site_id = ANY (cause.sites) GROUP BY cause.id`,
    [JSON.stringify(asked)],
  );
  return new Map(rows.map(({ id, hit }) => [id, hit]));
}

const DEVICES = `
  SELECT device.id, device.parent_id AS "parentId", device.state, device.router_id AS "routerId", device.name, device.state_since AS since,
    device.fault, device.site_id AS "siteId", site.name AS "siteName", site.location_id AS "locationId", alert.id AS "alertId",
    alert.acknowledged_by AS "acknowledgedBy", coalesce(alert.note, '') AS note
  FROM networking.device device LEFT JOIN networking.site site ON site.id = device.site_id
  LEFT JOIN LATERAL (SELECT one.id, one.acknowledged_by, one.note FROM networking.alert one JOIN networking.alert_rule rule ON rule.id = one.rule_id
    WHERE one.device_id = device.id AND one.cleared_at IS NULL AND rule.condition = 'down' ORDER BY one.raised_at LIMIT 1) alert ON device.state = 'down'
  WHERE device.active ORDER BY lower(device.name)`;
