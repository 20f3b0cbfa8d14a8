import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';

export interface DownNow {
  readonly deviceId: string;
  readonly name: string;
  readonly since: Date | null;
  readonly fault: string | null;
  readonly siteName: string | null;
  /** Open services behind it: of its router, else of its site. */
  readonly customersHit: number;
  readonly hidesDown: number;
}

export interface TopTalker {
  readonly serviceId: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly login: string | null;
  readonly downloadBps: number;
  readonly uploadBps: number;
}

export interface RejectMinute {
  readonly at: Date;
  readonly accepts: number;
  readonly rejects: number;
}

export interface NetworkNow {
  readonly at: Date;
  readonly online: number;
  readonly openServices: number;
  readonly devices: number;
  readonly devicesDown: number;
  readonly devicesUnknown: number;
  readonly rejectsPerMinute: number;
  readonly logins: readonly RejectMinute[];
  readonly drifted: number;
  readonly routersFailing: number;
  readonly down: readonly DownNow[];
  readonly talkers: readonly TopTalker[];
}

const LOGINS_MS = 60 * 60_000;
const REJECTS_MS = 15 * 60_000;
const TALK_MS = 15 * 60_000;

/** The network at this moment, for those who look after it. */
@Injectable()
export class FindNetworkNow extends Query<object, NetworkNow> {
  readonly rule: Rule = {
    name: 'networking.findNetworkNow',
    sentence: 'See how the network is',
    permission: NetworkingPermissions['monitoring.view'],
  };

  async answer(_: object, { sql, clock, actor }: Asking): Promise<NetworkNow> {
    const at = clock.now();
    const before = (ms: number): Date => new Date(at.getTime() - ms);
    const counts = await sql.first<Omit<NetworkNow, 'at' | 'logins' | 'rejectsPerMinute' | 'down' | 'talkers'>>(COUNTS);
    const logins = await sql.query<RejectMinute>(
      `SELECT date_bin('1 minute', at, 'epoch') AS at, count(*) FILTER (WHERE outcome = 'accept')::int AS accepts,
         count(*) FILTER (WHERE outcome <> 'accept')::int AS rejects FROM networking.radius_log WHERE at >= $1 GROUP BY 1 ORDER BY 1`,
      [before(LOGINS_MS)],
    );
    const lately = logins.filter((minute) => minute.at >= before(REJECTS_MS));
    const rejects = lately.reduce((sum, minute) => sum + minute.rejects, 0);
    const down = await sql.query<DownNow>(DOWN);
    const talkers = await sql.query<TopTalker>(TALKERS, [before(TALK_MS), reachOf(actor)]);
    return {
      at,
      ...(counts ?? NOTHING),
      rejectsPerMinute: rejects / (REJECTS_MS / 60_000),
      logins,
      down,
      talkers,
    };
  }
}

const NOTHING = {
  online: 0,
  openServices: 0,
  devices: 0,
  devicesDown: 0,
  devicesUnknown: 0,
  drifted: 0,
  routersFailing: 0,
};

const COUNTS = `
  SELECT (SELECT count(*)::int FROM networking.session_open) AS online,
    (SELECT count(*)::int FROM networking.access WHERE live AND desired = 'open') AS "openServices",
    device.devices, device.down AS "devicesDown", device.unknown AS "devicesUnknown",
    (SELECT count(*)::int FROM networking.access WHERE live AND converged_version < desired_version AND converge_attempts >= 3) AS drifted,
    (SELECT count(DISTINCT found.router_id)::int FROM networking.router_check found JOIN networking.router router ON router.id = found.router_id
      WHERE router.active AND found.state = 'failed') AS "routersFailing"
  FROM (SELECT count(*)::int AS devices, count(*) FILTER (WHERE state = 'down')::int AS down,
    count(*) FILTER (WHERE state = 'unknown')::int AS unknown FROM networking.device WHERE active) device`;

/** What is behind something that is down itself is counted with it, and not listed beside it. */
const DOWN = `
  SELECT device.id AS "deviceId", device.name, device.state_since AS since, device.fault, site.name AS "siteName",
    networking.customers_behind(device.router_id, device.site_id) AS "customersHit",
    (SELECT count(*)::int FROM networking.device child WHERE child.parent_id = device.id AND child.active AND child.state = 'down') AS "hidesDown"
  FROM networking.device device LEFT JOIN networking.site site ON site.id = device.site_id
  LEFT JOIN networking.device parent ON parent.id = device.parent_id AND parent.active
  WHERE device.active AND device.state = 'down' AND parent.state IS DISTINCT FROM 'down'
  ORDER BY "customersHit" DESC, device.state_since LIMIT 50`;

const TALKERS = `
  SELECT session.service_id AS "serviceId", session.customer_id AS "customerId", customer.name AS "customerName", session.login,
    session.download_bps::float8 AS "downloadBps", session.upload_bps::float8 AS "uploadBps"
  FROM networking.session_open session JOIN crm.customer customer ON customer.id = session.customer_id
  WHERE session.updated_at >= $1 AND coalesce(session.download_bps, 0) + coalesce(session.upload_bps, 0) > 0 AND ${reached('session', 2)}
  ORDER BY session.download_bps + session.upload_bps DESC LIMIT 10`;
