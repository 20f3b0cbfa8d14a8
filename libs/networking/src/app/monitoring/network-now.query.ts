import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { DRIFT_AFTER_ATTEMPTS } from '../../domain/retry.js';
import { NetworkingPermissions } from '../../permissions.js';
import { ANOTHER_DEVICE, REFUSED_SHOWN_MS } from '../access/find-access.query.js';
import { reached, reachOf } from '../access/reach.js';
import { type DownNow, downNow } from './down-now.js';

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
  /** Accesses that routers do not follow, as the list of drifted sessions has them. */
  readonly drifted: number;
  /** Rows on routers that differ from what they should be, as the last reading found, and on how many routers. */
  readonly driftedRows: number;
  readonly driftedRouters: number;
  readonly routersFailing: number;
  /** Lines with another device than before, or on which one was refused within a day, as the list of them has them. */
  readonly otherDevices: number;
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
    const counts = await sql.first<Omit<NetworkNow, 'at' | 'logins' | 'rejectsPerMinute' | 'down' | 'talkers'>>(
      COUNTS,
      [before(REFUSED_SHOWN_MS)],
    );
    const logins = await sql.query<RejectMinute>(
      `SELECT date_bin('1 minute', at, 'epoch') AS at, count(*) FILTER (WHERE outcome = 'accept')::int AS accepts,
         count(*) FILTER (WHERE outcome <> 'accept')::int AS rejects FROM networking.radius_log WHERE at >= $1 GROUP BY 1 ORDER BY 1`,
      [before(LOGINS_MS)],
    );
    const lately = logins.filter((minute) => minute.at >= before(REJECTS_MS));
    const rejects = lately.reduce((sum, minute) => sum + minute.rejects, 0);
    const down = await downNow(sql);
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
  driftedRows: 0,
  driftedRouters: 0,
  routersFailing: 0,
  otherDevices: 0,
};

const COUNTS = `
  SELECT (SELECT count(*)::int FROM networking.session_open) AS online,
    (SELECT count(*)::int FROM networking.access WHERE live AND desired = 'open') AS "openServices",
    device.devices, device.down AS "devicesDown", device.unknown AS "devicesUnknown",
    (SELECT count(*)::int FROM networking.access WHERE converged_version < desired_version AND converge_attempts >= ${DRIFT_AFTER_ATTEMPTS}) AS drifted,
    rows.differing AS "driftedRows", rows.routers AS "driftedRouters",
    (SELECT count(DISTINCT found.router_id)::int FROM networking.router_check found JOIN networking.router router ON router.id = found.router_id
      WHERE router.active AND found.state = 'failed') AS "routersFailing",
    (SELECT count(*)::int FROM networking.access access WHERE ${ANOTHER_DEVICE}) AS "otherDevices"
  FROM (SELECT count(*)::int AS devices, count(*) FILTER (WHERE state = 'down')::int AS down,
    count(*) FILTER (WHERE state = 'unknown')::int AS unknown FROM networking.device WHERE active) device,
  (SELECT coalesce(sum(differing), 0)::int AS differing, count(*) FILTER (WHERE differing > 0)::int AS routers FROM (
    SELECT found.missing + found.differ + found.extra + found.unfit AS differing FROM networking.router_comparison found
      JOIN networking.router router ON router.id = found.router_id WHERE router.active AND router.vendor = 'mikrotik') one) rows`;

const TALKERS = `
  SELECT session.service_id AS "serviceId", session.customer_id AS "customerId", customer.name AS "customerName", session.login,
    session.download_bps::float8 AS "downloadBps", session.upload_bps::float8 AS "uploadBps"
  FROM networking.session_open session JOIN crm.customer customer ON customer.id = session.customer_id
  WHERE session.updated_at >= $1 AND coalesce(session.download_bps, 0) + coalesce(session.upload_bps, 0) > 0 AND ${reached('session', 2)}
  ORDER BY session.download_bps + session.upload_bps DESC LIMIT 10`;
