import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PlanId } from '../../ids.js';

/** The list price of `billing.plan plan` on the day of the parameter; the first one holds before it too. */
export function listPriceOn(day: string): string {
  return `coalesce(
    (SELECT price.unit_price FROM billing.plan_price price WHERE price.plan_id = plan.id AND price.valid_from <= ${day}::date
      ORDER BY price.valid_from DESC LIMIT 1),
    (SELECT price.unit_price FROM billing.plan_price price WHERE price.plan_id = plan.id ORDER BY price.valid_from LIMIT 1),
    plan.unit_price)`;
}

/** A list price from a day on. What it was until then is written down with the first change; later ones that are planned stay. */
export async function writePlanPrice(
  work: { readonly sql: Sql; readonly at: Date },
  price: { readonly planId: PlanId; readonly from: LocalDate; readonly unitPrice: string },
  { today, zone }: { readonly today: LocalDate; readonly zone: string },
): Promise<void> {
  await work.sql.execute(
    `INSERT INTO billing.plan_price (plan_id, valid_from, unit_price, created_at)
     SELECT plan.id, least((plan.created_at AT TIME ZONE $3)::date, $2::date - 1), plan.unit_price, $4 FROM billing.plan plan
      WHERE plan.id = $1 AND NOT EXISTS (SELECT 1 FROM billing.plan_price WHERE plan_id = $1)`,
    [price.planId, price.from, zone, work.at],
  );
  await work.sql.execute(
    `INSERT INTO billing.plan_price (plan_id, valid_from, unit_price, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (plan_id, valid_from) DO UPDATE SET unit_price = excluded.unit_price, created_at = excluded.created_at`,
    [price.planId, price.from, price.unitPrice, work.at],
  );
  await work.sql.execute(`UPDATE billing.plan plan SET unit_price = ${listPriceOn('$2')} WHERE id = $1`, [
    price.planId,
    today,
  ]);
}
