import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { type LocalDate, notFound } from '@demarc/kernel';
import type { FutureItemId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { listWithinReach, withinReach } from '../accounts/reach.js';
import { counted } from './find-documents.query.js';
import type { FutureItemSource } from './future-items.js';

export interface FoundFutureItem {
  readonly id: FutureItemId;
  readonly customerId: string;
  readonly serviceId: string | null;
  readonly planId: string | null;
  readonly source: FutureItemSource;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly currency: string;
  readonly taxInclusive: boolean;
  readonly taxRateId: string | null;
  readonly taxName: string | null;
  readonly taxPercent: string | null;
  readonly dueOn: LocalDate | null;
  readonly addedOn: LocalDate;
  readonly wholeMinor: string;
  readonly takenMinor: string;
  readonly status: 'open' | 'invoiced' | 'cancelled';
  readonly cancelledReason: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly revision: number;
  readonly invoices: readonly { readonly id: string; readonly number: string }[];
}

const ITEMS = `
  SELECT item.id, item.customer_id AS "customerId", item.service_id AS "serviceId", item.plan_id AS "planId", item.source, item.description, item.quantity,
    item.unit, item.unit_price AS "unitPrice", item.currency, item.tax_inclusive AS "taxInclusive", item.tax_rate_id AS "taxRateId", tax.name AS "taxName",
    tax.percent AS "taxPercent", item.due_on AS "dueOn", item.added_on AS "addedOn", item.whole_minor AS "wholeMinor", item.taken_minor AS "takenMinor",
    item.status, item.cancelled_reason AS "cancelledReason", item.created_by AS "createdBy", item.created_at AS "createdAt", item.revision,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', invoice.id, 'number', invoice.number) ORDER BY invoice.issued_on, invoice.id)
      FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id WHERE line.future_item_id = item.id), '[]') AS invoices
  FROM billing.future_item item LEFT JOIN billing.tax_rate tax ON tax.id = item.tax_rate_id`;

const VIEW: Pick<Rule, 'permission' | 'customer'> = {
  permission: BillingPermissions['futureItem.view'],
  customer: 'own',
};

export interface FutureItemFilter {
  readonly customerId?: string | undefined;
  readonly status?: FoundFutureItem['status'] | undefined;
  readonly first: number;
  readonly after?: string | undefined;
}

/** Newest first, of one customer or of all. */
@Injectable()
export class ListFutureItems extends Query<FutureItemFilter, Page<FoundFutureItem>> {
  readonly rule: Rule = { name: 'billing.listFutureItems', sentence: 'List future items', ...VIEW };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer(filter: FutureItemFilter, { sql, actor }: Asking): Promise<Page<FoundFutureItem>> {
    await listWithinReach(this.customers, sql, actor, filter.customerId);
    const where = '($1::uuid IS NULL OR item.customer_id = $1) AND ($2::text IS NULL OR item.status = $2)';
    const values = [filter.customerId ?? null, filter.status ?? null];
    const [id] = filter.after ? decodeCursor(filter.after, 1) : [null];
    const rows = await sql.query<FoundFutureItem>(
      `${ITEMS} WHERE ${where} AND ($3::uuid IS NULL OR item.id < $3::uuid) ORDER BY item.id DESC LIMIT $4`,
      [...values, id, filter.first + 1],
    );
    const total = await counted(sql, `SELECT 1 FROM billing.future_item item WHERE ${where}`, values);
    return cutPage(rows, filter.first, (row) => encodeCursor([row.id]), total);
  }
}

@Injectable()
export class FindFutureItem extends Query<{ id: FutureItemId }, FoundFutureItem> {
  readonly rule: Rule = { name: 'billing.findFutureItem', sentence: 'Open a future item', ...VIEW };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer({ id }: { id: FutureItemId }, { sql, actor }: Asking): Promise<FoundFutureItem> {
    const found = await sql.first<FoundFutureItem>(`${ITEMS} WHERE item.id = $1`, [id]);
    if (!found) throw notFound('future item');
    return withinReach(this.customers, sql, actor, found, 'future item');
  }
}
