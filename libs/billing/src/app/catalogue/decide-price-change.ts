import {
  addDays,
  type CurrencyCode,
  contentHash,
  currencyDigits,
  invalid,
  type LocalDate,
  notFound,
} from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PlanId, ServiceId } from '../../ids.js';
import { NEXT_CHARGE, priceInForce } from '../pricing/service-prices.js';
import { monthlyDifference } from './monthly-price.js';
import { listPriceOn } from './plan-prices.js';
import type { PriceReach } from './price-change.input.js';

export interface PriceChangeWish {
  readonly planId: PlanId;
  readonly from: LocalDate;
  readonly unitPrice?: string | undefined;
  readonly serviceDescription?: string | undefined;
  readonly reach: PriceReach;
}

/** What a change does to one service. */
export interface TouchedService {
  readonly serviceId: ServiceId;
  readonly number: string;
  readonly customerId: string;
  readonly partnerId: string;
  readonly oldPrice: string | null;
  readonly newPrice: string | null;
  readonly oldDescription: string;
  readonly newDescription: string;
  /** The first day at the new price: the day asked for, or the first one that is not charged yet. */
  readonly from: LocalDate;
  readonly monthlyMinor: bigint;
}

export interface DecidedPriceChange {
  readonly currency: CurrencyCode;
  /** The list price until then. */
  readonly priceBefore: string;
  readonly touched: number;
  readonly customers: number;
  readonly monthlyMinor: bigint;
  readonly hash: string;
  /** A query of the touched services with its values; the caller says what to do with it. */
  readonly services: { readonly sql: string; readonly values: readonly unknown[] };
}

interface PlanNow {
  currency: CurrencyCode;
  priceBefore: string;
}

/** The one decision behind preview and change: a list that the database works out, whole or by pages. */
export async function decidePriceChange(
  sql: Sql,
  wish: PriceChangeWish,
  today: LocalDate,
): Promise<DecidedPriceChange> {
  if (wish.from < today)
    throw invalid('PRICE_FROM_PAST', 'A list price begins today or later. What was charged keeps its price.');
  if (wish.unitPrice === undefined && wish.serviceDescription === undefined)
    throw invalid('NOTHING_TO_CHANGE', 'Give a new price, a new text, or both.');
  const plan = await sql.first<PlanNow>(
    `SELECT plan.currency, ${listPriceOn('$2')} AS "priceBefore" FROM billing.plan plan WHERE plan.id = $1`,
    [wish.planId, addDays(wish.from, -1)],
  );
  if (!plan) throw notFound('plan');
  const services = touchedServices(wish, plan);
  const sums = await sql.first<{ touched: number; customers: number; monthly: string; hash: string | null }>(
    `SELECT count(*)::int AS touched, count(DISTINCT customer_id)::int AS customers, coalesce(sum(monthly_minor), 0) AS monthly,
       encode(sha256(string_agg(concat_ws('|', id, old_price, new_price, new_description, valid_from), ';' ORDER BY id)::bytea), 'hex') AS hash
       FROM (${services.sql}) touched`,
    services.values,
  );
  const { from, unitPrice = null, serviceDescription = null, reach } = wish;
  return {
    ...plan,
    touched: sums?.touched ?? 0,
    customers: sums?.customers ?? 0,
    monthlyMinor: BigInt(sums?.monthly ?? 0),
    hash: contentHash([wish.planId, from, unitPrice, serviceDescription, reach, plan.priceBefore, sums?.hash ?? '']),
    services,
  };
}

function touchedServices(wish: PriceChangeWish, { currency, priceBefore }: PlanNow): DecidedPriceChange['services'] {
  return {
    sql: TOUCHED,
    values: [
      wish.planId,
      wish.from,
      wish.unitPrice ?? null,
      wish.serviceDescription ?? null,
      wish.reach,
      priceBefore,
      `1${'0'.repeat(currencyDigits(currency))}`,
    ],
  };
}

/** Parts of a bundle cost nothing by themselves. A service that ends before the day keeps its price. */
const TOUCHED = `
  SELECT changed.*, ${monthlyDifference('changed', 'coalesce(old_price, 0)', 'coalesce(new_price, 0)', '$7::numeric')} AS monthly_minor FROM (
    SELECT service.id, service.number, service.customer_id, service.partner_id, service.quantity, service.period_months, service.period_weeks,
      service.prepaid_days, service.description AS old_description, held.old_price, first.valid_from,
      CASE WHEN $3::numeric IS NOT NULL AND coalesce(service.ends_on, 'infinity') >= first.valid_from
        AND ($5::text = 'all' OR $5 = 'still_equal' AND held.old_price = $6::numeric) THEN $3 ELSE held.old_price END AS new_price,
      CASE WHEN $4::text IS NOT NULL AND ($5 = 'all' OR $5 = 'still_equal' AND service.description = plan.service_description) THEN $4
        ELSE service.description END AS new_description
      FROM billing.service service JOIN billing.plan plan ON plan.id = service.plan_id
      CROSS JOIN LATERAL (SELECT greatest($2::date, ${NEXT_CHARGE}) AS valid_from) first
      CROSS JOIN LATERAL (SELECT ${priceInForce('first.valid_from')} AS old_price) held
     WHERE service.plan_id = $1 AND $5 <> 'plan_only' AND service.bundle_service_id IS NULL
       AND service.status IN ('pending', 'active', 'paused', 'disabled')) changed
   WHERE old_price IS DISTINCT FROM new_price OR old_description <> new_description`;

/** A page of those that it touches, by their number. */
export async function pageOfTouched(
  sql: Sql,
  { services }: DecidedPriceChange,
  after: string | null,
  limit: number,
): Promise<TouchedService[]> {
  const rows = await sql.query<Omit<TouchedService, 'monthlyMinor'> & { monthly: string }>(
    `SELECT id AS "serviceId", number, customer_id AS "customerId", partner_id AS "partnerId", old_price AS "oldPrice", new_price AS "newPrice",
       old_description AS "oldDescription", new_description AS "newDescription", valid_from AS "from", monthly_minor AS monthly
       FROM (${services.sql}) touched WHERE $8::bigint IS NULL OR number > $8 ORDER BY number LIMIT $9`,
    [...services.values, after, limit],
  );
  return rows.map(({ monthly, ...row }) => ({ ...row, monthlyMinor: BigInt(monthly) }));
}
