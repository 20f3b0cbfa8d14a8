import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators, partnersOf } from '@demarc/crm';
import { type MoneyView, moneyViewOf } from '@demarc/graphql';
import { startOfMonth } from '@demarc/kernel';
import { ReportingPermissions } from '../permissions.js';
import { collectedShares } from './home-growth.js';

export interface AgeingBucket {
  readonly fromDays: number;
  readonly toDays: number | null;
  readonly invoices: number;
  readonly amount: MoneyView;
}

export interface HomeFinanceFigures {
  readonly receivedToday: MoneyView;
  /** What the invoices that are due today are over, paid or not. */
  readonly dueToday: MoneyView;
  /** Of it, what is settled. */
  readonly dueTodaySettled: MoneyView;
  /** Of the invoices of this month and of the last one: percent of what was not credited; null without any. */
  readonly collectedThisMonth: string | null;
  readonly collectedLastMonth: string | null;
  readonly receivedThisMonth: MoneyView;
  readonly issuedThisMonth: MoneyView;
  readonly open: MoneyView;
  readonly overdue: MoneyView;
  readonly unallocated: MoneyView;
  readonly ageing: readonly AgeingBucket[];
  readonly runsWaiting: number;
  readonly suspensionsWaiting: number;
}

const BUCKETS = [
  { fromDays: 1, toDays: 30 },
  { fromDays: 31, toDays: 60 },
  { fromDays: 61, toDays: 90 },
  { fromDays: 91, toDays: null },
] as const;

interface Sums {
  readonly received_today: string;
  readonly due_today: string;
  readonly due_settled: string;
  readonly received_month: string;
  readonly issued_month: string;
  readonly open: string;
  readonly overdue: string;
  readonly unallocated: string;
  readonly runs: string;
  readonly suspensions: string;
}

/** Close the day with every cent explained: money in, what is open and how old, and what waits for approval. */
@Injectable()
export class HomeFinance extends Query<Record<string, never>, HomeFinanceFigures> {
  readonly rule: Rule = {
    name: 'reporting.homeFinance',
    sentence: 'See the finance home',
    permission: ReportingPermissions['home.finance'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(_: Record<string, never>, { sql, actor, clock }: Asking): Promise<HomeFinanceFigures> {
    const { timeZone, currency, locale } = await this.operators.settings(sql);
    const today = clock.todayIn(timeZone);
    const partnerIds = partnersOf(actor);
    const values = [partnerIds, today, startOfMonth(today), currency];
    const sums = await sql.first<Sums>(SUMS, values);
    const ages = await sql.query<{ bucket: number; invoices: string; amount: string }>(AGEING, [
      values[0],
      today,
      currency,
    ]);
    const shares = await collectedShares(sql, { today, timeZone, currency, locale, partnerIds });
    const amount = (minor: string | undefined): MoneyView => moneyViewOf(minor ?? '0', currency);
    return {
      receivedToday: amount(sums?.received_today),
      dueToday: amount(sums?.due_today),
      dueTodaySettled: amount(sums?.due_settled),
      collectedThisMonth: shares[1] ?? null,
      collectedLastMonth: shares[0] ?? null,
      receivedThisMonth: amount(sums?.received_month),
      issuedThisMonth: amount(sums?.issued_month),
      open: amount(sums?.open),
      overdue: amount(sums?.overdue),
      unallocated: amount(sums?.unallocated),
      runsWaiting: Number(sums?.runs ?? 0),
      suspensionsWaiting: Number(sums?.suspensions ?? 0),
      ageing: BUCKETS.map((bucket, index) => {
        const row = ages.find((one) => one.bucket === index);
        return { ...bucket, invoices: Number(row?.invoices ?? 0), amount: amount(row?.amount) };
      }),
    };
  }
}

const MINE = '($1::uuid[] IS NULL OR partner_id = ANY ($1::uuid[]))';
const OPEN = `settled_minor < gross_minor AND status = 'issued'`;

const SUMS = `
  SELECT received.today AS received_today, received.month AS received_month, due.total AS due_today, due.settled AS due_settled, issued.month AS issued_month, owed.open, owed.overdue, free.unallocated,
    (SELECT count(*) FROM billing.billing_run WHERE status IN ('previewed', 'approved') AND ($1::uuid[] IS NULL OR partner_id IS NULL OR partner_id = ANY ($1::uuid[]))) AS runs,
    (SELECT coalesce(sum(due), 0) FROM billing.suspension_batch WHERE status = 'previewed' AND ${MINE}) AS suspensions
  FROM (SELECT coalesce(sum(amount_minor) FILTER (WHERE received_on = $2::date), 0)::bigint AS today, coalesce(sum(amount_minor), 0)::bigint AS month
      FROM billing.payment WHERE received_on BETWEEN $3::date AND $2::date AND status = 'recorded' AND currency = $4 AND ${MINE}) received,
    (SELECT coalesce(sum(gross_minor), 0)::bigint AS total, coalesce(sum(settled_minor), 0)::bigint AS settled FROM billing.invoice
      WHERE due_on = $2::date AND status = 'issued' AND currency = $4 AND ${MINE}) due,
    (SELECT coalesce(sum(gross_minor), 0)::bigint AS month FROM billing.invoice
      WHERE issued_on BETWEEN $3::date AND $2::date AND status = 'issued' AND currency = $4 AND ${MINE}) issued,
    (SELECT coalesce(sum(gross_minor - settled_minor), 0)::bigint AS open, coalesce(sum(gross_minor - settled_minor) FILTER (WHERE due_on < $2::date), 0)::bigint AS overdue
      FROM billing.invoice WHERE ${OPEN} AND currency = $4 AND ${MINE}) owed,
    (SELECT coalesce(sum(unallocated_minor), 0)::bigint AS unallocated FROM billing.payment
      WHERE unallocated_minor > 0 AND status = 'recorded' AND currency = $4 AND ${MINE}) free`;

const AGEING = `
  SELECT CASE WHEN due_on >= $2::date - 30 THEN 0 WHEN due_on >= $2::date - 60 THEN 1 WHEN due_on >= $2::date - 90 THEN 2 ELSE 3 END AS bucket,
    count(*) AS invoices, sum(gross_minor - settled_minor)::bigint AS amount
  FROM billing.invoice WHERE ${OPEN} AND due_on < $2::date AND currency = $3 AND ${MINE} GROUP BY 1`;
