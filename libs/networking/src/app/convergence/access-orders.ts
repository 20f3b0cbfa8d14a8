import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql, together, type UnitOfWork } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import type { DesiredAccess, Purpose } from '../../domain/desired-access.js';
import type { SessionCommand } from '../../domain/session-command.js';
import { type NasEntry, ReplyTemplates, USUAL_REPLIES } from '../../radius/index.js';
import { EffectivePolicies } from '../policies/effective-policies.js';
import { CHANGE_TEMPLATES, templateOf, type TemplateRow } from '../policies/templates/template-rows.js';
import { commandFor, type OpenSessionRow, type SessionGoalRow } from './session-goal.js';
import { type SessionChange, wantedOf } from './session-change.js';
import { Gathered } from './gathered.js';
import { IS_HEARD, nasOf, ROUTER_TLS, type RouterRow } from '../access/access-row.js';

export interface AccessWork {
  readonly serviceId: Id<'Service'>;
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  /** Where its rows stand, when routers keep any of it. */
  readonly routerId: string | null;
  readonly method: SessionGoalRow['method'];
  readonly desired: DesiredAccess['kind'];
  readonly version: number;
  readonly purpose: Purpose;
  readonly cause: string | null;
  readonly because: Id<'Event'> | null;
  readonly causedAt: Date;
  readonly paymentId: string | null;
  readonly attempts: number;
  /** What the sessions are to be changed to; undefined where there are none. */
  readonly wanted: SessionChange | undefined;
  readonly sessions: readonly SessionOrder[];
}

export interface SessionOrder {
  readonly actionId: string;
  readonly key: string;
  readonly sessionId: string;
  readonly login: string | null;
  readonly address: string | null;
  readonly routerId: string;
  /** It was let in on a queue that holds it, without a speed of its own. */
  readonly hasQueue: boolean;
  readonly command: SessionCommand;
  readonly router: Router | undefined;
}

export interface Router {
  readonly nas: NasEntry;
  readonly templates: ReplyTemplates;
  readonly coaAddress: string;
}

interface RouterLine {
  readonly row: RouterWithTemplates;
  readonly router: Omit<Router, 'coaAddress'>;
}

interface AccessRow extends SessionGoalRow {
  service_id: Id<'Service'>;
  customer_id: Id<'Customer'>;
  partner_id: Id<'Partner'>;
  plan_id: string;
  login: string | null;
  desired_at: Date;
  desired_because: Id<'Event'> | null;
  cause: string | null;
  caused_at: Date | null;
  cause_payment_id: string | null;
  purpose: Purpose | null;
  converge_attempts: number;
}

interface SessionRow extends OpenSessionRow {
  service_id: string;
  key: string;
  session_id: string;
  login: string | null;
  source_address: string;
  has_queue: boolean;
}

export interface RouterWithTemplates extends RouterRow {
  templates: TemplateRow[] | null;
}

/** The templates that hold for its running sessions; nearly always the usual ones. */
export function repliesOf({ templates }: RouterWithTemplates): ReplyTemplates {
  return templates === null ? USUAL_REPLIES : new ReplyTemplates(templates.map(templateOf));
}

/** Of a session that began when the queue was there, and that was lent no prefix which the queue does not have. */
const HAS_QUEUE = `EXISTS (SELECT FROM networking.speed_place place JOIN networking.access access USING (service_id)
  WHERE place.service_id = session.service_id AND place.router_id = session.router_id AND place.kept_by = 'queue' AND place.since <= session.started_at
    AND (session.framed_ipv6 IS NULL OR access.ipv6_prefix IS NOT NULL)
    AND (session.delegated_prefix IS NULL OR access.delegated_prefix IS NOT NULL)) AS has_queue`;

const LEASE_MS = 60_000;
const TOGETHER = { inBatch: 200, batches: 2 };

/** Claims accesses for one worker and works out what each of their sessions has to be told. */
@Injectable()
export class AccessOrders {
  private readonly claims = new Gathered((ids: readonly string[]) => this.claimMany(ids), TOGETHER);

  constructor(
    private readonly database: Database,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly policies: EffectivePolicies,
  ) {}

  /** Undefined when there is nothing to do, or another worker is at it. */
  async claim(serviceId: string): Promise<AccessWork | undefined> {
    return this.claims.do(serviceId);
  }

  private async claimMany(ids: readonly string[]): Promise<(AccessWork | undefined)[]> {
    await this.secrets.ready();
    const now = this.clock.now();
    const works = await this.database.write(EVERYTHING, async (unit) => {
      const accesses = await unit.sql.query<AccessRow>(
        `UPDATE networking.access SET converging_until = $3 WHERE service_id = ANY ($1::uuid[]) AND converged_version < desired_version
           AND (next_attempt_at IS NULL OR next_attempt_at <= $2) AND (converging_until IS NULL OR converging_until <= $2)
         RETURNING service_id, customer_id, partner_id, plan_id, login, method, host(ipv4) AS ipv4, router_id, macs::text[] AS macs, desired,
           desired_version, desired_at, desired_because, cause, caused_at, cause_payment_id, purpose, converge_attempts`,
        [ids, now, new Date(now.getTime() + LEASE_MS)],
      );
      return accesses.length === 0 ? [] : this.plan(unit, accesses, now);
    });
    const byService = new Map<string, AccessWork>(works.map((work) => [work.serviceId, work]));
    // Asked for twice at once, it is given once: the other finds nothing to do.
    return ids.map((id) => {
      const work = byService.get(id);
      byService.delete(id);
      return work;
    });
  }

  private async plan({ sql, send }: UnitOfWork, accesses: readonly AccessRow[], now: Date): Promise<AccessWork[]> {
    const [found, policies] = await together(
      sql.query<SessionRow>(
        `SELECT service_id, key, session_id, login, policy_version, host(framed_ipv4) AS framed_ipv4, mac::text, router_id, host(source_address) AS source_address, ${HAS_QUEUE}
           FROM networking.session_open session WHERE service_id = ANY ($1::uuid[]) ORDER BY key`,
        [accesses.map((access) => access.service_id)],
      ),
      this.policies.of(
        sql,
        accesses.map((access) => access.service_id),
      ),
    );
    const sessions = Map.groupBy(found, (session) => session.service_id);
    const online = accesses.filter((access) => sessions.has(access.service_id));
    const routers = await this.routers(sql, [...new Set(found.map((session) => session.router_id))]);
    const changes = await wantedOf(sql, online, policies, routers);
    const lines = new Map([...routers].map(([id, row]) => [id, this.lineTo(row)]));
    const works = accesses.map((access): AccessWork => {
      const orders = (sessions.get(access.service_id) ?? []).map((session) => this.order(access, session, lines));
      return workOf(access, orders, changes.get(access.service_id));
    });
    if (online.length > 0) send(supersede(sql, online, now), keep(sql, works, now));
    return works;
  }

  private order(access: AccessRow, session: SessionRow, lines: ReadonlyMap<string, RouterLine>): SessionOrder {
    const line = lines.get(session.router_id);
    return {
      actionId: this.ids.next<'AccessAction'>(),
      key: session.key,
      sessionId: session.session_id,
      login: session.login,
      address: session.framed_ipv4,
      routerId: session.router_id,
      hasQueue: session.has_queue,
      command: commandFor(access, session, line?.row),
      router: line && { ...line.router, coaAddress: line.row.address ?? session.source_address },
    };
  }

  private lineTo(row: RouterWithTemplates): RouterLine {
    return { row, router: { nas: nasOf(row, this.secrets), templates: repliesOf(row) } };
  }

  private async routers(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, RouterWithTemplates>> {
    if (ids.length === 0) return new Map();
    const rows = await sql.query<RouterWithTemplates>(
      `SELECT id, name, vendor, sources::text[] AS sources, radius_secret, message_authenticator, coa_port, host(address) AS address,
         interim_seconds, options, partner_id, ${ROUTER_TLS}, ${CHANGE_TEMPLATES} FROM networking.router WHERE id = ANY ($1::uuid[]) AND active AND ${IS_HEARD}`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function workOf(access: AccessRow, sessions: readonly SessionOrder[], wanted: SessionChange | undefined): AccessWork {
  return {
    serviceId: access.service_id,
    customerId: access.customer_id,
    partnerId: access.partner_id,
    method: access.method,
    routerId: access.router_id,
    desired: access.desired,
    version: access.desired_version,
    purpose: access.purpose ?? 'change',
    cause: access.cause,
    because: access.desired_because,
    causedAt: access.caused_at ?? access.desired_at,
    paymentId: access.cause_payment_id,
    attempts: access.converge_attempts,
    wanted,
    sessions,
  };
}

function supersede(sql: Sql, accesses: readonly AccessRow[], now: Date): Promise<unknown> {
  return sql.execute(
    `UPDATE networking.access_action action SET state = 'superseded', answered_at = $3
       FROM unnest($1::uuid[], $2::int[]) AS newer (service_id, version)
      WHERE action.service_id = newer.service_id AND action.state IN ('waiting', 'unanswered') AND action.desired_version < newer.version`,
    [accesses.map((access) => access.service_id), accesses.map((access) => access.desired_version), now],
  );
}

/** On record before anything is sent to a router: what it is about to be told. */
async function keep(sql: Sql, works: readonly AccessWork[], now: Date): Promise<void> {
  const sent = works.flatMap((work) =>
    work.sessions
      .filter(({ command }) => command.kind === 'coa' || command.kind === 'disconnect')
      .map((order) => ({ work, order })),
  );
  if (sent.length === 0) return;
  const of = <T>(read: (one: (typeof sent)[number]) => T): T[] => sent.map(read);
  await sql.execute(
    `INSERT INTO networking.access_action (id, service_id, customer_id, partner_id, router_id, session_key, kind, purpose, desired_version,
       because, state, requested_at, requested_by)
     SELECT id, service_id, customer_id, partner_id, router_id, key, kind, purpose, version, because, 'waiting', $1, cause
       FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::int[], $11::uuid[], $12::text[])
         AS action (id, service_id, customer_id, partner_id, router_id, key, kind, purpose, version, because, cause)`,
    [
      now,
      of(({ order }) => order.actionId),
      of(({ work }) => work.serviceId),
      of(({ work }) => work.customerId),
      of(({ work }) => work.partnerId),
      of(({ order }) => order.routerId),
      of(({ order }) => order.key),
      of(({ order }) => order.command.kind),
      of(({ work }) => work.purpose),
      of(({ work }) => work.version),
      of(({ work }) => work.because),
      of(({ work }) => work.cause ?? 'networking'),
    ],
  );
}
