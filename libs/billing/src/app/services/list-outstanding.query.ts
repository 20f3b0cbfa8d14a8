import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators, reachesOnlyAddedBy } from '@demarc/crm';
import { cutPage, decodeCursorOf, encodeCursor, type Page, pageSize } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { together } from '@demarc/persistence';
import { BillingPermissions } from '../../permissions.js';
import type { ContractOutcome } from '../../domain/index.js';
import { CONTRACT_OUTCOME, WITH_CONTRACT } from './contract-outcome.js';
import { reached } from '../accounts/reach.js';

export type OutstandingKind =
  'plan_change' | 'pause' | 'resume' | 'start' | 'end' | 'price' | 'list_price' | 'plan_move' | 'contract';

export interface OutstandingFilter {
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly kind?: OutstandingKind | undefined;
  readonly from?: LocalDate | undefined;
  readonly through?: LocalDate | undefined;
  readonly partnerId?: string | undefined;
  /** A part of the name or the number of the customer, or of the title of the plan. */
  readonly search?: string | undefined;
}

export interface Outstanding {
  /** Names the change: of the plan change, the pause, the service, the price or the move. */
  readonly id: string;
  readonly kind: OutstandingKind;
  readonly on: LocalDate;
  readonly customerId: string | null;
  readonly serviceId: string | null;
  readonly planId: string | null;
  readonly planTitle: string;
  readonly newPlanTitle: string | null;
  readonly priceBefore: string | null;
  readonly priceAfter: string | null;
  readonly currency: string | null;
  readonly through: LocalDate | null;
  /** Of a contract that ends: what its end does. */
  readonly outcome: ContractOutcome | null;
  readonly reason: string;
  readonly madeBy: string;
}

const NOTHING = {
  customer_id: 'NULL::uuid',
  partner_id: 'NULL::uuid',
  service_id: 'NULL::uuid',
  plan_id: 'NULL::uuid',
  new_plan: 'NULL::text',
  price_before: 'NULL::numeric',
  price_after: 'NULL::numeric',
  currency: 'NULL::text',
  through: 'NULL::date',
  outcome: 'NULL::text',
  reason: "''",
  made_by: "''",
};

/** One branch of the list: the columns that a kind of change has, in one order; $1 is today. */
function branch(
  kind: OutstandingKind,
  columns: { id: string; on: string; title: string } & Partial<typeof NOTHING>,
  from: string,
): string {
  const { id, on, title, ...given } = columns;
  const own = { ...NOTHING, ...given };
  const rest = (Object.keys(NOTHING) as (keyof typeof NOTHING)[]).map((name) => `${own[name]} AS ${name}`).join(', ');
  return `SELECT '${kind}' AS kind, ${id} AS id, ${on} AS on_day, ${title} AS title, ${rest} FROM ${from}`;
}

const OF_SERVICE = {
  customer_id: 'service.customer_id',
  partner_id: 'service.partner_id',
  service_id: 'service.id',
  plan_id: 'service.plan_id',
  currency: 'service.currency',
};
const WITH_PLAN = 'billing.service service JOIN billing.plan plan ON plan.id = service.plan_id';
const WAITING_CHANGE = (column: string): string =>
  `EXISTS (SELECT 1 FROM billing.plan_change change WHERE change.${column} = service.id AND change.state = 'scheduled')`;

const BRANCHES = [
  branch(
    'plan_change',
    {
      id: 'change.id',
      on: 'change.change_on',
      title: 'plan.title',
      ...OF_SERVICE,
      new_plan: 'fresh_plan.title',
      price_before: 'service.unit_price',
      price_after: 'fresh.unit_price',
      reason: 'change.reason',
      made_by: 'change.made_by',
    },
    `billing.plan_change change JOIN ${WITH_PLAN} ON service.id = change.old_service_id JOIN billing.service fresh ON fresh.id = change.new_service_id
      JOIN billing.plan fresh_plan ON fresh_plan.id = fresh.plan_id WHERE change.state = 'scheduled'`,
  ),
  ...(['pause', 'resume'] as const).map((kind) =>
    branch(
      kind,
      {
        id: 'pause.id',
        on: `${kind === 'pause' ? 'lower' : 'upper'}(pause.days)`,
        title: 'plan.title',
        ...OF_SERVICE,
        through: kind === 'pause' ? 'upper(pause.days) - 1' : 'NULL::date',
        reason: 'pause.reason',
        made_by: 'pause.made_by',
      },
      kind === 'pause'
        ? `billing.service_pause pause JOIN ${WITH_PLAN} ON service.id = pause.service_id WHERE lower(pause.days) > $1::date`
        : `billing.service_pause pause JOIN ${WITH_PLAN} ON service.id = pause.service_id
            WHERE pause.days @> $1::date AND NOT upper_inf(pause.days)`,
    ),
  ),
  branch(
    'start',
    {
      id: 'service.id',
      on: 'coalesce(service.activates_on, service.starts_on)',
      title: 'plan.title',
      ...OF_SERVICE,
      price_after: 'service.unit_price',
    },
    `${WITH_PLAN} WHERE service.status = 'pending' AND service.bundle_service_id IS NULL AND NOT ${WAITING_CHANGE('new_service_id')}`,
  ),
  branch(
    'end',
    { id: 'service.id', on: 'service.ends_on', title: 'plan.title', ...OF_SERVICE, reason: 'service.end_reason' },
    `${WITH_PLAN} WHERE service.ends_on >= $1::date AND service.ended_by = 'end_date' AND service.status IN ('pending', 'active', 'paused')
      AND service.bundle_service_id IS NULL AND NOT ${WAITING_CHANGE('old_service_id')}`,
  ),
  branch(
    'contract',
    {
      id: 'service.id',
      on: 'service.contract_ends_on',
      title: 'plan.title',
      ...OF_SERVICE,
      outcome: CONTRACT_OUTCOME,
    },
    `${WITH_PLAN} WHERE ${WITH_CONTRACT} AND service.contract_ends_on >= $1::date
      AND (service.contract_told_on IS NOT NULL OR service.contract_entered IS NOT NULL)`,
  ),
  branch(
    'price',
    {
      id: 'service.id',
      on: 'price.valid_from',
      title: 'plan.title',
      ...OF_SERVICE,
      price_before: 'service.unit_price',
      price_after: 'price.unit_price',
    },
    `billing.service_price price JOIN ${WITH_PLAN} ON service.id = price.service_id
      WHERE price.valid_from > greatest($1::date, service.starts_on) AND service.status IN ('active', 'paused')`,
  ),
  branch(
    'list_price',
    {
      id: 'plan.id',
      on: 'price.valid_from',
      title: 'plan.title',
      plan_id: 'plan.id',
      price_before: 'plan.unit_price',
      price_after: 'price.unit_price',
      currency: 'plan.currency',
      partner_id: 'plan.partner_id',
    },
    `billing.plan_price price JOIN billing.plan plan ON plan.id = price.plan_id WHERE price.valid_from > $1::date AND plan.active`,
  ),
  branch(
    'plan_move',
    {
      id: 'move.id',
      on: 'item.change_on',
      title: 'plan.title',
      plan_id: 'plan.id',
      new_plan: 'fresh_plan.title',
      reason: 'move.reason',
      made_by: 'move.created_by',
    },
    `billing.plan_move move JOIN LATERAL (SELECT plan_id, new_plan_id, min(change_on) AS change_on FROM billing.plan_move_item item
        WHERE item.move_id = move.id AND item.state IN ('waiting', 'ready') GROUP BY 1, 2) item ON true
      JOIN billing.plan plan ON plan.id = item.plan_id JOIN billing.plan fresh_plan ON fresh_plan.id = item.new_plan_id
      WHERE move.status IN ('preparing', 'ready', 'applying')`,
  ),
].join(' UNION ALL ');

/** One row of each kind, service or plan, and day. */
const KEY = `concat_ws(':', change.kind, change.id, change.plan_id)`;

/** $1 today, $2 kind, $3 through, $4 partner, $5 search, $6 whose customers the asker reaches, $7 from. */
const FOUND = `FROM (${BRANCHES}) change LEFT JOIN crm.customer customer ON customer.id = change.customer_id
  WHERE ($2::text IS NULL OR change.kind = $2) AND ($3::date IS NULL OR change.on_day <= $3) AND ($4::uuid IS NULL OR change.partner_id = $4)
    AND ($5::text IS NULL OR position(lower($5) IN lower(change.title)) > 0 OR position(lower($5) IN lower(customer.name)) > 0 OR customer.number::text = $5)
    AND (change.customer_id IS NULL AND $6::uuid IS NULL OR change.customer_id IS NOT NULL AND ${reached('change', 6)})
    AND ($7::date IS NULL OR change.on_day >= $7)`;

const LIST = `
  SELECT change.id, change.kind, change.on_day AS "on", change.customer_id AS "customerId", change.service_id AS "serviceId", change.plan_id AS "planId",
    change.title AS "planTitle", change.new_plan AS "newPlanTitle", change.price_before AS "priceBefore", change.price_after AS "priceAfter",
    change.currency, change.through, change.outcome, change.reason, change.made_by AS "madeBy", ${KEY} AS key
  ${FOUND} AND ($8::date IS NULL OR (change.on_day, ${KEY}) > ($8, $9::text)) ORDER BY change.on_day, ${KEY} LIMIT $10`;

const MOST_COUNTED = 10_000;

/** Everything about services and prices that is decided and waits for its day, the next first. */
@Injectable()
export class ListOutstanding extends Query<OutstandingFilter, Page<Outstanding>> {
  readonly rule: Rule = {
    name: 'billing.listOutstanding',
    sentence: 'See changes of services and prices that wait for their day',
    permission: BillingPermissions['service.view'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(filter: OutstandingFilter, { sql, actor, clock }: Asking): Promise<Page<Outstanding>> {
    const { timeZone } = await this.operators.settings(sql);
    const [on, key] = filter.after ? decodeCursorOf(filter.after, ['date', 'text']) : [null, null];
    const most = pageSize(filter.first ?? 50);
    const { kind = null, from = null, through = null, partnerId = null, search } = filter;
    const sought = search?.replace(/^#/, '').trim() || null;
    const asked = [clock.todayIn(timeZone), kind, through, partnerId, sought, reachesOnlyAddedBy(actor), from];
    const [rows, counted] = await together(
      sql.query<Outstanding & { key: string }>(LIST, [...asked, on, key, most + 1]),
      sql.first<{ count: number }>(
        `SELECT count(*)::int AS count FROM (SELECT 1 ${FOUND} LIMIT ${MOST_COUNTED}) counted`,
        asked,
      ),
    );
    const count = counted?.count ?? 0;
    const total = { count, exact: count < MOST_COUNTED };
    return cutPage(rows, most, (row) => encodeCursor([row.on, row.key]), total);
  }
}
