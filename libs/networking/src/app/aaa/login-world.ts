import { Injectable } from '@nestjs/common';
import type { Actor } from '@demarc/access';
import { partnersOf } from '@demarc/crm';
import { Clock, conflict, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  type AccessEntry,
  type AuthContext,
  type LineMarks,
  type NasEntry,
  normalMac,
  type OnlineSessions,
  ReplyTemplates,
  SnapshotIndex,
} from '../../radius/index.js';
import { IS_HEARD } from '../access/access-row.js';
import { reached, reachOf } from '../access/reach.js';
import { readTemplates } from '../policies/templates/template-rows.js';
import { AccessReader } from './access-reader.js';
import { applyChange } from './snapshot-change.js';

/** The part of the world that a login is decided in: the services that it could be, its router and the templates. */
export interface LoginWorld {
  readonly context: AuthContext;
  readonly entries: readonly AccessEntry[];
}

interface Sought {
  readonly routerId: string;
  /** Names that a request could be found by. */
  readonly names: readonly string[];
  readonly serviceId?: string | undefined;
  /** The line that the request would tell of. */
  readonly line?: LineMarks | undefined;
}

const MOST_FOUND = 20;

/** Reads from the database what a radius process has in memory, for one login: to show what it would be answered. */
@Injectable()
export class LoginWorlds {
  constructor(
    private readonly reader: AccessReader,
    private readonly clock: Clock,
  ) {}

  /** What the asker may not see is not there; and then neither is its login. */
  async of(sought: Sought, sql: Sql, actor: Actor): Promise<LoginWorld> {
    const router = await routerOf(sql, sought.routerId, actor);
    const services = await servicesOf(sql, sought, actor);
    const templates = await readTemplates(sql);
    const { facts } = new ReplyTemplates(templates);
    const { routers = [], put = [], staff = [] } = await this.reader.readAlone(services, facts);
    const nas = routers.find(({ id }) => id === sought.routerId);
    if (!nas)
      throw conflict(
        'ROUTER_UNUSABLE',
        'This router gets no answers: its address or its RADIUS secret cannot be used.',
      );
    const snapshot = new SnapshotIndex();
    // Who may see every partner's records may see what its staff would be answered.
    const seen = partnersOf(actor) === null ? staff : [];
    applyChange(snapshot, { put, routers: [nas], templates, staff: seen });
    return {
      entries: put,
      context: {
        nas,
        snapshot,
        online: await onlineOf(sql, services),
        nowMs: this.clock.now().getTime(),
        signedBefore: router.signed_before,
      },
    };
  }

  /** Only what templates would say, of a service or of nobody. */
  async subjectOf(
    routerId: string,
    serviceId: string | undefined,
    facts: ReadonlySet<string>,
    sql: Sql,
    actor: Actor,
  ): Promise<{ readonly nas: NasEntry; readonly entry: AccessEntry | undefined }> {
    await routerOf(sql, routerId, actor);
    const services = serviceId === undefined ? [] : await servicesOf(sql, { routerId, names: [], serviceId }, actor);
    if (serviceId !== undefined && services.length === 0) throw notFound('service');
    const { routers = [], put = [] } = await this.reader.readAlone(services, facts);
    const nas = routers.find(({ id }) => id === routerId);
    if (!nas) throw notFound('router');
    return { nas, entry: put[0] };
  }
}

async function routerOf(sql: Sql, id: string, actor: Actor): Promise<{ readonly signed_before: boolean }> {
  const router = await sql.first<{ signed_before: boolean; is_heard: boolean }>(
    `SELECT ${IS_HEARD} AS is_heard,
       last_seen_at IS NOT NULL AND (unsigned_seen_at IS NULL OR unsigned_seen_at < last_seen_at) AS signed_before
     FROM networking.router WHERE id = $1 AND active AND ($2::uuid[] IS NULL OR partner_id IS NULL OR partner_id = ANY ($2))`,
    [id, partnersOf(actor)],
  );
  if (!router) throw notFound('router');
  if (!router.is_heard)
    throw conflict(
      'NO_RADIUS_SECRET',
      'This router has neither a RADIUS secret nor a certificate, so it gets no answers. Set one first.',
    );
  return router;
}

/** Each by its own index. */
const SOUGHT = [
  'login_key = ANY ($1::text[])',
  'service_id IN (SELECT networking.services_with_devices($2::macaddr[]))',
  'service_id = $3::uuid',
  'circuit_id = $6',
  'remote_id = $7',
]
  .map((is) => `SELECT service_id FROM networking.access WHERE ${is}`)
  .join(' UNION ALL ');

async function servicesOf(sql: Sql, { names, serviceId, line }: Sought, actor: Actor): Promise<readonly string[]> {
  const macs = names.flatMap((name) => normalMac(name) ?? []);
  const rows = await sql.query<{ id: string }>(
    `SELECT access.service_id AS id FROM networking.access access
      WHERE access.live AND access.service_id IN (${SOUGHT})
        AND ($4::uuid[] IS NULL OR access.partner_id = ANY ($4)) AND ${reached('access', 5)}
      ORDER BY access.service_id LIMIT ${MOST_FOUND}`,
    [
      names.map((name) => name.toLowerCase()),
      macs,
      serviceId ?? null,
      partnersOf(actor),
      reachOf(actor),
      line?.circuitId ?? null,
      line?.remoteId ?? null,
    ],
  );
  return rows.map(({ id }) => id);
}

/** Sessions that are up now, counted as a radius process counts them. */
async function onlineOf(sql: Sql, services: readonly string[]): Promise<OnlineSessions> {
  const rows = await sql.query<{ service_id: string; mac: string | null }>(
    'SELECT service_id, mac::text FROM networking.session_open WHERE service_id = ANY ($1::uuid[])',
    [services],
  );
  return {
    countOthers: (serviceId, mac) =>
      rows.filter((row) => row.service_id === serviceId && (mac === undefined || row.mac !== mac)).length,
  };
}
