import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { type CustomerId, partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { ReportingPermissions } from '../permissions.js';

export interface RecentCustomer {
  readonly id: CustomerId;
  readonly number: string;
  readonly name: string;
  readonly status: string;
  readonly at: Date;
}

export interface HomeSupportFigures {
  readonly addedThisWeek: number;
  readonly unconnected: number;
  readonly blocked: number;
  readonly held: number;
  readonly online: number;
  /** The latest customers that were added. */
  readonly recent: readonly RecentCustomer[];
  /** The latest that were blocked. */
  readonly recentlyBlocked: readonly RecentCustomer[];
}

const WEEK_MS = 7 * 86_400_000;

/** Who is new, who was just blocked, who is held: what the next caller is about. */
@Injectable()
export class HomeSupport extends Query<Record<string, never>, HomeSupportFigures> {
  readonly rule: Rule = {
    name: 'reporting.homeSupport',
    sentence: 'See the support home',
    permission: ReportingPermissions['home.support'],
  };

  async answer(_: Record<string, never>, { sql, actor, clock }: Asking): Promise<HomeSupportFigures> {
    const reach = [partnersOf(actor), reachesOnlyAddedBy(actor)];
    const counts = await sql.first<Record<'added' | 'unconnected' | 'blocked' | 'held' | 'online', string>>(
      `SELECT (SELECT count(*) FROM crm.customer customer WHERE created_at >= $3 AND ${MINE}) AS added,
         (SELECT count(*) FROM crm.customer customer WHERE lifecycle = 'new' AND ${MINE}) AS unconnected,
         (SELECT count(*) FROM billing.account account JOIN crm.customer customer ON customer.id = account.customer_id WHERE account.customer_status = 'blocked' AND ${MINE}) AS blocked,
         (SELECT count(*) FROM billing.account account JOIN crm.customer customer ON customer.id = account.customer_id WHERE account.open_holds > 0 AND ${MINE}) AS held,
         (SELECT count(*) FROM networking.session_open session JOIN crm.customer customer ON customer.id = session.customer_id WHERE ${MINE}) AS online`,
      [...reach, new Date(clock.now().getTime() - WEEK_MS)],
    );
    const recent = await sql.query<RecentCustomer>(
      `SELECT customer.id, customer.number, customer.name, coalesce(account.customer_status, customer.lifecycle) AS status, customer.created_at AS at
       FROM (SELECT * FROM crm.customer customer WHERE lifecycle <> 'archived' AND ${MINE} ORDER BY created_at DESC, id DESC LIMIT 10) customer
       LEFT JOIN billing.account account ON account.customer_id = customer.id ORDER BY customer.created_at DESC, customer.id DESC`,
      reach,
    );
    const recentlyBlocked = await sql.query<RecentCustomer>(
      `SELECT customer.id, customer.number, customer.name, account.customer_status AS status, event.occurred_at AS at
       FROM (SELECT DISTINCT ON (customer_id) customer_id, occurred_at FROM (
           SELECT customer_id, occurred_at FROM platform.event WHERE name = 'billing.CustomerStatusChanged' AND payload->>'to' = 'blocked'
           ORDER BY occurred_at DESC LIMIT 200) latest ORDER BY customer_id, occurred_at DESC) event
       JOIN crm.customer customer ON customer.id = event.customer_id JOIN billing.account account ON account.customer_id = customer.id
       WHERE account.customer_status = 'blocked' AND ${MINE} ORDER BY event.occurred_at DESC LIMIT 10`,
      reach,
    );
    return {
      addedThisWeek: Number(counts?.added ?? 0),
      unconnected: Number(counts?.unconnected ?? 0),
      blocked: Number(counts?.blocked ?? 0),
      held: Number(counts?.held ?? 0),
      online: Number(counts?.online ?? 0),
      recent,
      recentlyBlocked,
    };
  }
}

const MINE = `($1::uuid[] IS NULL OR customer.partner_id = ANY ($1::uuid[])) AND ($2::uuid IS NULL OR customer.added_by = $2)`;
