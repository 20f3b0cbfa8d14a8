import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import { counted } from '../documents/find-documents.query.js';

export interface FoundEntry {
  readonly id: string;
  readonly occurredOn: LocalDate;
  readonly kind: string;
  readonly description: string;
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly postings: readonly {
    readonly account: string;
    readonly name: string;
    readonly amountMinor: string;
    readonly currency: string;
  }[];
}

/** The journal of one customer, newest first. */
@Injectable()
export class ListEntries extends Query<
  { customerId: string; first: number; after?: string | undefined },
  Page<FoundEntry>
> {
  readonly rule: Rule = {
    name: 'billing.listEntries',
    sentence: 'See the journal of a customer',
    permission: BillingPermissions['ledger.view'],
  };

  async answer(
    { customerId, first, after }: { customerId: string; first: number; after?: string | undefined },
    { sql }: Asking,
  ): Promise<Page<FoundEntry>> {
    const [on, id] = !after ? [null, null] : decodeCursor(after, 2);
    const rows = await sql.query<FoundEntry>(
      `SELECT entry.id, entry.occurred_on AS "occurredOn", entry.kind, entry.description, entry.source_kind AS "sourceKind", entry.source_id AS "sourceId",
         (SELECT jsonb_agg(jsonb_build_object('account', posting.account_code, 'name', chart.name, 'amountMinor', posting.amount_minor::text, 'currency', posting.currency)
            ORDER BY posting.position) FROM billing.posting JOIN billing.ledger_account chart ON chart.code = posting.account_code WHERE posting.entry_id = entry.id) AS postings
       FROM billing.journal_entry entry WHERE entry.customer_id = $1 AND ($2::date IS NULL OR (entry.occurred_on, entry.id) < ($2::date, $3::uuid))
       ORDER BY entry.occurred_on DESC, entry.id DESC LIMIT $4`,
      [customerId, on, id, first + 1],
    );
    const total = await counted(sql, 'SELECT 1 FROM billing.journal_entry WHERE customer_id = $1', [customerId]);
    return cutPage(rows, first, (row) => encodeCursor([row.occurredOn, row.id]), total);
  }
}
