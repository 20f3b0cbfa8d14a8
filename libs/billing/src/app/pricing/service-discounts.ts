import type { Id, LocalDate } from '@demarc/kernel';
import { conflict } from '@demarc/kernel';
import { violatedConstraint, type Sql } from '@demarc/persistence';
import type { DiscountInput } from './discount.input.js';
import { nextCharges } from './service-prices.js';

export interface DiscountOwner {
  readonly id: string;
  readonly customerId: string;
  readonly partnerId: string;
}

export interface NewDiscount extends DiscountInput {
  readonly main: boolean;
}

interface Work {
  readonly sql: Sql;
  readonly at: Date;
  newId<Kind extends string>(): Id<Kind>;
}

/** Writes discounts of services in bulk. Two main ones on one day of a service are refused. */
export async function writeDiscounts(
  work: Work,
  rows: readonly { readonly service: DiscountOwner; readonly discount: NewDiscount }[],
): Promise<Id<'ServiceDiscount'>[]> {
  const ids = rows.map(() => work.newId<'ServiceDiscount'>());
  if (rows.length === 0) return ids;
  const column = <Value>(of: (row: (typeof rows)[number]) => Value): Value[] => rows.map(of);
  try {
    await work.sql.execute(
      `INSERT INTO billing.service_discount (id, service_id, customer_id, partner_id, main, kind, value, valid_from, valid_to, label, created_at)
       SELECT row.*, $11 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::boolean[], $6::text[], $7::numeric[], $8::date[], $9::date[], $10::text[]) row`,
      [
        ids,
        column(({ service }) => service.id),
        column(({ service }) => service.customerId),
        column(({ service }) => service.partnerId),
        column(({ discount }) => discount.main),
        column(({ discount }) => discount.kind),
        column(({ discount }) => discount.value),
        column(({ discount }) => discount.from ?? null),
        column(({ discount }) => discount.through ?? null),
        column(({ discount }) => discount.text ?? ''),
        work.at,
      ],
    );
  } catch (error) {
    throw discountRefusal(error);
  }
  return ids;
}

/** What the database refuses about a discount, in words. */
export function discountRefusal(error: unknown): unknown {
  switch (violatedConstraint(error)) {
    case 'one_main_discount':
      return conflict(
        'MAIN_DISCOUNT_TAKEN',
        'The service has a main discount on some of these days already. End that one first, or add this one as additional.',
      );
    case 'service_discount_check':
      return conflict('DISCOUNT_VALUE', 'A discount in percent is 0 to 100.');
    case 'service_discount_check1':
      return conflict('DISCOUNT_DATES', 'The last day is before the first day.');
    default:
      return error;
  }
}

/** The main discount from the next charge on; null takes it away. What documents carry already stays. */
export async function replaceMainDiscount(
  work: Work,
  service: DiscountOwner,
  discount: DiscountInput | null,
): Promise<void> {
  const next = (await nextCharges(work.sql, [service.id])).get(service.id);
  await work.sql.execute(
    `DELETE FROM billing.service_discount discount USING billing.service service
      WHERE discount.service_id = $1 AND service.id = $1 AND discount.main AND coalesce(discount.valid_from, service.starts_on) >= $2::date`,
    [service.id, next],
  );
  const ended = await work.sql.execute(
    `UPDATE billing.service_discount SET valid_to = $2::date - 1, revision = revision + 1
      WHERE service_id = $1 AND main AND coalesce(valid_to, 'infinity') >= $2::date`,
    [service.id, next],
  );
  if (!discount) return;
  const from: LocalDate | undefined =
    ended > 0 && next && (!discount.from || discount.from < next) ? next : discount.from;
  await writeDiscounts(work, [{ service, discount: { ...discount, ...(from ? { from } : {}), main: true } }]);
}
