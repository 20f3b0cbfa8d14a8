import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { DRIFT_AFTER_ATTEMPTS } from '../../domain/retry.js';
import type { RouterOptions } from '../../domain/router-options.js';
import { speedWords } from '../../domain/speed-words.js';
import type { SpeedPlace } from '../../radius/index.js';
import { NetworkingPermissions } from '../../permissions.js';
import type { AccessMethodName } from './access.input.js';
import type { DeviceRule } from './access-row.js';
import { reached, reachOf, requireFullReach } from './reach.js';

export interface FoundAccess {
  readonly serviceId: string;
  readonly customerId: string;
  readonly method: AccessMethodName;
  readonly login: string | null;
  readonly hasPassword: boolean;
  readonly routerId: string | null;
  readonly ipv4Assignment: 'none' | 'permanent' | 'pool';
  readonly ipv4: string | null;
  readonly poolId: string | null;
  readonly routes: string[];
  readonly ipv6Prefix: string | null;
  readonly delegatedPrefix: string | null;
  readonly macs: string[];
  readonly macLogin: boolean;
  readonly circuitId: string | null;
  readonly remoteId: string | null;
  readonly deviceRule: DeviceRule;
  readonly lineDevice: string | null;
  readonly lineDeviceAt: Date | null;
  /** The one before, while somebody still has to look at the change. */
  readonly lineDeviceBefore: string | null;
  /** Of a bound line: the other device that was last refused there, and when. */
  readonly refusedDevice: string | null;
  readonly refusedDeviceAt: Date | null;
  readonly simultaneousUse: number | null;
  readonly desired: 'open' | 'blocked' | 'closed';
  readonly reason: string | null;
  readonly desiredAt: Date;
  readonly cause: string | null;
  readonly isConverged: boolean;
  readonly convergedAt: Date | null;
  readonly isDrift: boolean;
  readonly isClosingHeld: boolean;
  /** What came from another system and could not be taken, such as an address that another service has. */
  readonly imported: Readonly<Record<string, unknown>> | null;
  readonly revision: number;
  /** Where its speed stands, in words. */
  readonly speed: string;
}

type AccessRow = Omit<FoundAccess, 'speed'> & {
  readonly way: string | null;
  readonly options: RouterOptions | null;
  readonly keptBy: SpeedPlace | null;
};

const ACCESSES = `
  SELECT access.service_id AS "serviceId", access.customer_id AS "customerId", access.method, access.login, access.password IS NOT NULL AS "hasPassword",
    access.router_id AS "routerId", access.ipv4_assignment AS "ipv4Assignment", host(access.ipv4) AS ipv4, access.pool_id AS "poolId",
    access.routes::text[] AS routes, access.ipv6_prefix::text AS "ipv6Prefix", access.delegated_prefix::text AS "delegatedPrefix",
    access.macs::text[] AS macs, access.mac_login AS "macLogin", access.circuit_id AS "circuitId", access.remote_id AS "remoteId",
    access.device_rule AS "deviceRule", access.line_mac::text AS "lineDevice", access.line_mac_at AS "lineDeviceAt",
    access.line_mac_before::text AS "lineDeviceBefore", access.refused_mac::text AS "refusedDevice", access.refused_mac_at AS "refusedDeviceAt",
    access.simultaneous_use AS "simultaneousUse", access.desired, access.desired_reason AS reason,
    access.desired_at AS "desiredAt", access.cause, access.converged_version >= access.desired_version AS "isConverged",
    access.converged_at AS "convergedAt",
    access.converged_version < access.desired_version AND access.converge_attempts >= ${DRIFT_AFTER_ATTEMPTS} AS "isDrift",
    EXISTS (SELECT 1 FROM networking.held_closing held WHERE held.service_id = access.service_id) AS "isClosingHeld", access.imported, access.revision,
    router.access_method AS way, router.options, place.kept_by AS "keptBy"
  FROM networking.access access
  LEFT JOIN networking.router router ON router.id = access.router_id
  LEFT JOIN networking.speed_place place ON place.service_id = access.service_id AND place.router_id = access.router_id`;

function found({ way, options, keptBy, ...access }: AccessRow): FoundAccess {
  return { ...access, speed: speedWords({ way, options, hasAddress: access.ipv4 !== null, keptBy }) };
}

/** The network side of services. */
@Injectable()
export class AccessesOf extends Query<{ readonly serviceIds: readonly string[] }, FoundAccess[]> {
  readonly rule: Rule = {
    name: 'networking.accessesOf',
    sentence: 'See the network side of services',
    permission: NetworkingPermissions['access.view'],
    customer: 'own',
  };

  async answer(
    { serviceIds }: { readonly serviceIds: readonly string[] },
    { sql, actor }: Asking,
  ): Promise<FoundAccess[]> {
    const rows = await sql.query<AccessRow>(
      `${ACCESSES} WHERE access.service_id = ANY ($1::uuid[]) AND access.live AND ${reached('access', 2)}`,
      [serviceIds, reachOf(actor)],
    );
    return rows.map(found);
  }
}

/** How long a device that was refused on a bound line is shown. */
export const REFUSED_SHOWN_MS = 86_400_000;
/** Another device came up on the line, and staff have not said yet that it is right; or it was refused there since `$1`. */
export const ANOTHER_DEVICE = `access.live AND (access.line_mac_before IS NOT NULL OR access.device_rule = 'pin' AND access.refused_mac_at > $1)`;

export type AccessTrouble = 'drift' | 'on_its_way' | 'held' | 'another_device';

const TROUBLE: Readonly<Record<AccessTrouble, string>> = {
  drift: `access.converged_version < access.desired_version AND access.converge_attempts >= ${DRIFT_AFTER_ATTEMPTS}`,
  on_its_way: 'access.converged_version < access.desired_version',
  held: 'EXISTS (SELECT 1 FROM networking.held_closing held WHERE held.service_id = access.service_id)',
  another_device: ANOTHER_DEVICE,
};

/** Accesses that are not as they should be, those that wait longest first. */
@Injectable()
export class ListAccessTrouble extends Query<{ readonly trouble: AccessTrouble }, FoundAccess[]> {
  readonly rule: Rule = {
    name: 'networking.listAccessTrouble',
    sentence: 'See accesses that are not as they should be',
    permission: NetworkingPermissions['router.view'],
  };

  async answer(
    { trouble }: { readonly trouble: AccessTrouble },
    { sql, clock, actor }: Asking,
  ): Promise<FoundAccess[]> {
    requireFullReach(actor);
    const rows = await sql.query<AccessRow>(
      `${ACCESSES} WHERE $1::timestamptz IS NOT NULL AND ${TROUBLE[trouble]} ORDER BY access.desired_at, access.service_id LIMIT 500`,
      [new Date(clock.now().getTime() - REFUSED_SHOWN_MS)],
    );
    return rows.map(found);
  }
}
