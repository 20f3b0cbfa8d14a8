import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import type { PlanId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';
import { counted } from '../documents/find-documents.query.js';
import type { ServiceDiscountId } from './discount-commands.js';

export interface FoundDiscount {
  readonly id: ServiceDiscountId;
  readonly serviceId: ServiceId;
  readonly main: boolean;
  readonly kind: 'percent' | 'fixed';
  readonly value: string;
  readonly from: LocalDate | null;
  readonly through: LocalDate | null;
  readonly text: string;
}

export interface FoundServicePrice {
  readonly serviceId: ServiceId;
  readonly from: LocalDate;
  readonly unitPrice: string;
}

const VIEW: Pick<Rule, 'permission' | 'customer'> = { permission: BillingPermissions['service.view'], customer: 'own' };

/** The discounts of many services at once, additional ones first. */
@Injectable()
export class DiscountsOf extends Query<{ serviceIds: readonly string[] }, FoundDiscount[]> {
  readonly rule: Rule = { name: 'billing.discountsOf', sentence: 'See discounts of services', ...VIEW };

  answer({ serviceIds }: { serviceIds: readonly string[] }, { sql }: Asking): Promise<FoundDiscount[]> {
    return sql.query<FoundDiscount>(
      `SELECT id, service_id AS "serviceId", main, kind, value, valid_from AS "from", valid_to AS "through", label AS text
         FROM billing.service_discount WHERE service_id = ANY ($1::uuid[]) ORDER BY service_id, main, valid_from NULLS FIRST, id`,
      [serviceIds],
    );
  }
}

/** What many services have cost and will cost, by the day from which on. A service without a row has had its price always. */
@Injectable()
export class PricesOf extends Query<{ serviceIds: readonly string[] }, FoundServicePrice[]> {
  readonly rule: Rule = { name: 'billing.pricesOf', sentence: 'See prices of services', ...VIEW };

  answer({ serviceIds }: { serviceIds: readonly string[] }, { sql }: Asking): Promise<FoundServicePrice[]> {
    return sql.query<FoundServicePrice>(
      `SELECT service_id AS "serviceId", valid_from AS "from", unit_price AS "unitPrice" FROM billing.service_price
        WHERE service_id = ANY ($1::uuid[]) ORDER BY service_id, valid_from`,
      [serviceIds],
    );
  }
}

export type PriceExceptionKind = 'custom_price' | 'discount';

export interface PriceException {
  readonly serviceId: ServiceId;
  readonly number: string;
  readonly customerId: string;
  readonly description: string;
  readonly planId: PlanId;
  readonly planTitle: string;
  readonly currency: string;
  readonly quantity: string;
  readonly listPrice: string;
  readonly unitPrice: string | null;
  readonly status: string;
}

export interface PriceExceptionFilter {
  readonly kind?: PriceExceptionKind | undefined;
  readonly planId?: PlanId | undefined;
  readonly partnerId?: string | undefined;
  readonly first: number;
  readonly after?: string | undefined;
}

/** Running and coming services whose price is not the list price, or that have a discount that is not over. */
@Injectable()
export class ListPriceExceptions extends Query<PriceExceptionFilter, Page<PriceException>> {
  readonly rule: Rule = {
    name: 'billing.listPriceExceptions',
    sentence: 'List custom prices and discounts',
    permission: BillingPermissions['service.view'],
  };

  constructor(private readonly policies: Policies) {
    super();
  }

  async answer(filter: PriceExceptionFilter, { sql, clock }: Asking): Promise<Page<PriceException>> {
    const from = `FROM billing.service JOIN billing.plan ON plan.id = service.plan_id
      WHERE service.status IN ('pending', 'active', 'paused', 'disabled') AND service.bundle_service_id IS NULL
        AND ($1::text IS DISTINCT FROM 'discount' AND service.unit_price IS DISTINCT FROM plan.unit_price
          OR $1::text IS DISTINCT FROM 'custom_price' AND EXISTS (SELECT 1 FROM billing.service_discount discount WHERE discount.service_id = service.id
            AND coalesce(discount.valid_to, 'infinity') >= $2::date))
        AND ($3::uuid IS NULL OR service.plan_id = $3) AND ($4::uuid IS NULL OR service.partner_id = $4)`;
    const today = clock.todayIn((await this.policies.terms(sql, '')).zone);
    const values = [filter.kind ?? null, today, filter.planId ?? null, filter.partnerId ?? null];
    const [after] = !filter.after ? [null] : decodeCursor(filter.after, 1);
    const rows = await sql.query<PriceException>(
      `SELECT service.id AS "serviceId", service.number, service.customer_id AS "customerId", service.description, plan.id AS "planId",
         plan.title AS "planTitle", service.currency, service.quantity, plan.unit_price AS "listPrice", service.unit_price AS "unitPrice", service.status
       ${from} AND ($5::bigint IS NULL OR service.number > $5) ORDER BY service.number LIMIT $6`,
      [...values, after, filter.first + 1],
    );
    return cutPage(
      rows,
      filter.first,
      (row) => encodeCursor([row.number]),
      await counted(sql, `SELECT 1 ${from}`, values),
    );
  }
}
