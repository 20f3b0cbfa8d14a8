import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators, partnersOf } from '@demarc/crm';
import { type MoneyView, moneyViewOf } from '@demarc/graphql';
import { addMonths, startOfMonth } from '@demarc/kernel';
import { ReportingPermissions } from '../permissions.js';
import { growthOf, type MonthOfGrowth } from './home-growth.js';

export interface HomeManagerFigures {
  readonly customers: {
    readonly new: number;
    readonly active: number;
    readonly blocked: number;
    readonly inactive: number;
  };
  readonly activeServices: number;
  readonly monthlyRecurring: MoneyView;
  /** The month before and the present one. */
  readonly growth: readonly MonthOfGrowth[];
  readonly addedThisMonth: number;
  readonly lostThisMonth: number;
  /** The last twelve months, oldest first. */
  readonly months: readonly { readonly month: string; readonly issued: MoneyView; readonly received: MoneyView }[];
}

interface Counts {
  readonly new: string;
  readonly active: string;
  readonly blocked: string;
  readonly inactive: string;
  readonly added: string;
  readonly lost: string;
}

/** Am I growing, leaking, or about to be surprised? */
@Injectable()
export class HomeManager extends Query<Record<string, never>, HomeManagerFigures> {
  readonly rule: Rule = {
    name: 'reporting.homeManager',
    sentence: 'See the manager’s home',
    permission: ReportingPermissions['home.manager'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(_: Record<string, never>, { sql, actor, clock }: Asking): Promise<HomeManagerFigures> {
    const { timeZone, currency, locale } = await this.operators.settings(sql);
    const partners = partnersOf(actor);
    const today = clock.todayIn(timeZone);
    const month = startOfMonth(today);
    const counts = await sql.first<Counts>(COUNTS, [partners, month, timeZone]);
    const recurring = await sql.first<{ services: string }>(RECURRING, [partners, currency]);
    const growth = await growthOf(sql, { today, timeZone, currency, locale, partnerIds: partners });
    const months = await sql.query<{ month: string; issued: string; received: string }>(MONTHS, [
      partners,
      addMonths(month, -11),
      month,
      currency,
    ]);
    return {
      customers: {
        new: Number(counts?.new ?? 0),
        active: Number(counts?.active ?? 0),
        blocked: Number(counts?.blocked ?? 0),
        inactive: Number(counts?.inactive ?? 0),
      },
      activeServices: Number(recurring?.services ?? 0),
      monthlyRecurring: growth.at(-1)?.recurring ?? moneyViewOf('0', currency),
      growth,
      addedThisMonth: Number(counts?.added ?? 0),
      lostThisMonth: Number(counts?.lost ?? 0),
      months: months.map((row) => ({
        month: row.month,
        issued: moneyViewOf(row.issued, currency),
        received: moneyViewOf(row.received, currency),
      })),
    };
  }
}

const MINE = '($1::uuid[] IS NULL OR partner_id = ANY ($1::uuid[]))';

const COUNTS = `
  SELECT status.*, (SELECT count(*) FROM crm.customer WHERE created_at >= ($2::date)::timestamp AT TIME ZONE $3 AND ${MINE}) AS added,
    (SELECT count(DISTINCT customer_id) FROM platform.event WHERE name = 'crm.CustomerDeactivated' AND occurred_at >= ($2::date)::timestamp AT TIME ZONE $3 AND ${MINE}) AS lost
  FROM (SELECT count(*) FILTER (WHERE customer_status = 'new') AS new, count(*) FILTER (WHERE customer_status = 'active') AS active,
      count(*) FILTER (WHERE customer_status = 'blocked') AS blocked, count(*) FILTER (WHERE customer_status = 'inactive') AS inactive
    FROM billing.account WHERE ${MINE}) status`;

const RECURRING = `
  SELECT count(*) AS services FROM billing.service service
  WHERE service.status = 'active' AND service.kind <> 'one_time' AND service.bundle_service_id IS NULL AND service.currency = $2
    AND ($1::uuid[] IS NULL OR service.partner_id = ANY ($1::uuid[]))`;

const MONTHS = `
  SELECT to_char(month, 'YYYY-MM-DD') AS month, coalesce(issued.total, 0)::bigint AS issued, coalesce(received.total, 0)::bigint AS received
  FROM generate_series($2::date, $3::date, interval '1 month') AS month
  LEFT JOIN (SELECT date_trunc('month', issued_on) AS month, sum(gross_minor) AS total FROM billing.invoice
    WHERE issued_on >= $2::date AND status = 'issued' AND currency = $4 AND ${MINE} GROUP BY 1) issued USING (month)
  LEFT JOIN (SELECT date_trunc('month', received_on) AS month, sum(amount_minor) AS total FROM billing.payment
    WHERE received_on >= $2::date AND status = 'recorded' AND currency = $4 AND ${MINE} GROUP BY 1) received USING (month)
  ORDER BY 1`;
