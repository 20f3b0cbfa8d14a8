import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { type CurrencyCode, type LocalDate, notFound } from '@demarc/kernel';
import type { PlanId, PriceChangeId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { counted } from '../documents/find-documents.query.js';
import type { PriceReach } from './price-change.input.js';

export interface FoundPriceChange {
  readonly id: PriceChangeId;
  readonly planId: PlanId;
  readonly currency: CurrencyCode;
  readonly reach: PriceReach;
  readonly from: LocalDate;
  readonly priceBefore: string;
  readonly unitPrice: string | null;
  readonly serviceDescription: string | null;
  readonly status: 'applying' | 'applied';
  readonly touched: number;
  readonly done: number;
  readonly skipped: number;
  readonly monthlyMinor: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface PriceChangeItem {
  readonly serviceId: ServiceId;
  readonly number: string;
  readonly customerId: string;
  readonly oldPrice: string | null;
  readonly newPrice: string | null;
  readonly oldDescription: string;
  readonly newDescription: string;
  readonly from: LocalDate;
  readonly monthlyMinor: string;
  readonly currency: CurrencyCode;
  readonly state: 'waiting' | 'done' | 'skipped';
  readonly resultCode: string | null;
}

const SEE: Pick<Rule, 'permission'> = { permission: BillingPermissions['plan.view'] };

const CHANGES = `SELECT change.id, change.plan_id AS "planId", plan.currency, change.reach, change.valid_from AS "from", change.price_before AS "priceBefore",
    change.unit_price AS "unitPrice", change.description AS "serviceDescription", change.status, change.touched,
    (SELECT count(*)::int FROM billing.price_change_item item WHERE item.change_id = change.id AND item.state = 'done') AS done,
    (SELECT count(*)::int FROM billing.price_change_item item WHERE item.change_id = change.id AND item.state = 'skipped') AS skipped,
    change.monthly_minor AS "monthlyMinor", change.created_by AS "createdBy", change.created_at AS "createdAt", change.finished_at AS "finishedAt"
  FROM billing.price_change change JOIN billing.plan ON plan.id = change.plan_id`;

/** What was done to the prices of a plan, the newest first. */
@Injectable()
export class PriceChangesOf extends Query<{ planId: PlanId }, FoundPriceChange[]> {
  readonly rule: Rule = { name: 'billing.priceChangesOf', sentence: 'See changes of prices', ...SEE };

  answer({ planId }: { planId: PlanId }, { sql }: Asking): Promise<FoundPriceChange[]> {
    return sql.query<FoundPriceChange>(
      `${CHANGES} WHERE change.plan_id = $1 ORDER BY change.created_at DESC, change.id DESC LIMIT 100`,
      [planId],
    );
  }
}

/** How far a change is. */
@Injectable()
export class FindPriceChange extends Query<{ id: PriceChangeId }, FoundPriceChange> {
  readonly rule: Rule = { name: 'billing.findPriceChange', sentence: 'Open a change of prices', ...SEE };

  async answer({ id }: { id: PriceChangeId }, { sql }: Asking): Promise<FoundPriceChange> {
    const found = await sql.first<FoundPriceChange>(`${CHANGES} WHERE change.id = $1`, [id]);
    if (!found) throw notFound('change of prices');
    return found;
  }
}

export interface ItemsQuestion {
  readonly id: PriceChangeId;
  readonly first: number;
  readonly after?: string | undefined;
}

/** What came of it for each service. */
@Injectable()
export class PriceChangeItems extends Query<ItemsQuestion, Page<PriceChangeItem>> {
  readonly rule: Rule = {
    name: 'billing.priceChangeItems',
    sentence: 'See whom a change of prices touched',
    permission: BillingPermissions['service.view'],
  };

  async answer({ id, first, after }: ItemsQuestion, { sql }: Asking): Promise<Page<PriceChangeItem>> {
    const number = after ? decodeCursor(after, 1)[0] : null;
    const from =
      'FROM billing.price_change_item item JOIN billing.service ON service.id = item.service_id WHERE item.change_id = $1';
    const rows = await sql.query<PriceChangeItem>(
      `SELECT item.service_id AS "serviceId", service.number, item.customer_id AS "customerId", item.old_price AS "oldPrice", item.new_price AS "newPrice",
         item.old_description AS "oldDescription", item.new_description AS "newDescription", item.valid_from AS "from", item.monthly_minor AS "monthlyMinor",
         service.currency, item.state, item.result_code AS "resultCode" ${from} AND ($2::bigint IS NULL OR service.number > $2) ORDER BY service.number LIMIT $3`,
      [id, number ?? null, first + 1],
    );
    return cutPage(rows, first, (row) => encodeCursor([row.number]), await counted(sql, `SELECT 1 ${from}`, [id]));
  }
}
