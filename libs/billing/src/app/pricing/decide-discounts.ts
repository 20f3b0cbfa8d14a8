import { type CurrencyCode, contentHash, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { type DatedDiscount, discountsOn, lineAmount } from '../../domain/index.js';
import type { PlanId, ServiceId } from '../../ids.js';
import type { BillingTerms } from '../settings/settings.js';
import type { NewDiscount } from './service-discounts.js';

export interface DiscountWish extends NewDiscount {
  readonly customerIds: readonly string[];
  readonly planIds?: readonly PlanId[] | undefined;
}

export type DiscountSkip = 'no_price' | 'main_discount_taken';

/** One service that would get the discount: what a whole period costs before and with it, on the first day that it counts. */
export interface DecidedDiscount {
  readonly serviceId: ServiceId;
  readonly number: string;
  readonly customerId: string;
  readonly partnerId: string;
  readonly description: string;
  readonly currency: string;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
  readonly skipped: DiscountSkip | null;
}

export interface DecidedDiscounts {
  readonly rows: readonly DecidedDiscount[];
  readonly hash: string;
}

interface Row {
  readonly id: ServiceId;
  readonly number: string;
  readonly customer_id: string;
  readonly partner_id: string;
  readonly description: string;
  readonly currency: CurrencyCode;
  readonly quantity: string;
  readonly unit_price: string | null;
  readonly starts_on: LocalDate;
  readonly discounts: readonly (Kept & { readonly main: boolean })[] | null;
}

interface Kept {
  readonly kind: 'percent' | 'fixed';
  readonly value: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

/** The decision of preview and command: which services of the chosen customers get the discount, and what it does to each. */
export async function decideDiscounts(
  sql: Sql,
  wish: DiscountWish,
  today: LocalDate,
  termsOf: (partnerId: string) => BillingTerms,
): Promise<DecidedDiscounts> {
  const found = await sql.query<Row>(
    `SELECT service.id, service.number, service.customer_id, service.partner_id, service.description, service.currency, service.quantity,
       service.unit_price, service.starts_on,
       (SELECT jsonb_agg(jsonb_build_object('main', discount.main, 'kind', discount.kind, 'value', discount.value::text, 'from', discount.valid_from,
            'to', discount.valid_to) ORDER BY discount.created_at, discount.id)
          FROM billing.service_discount discount WHERE discount.service_id = service.id) AS discounts
     FROM billing.service
     WHERE service.customer_id = ANY ($1::uuid[]) AND service.status IN ('pending', 'active', 'paused', 'disabled')
       AND service.bundle_service_id IS NULL AND (service.ends_on IS NULL OR service.ends_on >= coalesce($3::date, $4::date))
       AND ($2::uuid[] IS NULL OR service.plan_id = ANY ($2)) ORDER BY service.customer_id, service.number`,
    [wish.customerIds, wish.planIds ?? null, wish.from ?? null, today],
  );
  const rows = found.map((row) => decided(row, wish, today, termsOf(row.partner_id)));
  const figures = rows.map((row) => [row.serviceId, String(row.beforeMinor), String(row.afterMinor), row.skipped]);
  const { main, kind, value, from = null, through = null, text = '' } = wish;
  return { rows, hash: contentHash([main, kind, value, from, through, text, figures]) };
}

function decided(
  row: Row,
  wish: DiscountWish,
  today: LocalDate,
  { settings, rounding }: BillingTerms,
): DecidedDiscount {
  const about = {
    serviceId: row.id,
    number: row.number,
    customerId: row.customer_id,
    partnerId: row.partner_id,
    description: row.description,
    currency: row.currency,
  };
  if (row.unit_price === null) return { ...about, beforeMinor: 0n, afterMinor: 0n, skipped: 'no_price' };
  const thing = { quantity: row.quantity, unitPrice: row.unit_price, priceIncludesTax: true, tax: null };
  const day = [wish.from ?? today, row.starts_on].reduce((latest, one) => (one > latest ? one : latest));
  const kept = (row.discounts ?? []).map(datedOf);
  const price = (discounts: readonly DatedDiscount[]): bigint =>
    lineAmount(
      { ...thing, discounts: discountsOn(discounts, thing, day, settings.discountStacking) },
      { days: 1, of: 1 },
      row.currency,
      { rule: rounding, tax: 'line' },
    ).grossMinor;
  const beforeMinor = price(kept);
  const taken = wish.main && (row.discounts ?? []).some((one) => one.main && overlaps(one, wish));
  if (taken) return { ...about, beforeMinor, afterMinor: beforeMinor, skipped: 'main_discount_taken' };
  const fresh = {
    main: wish.main,
    kind: wish.kind,
    value: wish.value,
    from: wish.from ?? null,
    to: wish.through ?? null,
  };
  return { ...about, beforeMinor, afterMinor: price([...kept, datedOf(fresh)]), skipped: null };
}

function datedOf({ main, kind, value, from, to }: Kept & { readonly main: boolean }): DatedDiscount {
  const said = { main, from, to, label: '' };
  return kind === 'percent' ? { ...said, kind, percent: value } : { ...said, kind, amount: value };
}

function overlaps(kept: Kept, wish: DiscountWish): boolean {
  const endsBefore = kept.to !== null && wish.from !== undefined && kept.to < wish.from;
  const beginsAfter = kept.from !== null && wish.through !== undefined && kept.from > wish.through;
  return !endsBefore && !beginsAfter;
}
