import type { Id } from '@demarc/kernel';
import { type Sql, together } from '@demarc/persistence';
import type { JournalEntryDraft } from '../../domain/index.js';

/** A decided entry with what it belongs to. */
export interface EntryToPost {
  readonly draft: JournalEntryDraft;
  readonly partnerId: string;
  readonly customerId: string | null;
  readonly source: {
    readonly kind:
      | 'invoice'
      | 'credit_note'
      | 'payment'
      | 'refund'
      | 'adjustment'
      | 'write_off'
      | 'deposit'
      | 'prepaid_charge'
      | 'reseller_settlement';
    readonly id: string;
  };
  readonly description: string;
}

export interface Posting {
  readonly sql: Sql;
  readonly at: Date;
  newId<Kind extends string>(): Id<Kind>;
}

/**
 * Writes journal entries and keeps the balances of their customers, in bulk. Entries without legs (documents over nothing)
 * are left out. The caller holds the accounts' locks.
 */
export async function postEntries(posting: Posting, entries: readonly EntryToPost[]): Promise<void> {
  const balances = await writeJournal(posting, entries);
  if (balances.size === 0) return;
  await posting.sql.execute(
    `UPDATE billing.account account SET balance_minor = account.balance_minor - moved.minor
       FROM unnest($1::uuid[], $2::bigint[]) moved (customer_id, minor) WHERE account.customer_id = moved.customer_id`,
    [[...balances.keys()], [...balances.values()].map(String)],
  );
}

/** Only the journal: answers what each customer owes more by it, for a caller that writes the balances itself. */
export async function writeJournal(posting: Posting, entries: readonly EntryToPost[]): Promise<Map<string, bigint>> {
  const { sql, at } = posting;
  const owed = new Map<string, bigint>();
  const head: unknown[][] = [[], [], [], [], [], [], [], [], []];
  const legs: unknown[][] = [[], [], [], [], [], [], [], []];
  for (const entry of entries) {
    const { postings, kind, bookedOn } = entry.draft;
    if (postings.length === 0) continue;
    const id = posting.newId<'JournalEntry'>();
    push(head, [
      id,
      entry.partnerId,
      entry.customerId,
      bookedOn,
      kind,
      entry.source.kind,
      entry.source.id,
      entry.description,
      postings.length,
    ]);
    postings.forEach((leg, index) => {
      push(legs, [
        id,
        index + 1,
        leg.account,
        leg.customerId ?? null,
        entry.partnerId,
        leg.taxId ?? null,
        leg.amountMinor.toString(),
        leg.currency,
      ]);
      if (leg.customerId) owed.set(leg.customerId, (owed.get(leg.customerId) ?? 0n) + leg.amountMinor);
    });
  }
  if (head[0]?.length === 0) return owed;
  await together(
    sql.execute(
      `INSERT INTO billing.journal_entry (id, partner_id, customer_id, occurred_on, kind, source_kind, source_id, description, legs, created_at)
     SELECT entry.*, $10 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::smallint[]) entry`,
      [...head, at],
    ),
    sql.execute(
      `INSERT INTO billing.posting (entry_id, position, account_code, customer_id, partner_id, tax_rate_id, amount_minor, currency)
     SELECT leg.* FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::bigint[], $8::text[]) leg`,
      legs,
    ),
  );
  return owed;
}

/** Appends one row to column arrays, as `unnest` takes them. */
export function push(columns: readonly unknown[][], row: readonly unknown[]): void {
  row.forEach((value, index) => columns[index]?.push(value));
}
