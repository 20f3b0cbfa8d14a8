import type { Id, LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';

export interface ServicePriceChange {
  readonly serviceId: string;
  /** The first day at this price. */
  readonly from: LocalDate;
  readonly unitPrice: string;
}

/**
 * The day after the last one of a service that is on a document, or null, over `billing.service service`. Charged days are found by
 * their chain (the index of `one_charge_a_day`).
 */
export const CHARGED_TO = `(SELECT max(upper(period.days)) FROM billing.charged_period period
    WHERE period.chain_id = service.chain_id AND period.service_id = service.id AND period.released_at IS NULL)`;

/** The first day of a service that is on no document yet, over `billing.service service`. */
export const NEXT_CHARGE = `greatest(service.starts_on, service.charged_from, ${CHARGED_TO})`;

/**
 * Prices from a day on, for many services at once; the caller holds the accounts' locks. What was the price until then
 * stays the price of the days before: it is written down with the first change. Later changes that are planned stay.
 */
export async function writeServicePrices(
  work: { readonly sql: Sql; readonly at: Date },
  changes: readonly ServicePriceChange[],
  today: LocalDate,
): Promise<void> {
  if (changes.length === 0) return;
  const columns = [
    changes.map((change) => change.serviceId),
    changes.map((change) => change.from),
    changes.map((change) => change.unitPrice),
  ];
  await work.sql.execute(
    `INSERT INTO billing.service_price (service_id, valid_from, customer_id, partner_id, unit_price, created_at)
     SELECT service.id, service.starts_on, service.customer_id, service.partner_id, service.unit_price, $3
       FROM (SELECT id, min(valid_from) AS valid_from FROM unnest($1::uuid[], $2::date[]) given (id, valid_from) GROUP BY id) first
       JOIN billing.service service USING (id)
      WHERE service.unit_price IS NOT NULL AND first.valid_from > service.starts_on
        AND NOT EXISTS (SELECT 1 FROM billing.service_price price WHERE price.service_id = service.id)`,
    [columns[0], columns[1], work.at],
  );
  await work.sql.execute(
    `INSERT INTO billing.service_price AS price (service_id, valid_from, customer_id, partner_id, unit_price, created_at)
     SELECT service.id, greatest(given.valid_from, service.starts_on), service.customer_id, service.partner_id, given.unit_price, $4
       FROM unnest($1::uuid[], $2::date[], $3::numeric[]) given (id, valid_from, unit_price) JOIN billing.service service USING (id)
     ON CONFLICT (service_id, valid_from) DO UPDATE SET unit_price = excluded.unit_price, created_at = excluded.created_at`,
    [...columns, work.at],
  );
  await work.sql.execute(
    `UPDATE billing.service service SET unit_price = ${priceInForce('$2')}, revision = service.revision + 1
      WHERE service.id = ANY ($1::uuid[]) AND service.unit_price IS DISTINCT FROM ${priceInForce('$2')}`,
    [columns[0], today],
  );
}

/** The price of `billing.service service` on the day of the parameter; the first one holds before it too. */
export function priceInForce(day: string): string {
  return `coalesce(
    (SELECT price.unit_price FROM billing.service_price price WHERE price.service_id = service.id AND price.valid_from <= ${day}::date
      ORDER BY price.valid_from DESC LIMIT 1),
    (SELECT price.unit_price FROM billing.service_price price WHERE price.service_id = service.id ORDER BY price.valid_from LIMIT 1),
    service.unit_price)`;
}

/** The first day of each service that no document has yet. */
export async function nextCharges(sql: Sql, serviceIds: readonly string[]): Promise<ReadonlyMap<string, LocalDate>> {
  const rows = await sql.query<{ id: string; on: LocalDate }>(
    `SELECT service.id, ${NEXT_CHARGE} AS "on" FROM billing.service service WHERE service.id = ANY ($1::uuid[])`,
    [serviceIds],
  );
  return new Map(rows.map((row) => [row.id, row.on]));
}

/** What a service costs and has off goes over to the one that goes on with it. */
export async function copyPricing(
  work: { readonly sql: Sql; newId<Kind extends string>(): Id<Kind> },
  fromServiceId: string,
  toServiceId: string,
): Promise<void> {
  await work.sql.execute(
    `INSERT INTO billing.service_price (service_id, valid_from, customer_id, partner_id, unit_price, created_at)
     SELECT $2, valid_from, customer_id, partner_id, unit_price, created_at FROM billing.service_price WHERE service_id = $1`,
    [fromServiceId, toServiceId],
  );
  const discounts = await work.sql.query<{ id: string }>(
    'SELECT id FROM billing.service_discount WHERE service_id = $1 ORDER BY created_at, id',
    [fromServiceId],
  );
  if (discounts.length === 0) return;
  await work.sql.execute(
    `INSERT INTO billing.service_discount (id, service_id, customer_id, partner_id, main, kind, value, valid_from, valid_to, label, created_at)
     SELECT copy.new_id, $1, customer_id, partner_id, main, kind, value, valid_from, valid_to, label, created_at
       FROM unnest($2::uuid[], $3::uuid[]) copy (id, new_id) JOIN billing.service_discount USING (id)`,
    [toServiceId, discounts.map((row) => row.id), discounts.map(() => work.newId<'ServiceDiscount'>())],
  );
}
