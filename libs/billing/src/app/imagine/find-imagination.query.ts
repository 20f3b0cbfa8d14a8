import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { type LocalDate, notFound } from '@demarc/kernel';
import type { StoredSummary } from '../../domain/index.js';
import type { ImaginationId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';

export interface FoundImagination {
  readonly id: ImaginationId;
  readonly status: 'working' | 'done';
  readonly month: LocalDate;
  readonly accounts: number;
  readonly ofAccounts: number;
  readonly changed: number;
  readonly currency: string;
  readonly asItIsMinor: string;
  readonly imaginedMinor: string;
  readonly summary: Partial<StoredSummary>;
}

const SEE: Pick<Rule, 'permission'> = { permission: BillingPermissions['run.imagine'] };

@Injectable()
export class FindImagination extends Query<{ id: ImaginationId }, FoundImagination> {
  readonly rule: Rule = { name: 'billing.findImagination', sentence: 'See an imagined month', ...SEE };

  async answer({ id }: { id: ImaginationId }, { sql }: Asking): Promise<FoundImagination> {
    const found = await sql.first<FoundImagination>(
      `SELECT id, status, lower(month) AS month, accounts, of_accounts AS "ofAccounts", changed, currency, as_it_is_minor AS "asItIsMinor",
         imagined_minor AS "imaginedMinor", summary FROM billing.imagination WHERE id = $1`,
      [id],
    );
    if (!found) throw notFound('imagined month');
    return found;
  }
}

export interface FoundImaginedCustomer {
  readonly customerId: string;
  readonly asItIsMinor: string;
  readonly imaginedMinor: string;
  readonly causes: Readonly<Record<string, string>>;
}

/** Customers whose month would be another, the largest difference first. */
@Injectable()
export class ListImagined extends Query<
  { id: ImaginationId; first: number; after?: string | undefined },
  Page<FoundImaginedCustomer>
> {
  readonly rule: Rule = { name: 'billing.listImagined', sentence: 'See whose month would be another', ...SEE };

  async answer(
    { id, first, after }: { id: ImaginationId; first: number; after?: string | undefined },
    { sql }: Asking,
  ): Promise<Page<FoundImaginedCustomer>> {
    const [size, customer] = after ? decodeCursor(after, 2) : [null, null];
    const rows = await sql.query<FoundImaginedCustomer & { size: string }>(
      `SELECT customer_id AS "customerId", as_it_is_minor AS "asItIsMinor", imagined_minor AS "imaginedMinor", causes, abs(imagined_minor - as_it_is_minor) AS size
         FROM billing.imagination_item WHERE imagination_id = $1
          AND ($2::bigint IS NULL OR (-abs(imagined_minor - as_it_is_minor), customer_id) > (-$2::bigint, $3::uuid))
        ORDER BY -abs(imagined_minor - as_it_is_minor), customer_id LIMIT $4`,
      [id, size, customer, first + 1],
    );
    const total = await sql.first<{ changed: number }>('SELECT changed FROM billing.imagination WHERE id = $1', [id]);
    return cutPage(rows, first, (row) => encodeCursor([row.size, row.customerId]), {
      count: total?.changed ?? 0,
      exact: true,
    });
  }
}
