import { Injectable } from '@nestjs/common';
import { Clock, type Id, IdSource } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql, together, type UnitOfWork } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import type { DesiredAccess, Purpose } from '../../domain/desired-access.js';
import type { SessionCommand } from '../../domain/session-command.js';
import { type NasEntry, ReplyTemplates, USUAL_REPLIES } from '../../radius/index.js';
import { CHANGE_TEMPLATES, templateOf, type TemplateRow } from '../policies/templates/template-rows.js';
import { commandFor, type OpenSessionRow, type SessionGoalRow } from './session-goal.js';
import { type SessionChange, wantedOf } from './session-change.js';
import { nasOf, type PolicyRow, policyOf, radiusSecretBinding, type RouterRow } from '../access/access-row.js';

export interface AccessWork {
  readonly serviceId: Id<'Service'>;
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
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
  readonly command: SessionCommand;
  readonly router: Router | undefined;
}

export interface Router {
  readonly nas: NasEntry;
  readonly templates: ReplyTemplates;
  readonly coaAddress: string;
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
  key: string;
  session_id: string;
  login: string | null;
  source_address: string;
}

export interface RouterWithTemplates extends RouterRow {
  templates: TemplateRow[] | null;
}

/** The templates that hold for its running sessions; nearly always the usual ones. */
export function repliesOf({ templates }: RouterWithTemplates): ReplyTemplates {
  return templates === null ? USUAL_REPLIES : new ReplyTemplates(templates.map(templateOf));
}

const LEASE_MS = 60_000;

/** Claims an access for one worker and works out what each of its sessions has to be told. */
@Injectable()
export class AccessOrders {
  constructor(
    private readonly database: Database,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** Undefined when there is nothing to do, or another worker is at it. */
  async claim(serviceId: string): Promise<AccessWork | undefined> {
    await this.secrets.ready();
    const now = this.clock.now();
    return this.database.write(EVERYTHING, async (unit) => {
      const access = await unit.sql.first<AccessRow>(
        `UPDATE networking.access SET converging_until = $3 WHERE service_id = $1 AND converged_version < desired_version
           AND (next_attempt_at IS NULL OR next_attempt_at <= $2) AND (converging_until IS NULL OR converging_until <= $2)
         RETURNING service_id, customer_id, partner_id, plan_id, login, method, host(ipv4) AS ipv4, router_id, macs::text[] AS macs, desired,
           desired_version, desired_at, desired_because, cause, caused_at, cause_payment_id, purpose, converge_attempts`,
        [serviceId, now, new Date(now.getTime() + LEASE_MS)],
      );
      return access && this.plan(unit, access, now);
    });
  }

  private async plan({ sql, send }: UnitOfWork, access: AccessRow, now: Date): Promise<AccessWork> {
    const [sessions, policy] = await together(
      sql.query<SessionRow>(
        `SELECT key, session_id, login, policy_version, host(framed_ipv4) AS framed_ipv4, mac::text, router_id, host(source_address) AS source_address
           FROM networking.session_open WHERE service_id = $1 ORDER BY key`,
        [access.service_id],
      ),
      sql.first<PolicyRow>('SELECT * FROM networking.access_policy WHERE plan_id = $1', [access.plan_id]),
    );
    const orders: SessionOrder[] = [];
    let wanted: SessionChange | undefined;
    if (sessions.length > 0) {
      const routers = await this.routers(sql, [...new Set(sessions.map((session) => session.router_id))]);
      wanted = await wantedOf(sql, access, policy && policyOf(policy), routers);
      for (const session of sessions) orders.push(this.order(access, session, routers));
      send(this.supersede(sql, access, now), this.keep(sql, access, orders, now));
    }
    return {
      serviceId: access.service_id,
      customerId: access.customer_id,
      partnerId: access.partner_id,
      desired: access.desired,
      version: access.desired_version,
      purpose: access.purpose ?? 'change',
      cause: access.cause,
      because: access.desired_because,
      causedAt: access.caused_at ?? access.desired_at,
      paymentId: access.cause_payment_id,
      attempts: access.converge_attempts,
      wanted,
      sessions: orders,
    };
  }

  private order(
    access: AccessRow,
    session: SessionRow,
    routers: ReadonlyMap<string, RouterWithTemplates>,
  ): SessionOrder {
    const row = routers.get(session.router_id);
    const command = commandFor(access, session, row);
    return {
      actionId: this.ids.next<'AccessAction'>(),
      key: session.key,
      sessionId: session.session_id,
      login: session.login,
      address: session.framed_ipv4,
      routerId: session.router_id,
      command,
      router: row && this.router(row, session.source_address),
    };
  }

  private router(row: RouterWithTemplates, source: string): Router {
    const secret = this.secrets.openNow('radius_secret', row.radius_secret, radiusSecretBinding(row.id));
    return { nas: nasOf(row, secret), templates: repliesOf(row), coaAddress: row.address ?? source };
  }

  private async routers(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, RouterWithTemplates>> {
    const rows = await sql.query<RouterWithTemplates>(
      `SELECT id, name, vendor, sources::text[] AS sources, radius_secret, message_authenticator, coa_port, host(address) AS address,
         interim_seconds, options, partner_id, ${CHANGE_TEMPLATES} FROM networking.router WHERE id = ANY ($1::uuid[]) AND active AND radius_secret IS NOT NULL`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private supersede(sql: Sql, access: AccessRow, now: Date): Promise<unknown> {
    return sql.execute(
      `UPDATE networking.access_action SET state = 'superseded', answered_at = $3
        WHERE service_id = $1 AND state IN ('waiting', 'unanswered') AND desired_version < $2`,
      [access.service_id, access.desired_version, now],
    );
  }

  /** On record before anything is sent to a router: what it is about to be told. */
  private async keep(sql: Sql, access: AccessRow, orders: readonly SessionOrder[], now: Date): Promise<void> {
    const sent = orders.filter(({ command }) => command.kind === 'coa' || command.kind === 'disconnect');
    if (sent.length === 0) return;
    await sql.execute(
      `INSERT INTO networking.access_action (id, service_id, customer_id, partner_id, router_id, session_key, kind, purpose, desired_version,
         because, state, requested_at, requested_by)
       SELECT action.id, $1, $2, $3, action.router_id, action.key, action.kind, $4, $5, $6, 'waiting', $7, $8
         FROM unnest($9::uuid[], $10::uuid[], $11::text[], $12::text[]) AS action (id, router_id, key, kind)`,
      [
        access.service_id,
        access.customer_id,
        access.partner_id,
        access.purpose ?? 'change',
        access.desired_version,
        access.desired_because,
        now,
        access.cause ?? 'networking',
        sent.map((order) => order.actionId),
        sent.map((order) => order.routerId),
        sent.map((order) => order.key),
        sent.map((order) => order.command.kind),
      ],
    );
  }
}
