import { Injectable } from '@nestjs/common';
import type { Id } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import type { ManagedAccess, ManagedRouter, RouterWay } from '../../routeros/objects/managed-access.js';
import { hasObjects } from '../../routeros/objects/router-objects.js';
import type { RouterId } from '../../domain/ids.js';
import type { RouterOptions } from '../../domain/router-options.js';
import { passwordBinding } from '../access/access-row.js';
import { EFFECTIVE, EFFECTIVE_JOIN, type EffectiveRow, PolicyBook } from '../policies/effective-policies.js';
import type { PolicyRow } from '../policies/policy-row.js';
import type { RouterDoor } from './router-lines.js';

/** Where the password of a router's API is bound to, for the secret box. */
export function apiPasswordBinding(routerId: string): string {
  return `router:${routerId}:api_password`;
}

/** A router whose rows are ours to keep, and the way to it. */
export interface KeptRouter extends ManagedRouter {
  readonly id: RouterId;
  readonly name: string;
  readonly partnerId: Id<'Partner'> | null;
  /** It gets rows from us, or has some left that it should not have any more. */
  readonly hasRows: boolean;
  /** Null while nobody said how to speak to it. */
  readonly door: RouterDoor | null;
}

interface RouterRow {
  id: RouterId;
  name: string;
  partner_id: Id<'Partner'> | null;
  way: RouterWay;
  options: RouterOptions;
  address: string | null;
  api_username: string | null;
  api_password: Buffer | null;
  api_port: number | null;
  api_sha256: string | null;
  has_rows_left: boolean;
}

type AccessRow = Omit<ManagedAccess, 'password' | 'policy' | 'contention'> & {
  sealed: Buffer | null;
  plan_policy: PolicyRow | null;
  effective: EffectiveRow | null;
};

const ROUTERS = `
  SELECT id, name, partner_id, access_method AS way, options, host(coalesce(address, (SELECT source FROM unnest(sources) source WHERE masklen(source) IN (32, 128) LIMIT 1))) AS address,
    api_username, api_password, api_port, api_sha256,
    EXISTS (SELECT FROM networking.router_object known WHERE known.router_id = router.id) AS has_rows_left
  FROM networking.router`;

/** A login that another access has is not written twice; what is archived is no longer there. */
const ACCESSES = `
  SELECT access.service_id AS "serviceId", service.number::text AS "serviceNumber", access.customer_id AS "customerId", access.partner_id AS "partnerId",
    access.plan_id AS "planId", access.method, access.login, access.password AS sealed, host(access.ipv4) AS ipv4, host(online.framed_ipv4) AS "sessionAddress",
    CASE WHEN access.ipv4_assignment = 'pool' THEN coalesce(pool.router_pool_name, pool.name) END AS "poolName", access.routes::text[] AS routes,
    array_remove(ARRAY[access.ipv6_prefix::text, access.delegated_prefix::text], NULL) AS "ownPrefixes",
    access.ipv6_prefix IS NULL AND online.framed_ipv6 IS NOT NULL OR access.delegated_prefix IS NULL AND
      (online.delegated_prefix IS NOT NULL OR place.kept_by IS NOT DISTINCT FROM 'answer') AS "isLentPrefix",
    coalesce(access.ipv6_prefix, online.framed_ipv6)::text AS "linkPrefix",
    coalesce(access.delegated_prefix, online.delegated_prefix)::text AS "delegatedPrefix", access.macs::text[] AS macs, access.desired, access.desired_reason AS reason,
    access.desired_version AS version, to_jsonb(policy) AS plan_policy, ${EFFECTIVE},
    CASE WHEN num_nonnulls(sector.download_kbps, sector.upload_kbps) > 0 THEN jsonb_build_object(
      'id', sector.id, 'downloadKbps', sector.download_kbps, 'uploadKbps', sector.upload_kbps) END AS sector
  FROM networking.access access
  ${EFFECTIVE_JOIN}
  JOIN billing.service service ON service.id = access.service_id
  LEFT JOIN networking.sector sector ON sector.id = access.sector_id AND sector.active
  LEFT JOIN networking.network pool ON pool.id = access.pool_id
  LEFT JOIN networking.speed_place place ON place.service_id = access.service_id AND place.router_id = access.router_id
  LEFT JOIN networking.access_policy policy ON policy.plan_id = access.plan_id
  LEFT JOIN LATERAL (SELECT session.framed_ipv4, session.framed_ipv6, session.delegated_prefix FROM networking.session_open session
    WHERE session.service_id = access.service_id AND session.router_id = access.router_id ORDER BY session.started_at DESC LIMIT 1) online ON true
  WHERE access.live AND access.desired_reason IS DISTINCT FROM 'login_taken'`;

/** Reads what the rows of a router are made from. */
@Injectable()
export class ManagedRouters {
  constructor(
    private readonly database: Database,
    private readonly secrets: SecretBox,
  ) {}

  async find(routerId: string): Promise<KeptRouter | undefined> {
    await this.secrets.ready();
    const row = await this.database.read(EVERYTHING, (sql) =>
      sql.first<RouterRow>(`${ROUTERS} WHERE id = $1 AND active AND vendor = 'mikrotik'`, [routerId]),
    );
    return row && this.kept(row);
  }

  accessesOf(routerId: string): Promise<ManagedAccess[]> {
    return this.accesses(`access.router_id = $1 ORDER BY service.number`, routerId);
  }

  async accessOf(serviceId: string): Promise<ManagedAccess | undefined> {
    return (await this.accesses('access.service_id = $1', serviceId))[0];
  }

  private async accesses(condition: string, value: string): Promise<ManagedAccess[]> {
    await this.secrets.ready();
    const rows = await this.database.read(EVERYTHING, (sql: Sql) =>
      sql.query<AccessRow>(`${ACCESSES} AND ${condition}`, [value]),
    );
    const book = new PolicyBook(rows.flatMap(({ plan_policy: plan }) => plan ?? []));
    return rows.map((row) => this.access(row, book));
  }

  private access({ sealed, plan_policy: plan, effective, ...row }: AccessRow, book: PolicyBook): ManagedAccess {
    return {
      ...row,
      password:
        sealed === null ? null : this.secrets.openNow('access_password', sealed, passwordBinding(row.serviceId)),
      policy: book.of(row.planId, effective) ?? null,
      contention: plan?.contention ?? 1,
    };
  }

  private kept(row: RouterRow): KeptRouter {
    const { id, name, way, options, address, api_username: user, api_password: sealed } = row;
    const door =
      address === null || user === null || sealed === null
        ? null
        : {
            routerId: id,
            host: address,
            port: row.api_port ?? (row.api_sha256 === null ? 8728 : 8729),
            sha256: row.api_sha256,
            user,
            password: this.secrets.openNow('router_password', sealed, apiPasswordBinding(id)),
          };
    const hasRows = hasObjects(row) || (options.api !== undefined && row.has_rows_left);
    return { id, name, partnerId: row.partner_id, way, options, hasRows, door };
  }
}
