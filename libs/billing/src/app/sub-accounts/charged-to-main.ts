import type { Sql } from '@demarc/persistence';
import { isCharged, type OpenFutureItem } from '../../domain/index.js';
import { ACCOUNT_COLUMNS, accountOf } from '../accounts/accounts.js';
import type { LoadedService } from '../runs/load-billable.js';
import type { AggregatedSub } from './account-links.js';

/** Names of customers as they stand on a document; asked only when there are sub-accounts. */
export type NameOf = (sql: Sql, customerIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** For who only wants the amounts. */
export const noNames: NameOf = () => Promise.resolve(new Map());

interface Loaded {
  readonly services: Map<string, LoadedService[]>;
  readonly items: Map<string, OpenFutureItem[]>;
}

/**
 * Moves what sub-accounts are charged to their main accounts, each line with the name of the sub-account. Answers the
 * sub-accounts: they have no document of their own.
 */
export async function chargedToMain(
  sql: Sql,
  subs: readonly AggregatedSub[],
  loaded: Loaded,
  nameOf: NameOf,
): Promise<ReadonlySet<string>> {
  if (subs.length === 0) return new Set();
  const ids = subs.map((sub) => sub.customer_id);
  const rows = await sql.query<Parameters<typeof accountOf>[0]>(
    `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account WHERE customer_id = ANY ($1::uuid[])`,
    [ids],
  );
  const accounts = new Map(rows.map((row) => [row.customerId as string, accountOf(row)]));
  const names = await nameOf(sql, ids);
  for (const { customer_id: subId, main_customer_id: mainId } of subs) {
    const sub = accounts.get(subId);
    const isCharging = sub && sub.billingEnabled && sub.autoInvoice && isCharged(sub.lifecycle, sub.standing);
    if (isCharging) move(loaded, subId, mainId, names.get(subId) ?? '');
    loaded.services.delete(subId);
    loaded.items.delete(subId);
  }
  return new Set(ids);
}

function move({ services, items }: Loaded, subId: string, mainId: string, name: string): void {
  const named = <Said extends { readonly description: string }>(one: Said): Said => ({
    ...one,
    description: `${one.description} · ${name}`,
  });
  const own = services.get(subId) ?? [];
  if (own.length > 0) services.set(mainId, [...(services.get(mainId) ?? []), ...own.map(named)]);
  const waiting = items.get(subId) ?? [];
  if (waiting.length > 0) items.set(mainId, [...(items.get(mainId) ?? []), ...waiting.map(named)]);
}
