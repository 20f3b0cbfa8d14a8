import type { Sql } from '@demarc/persistence';
import type { RevenueAccount } from '../../domain/index.js';

interface Earning {
  readonly revenue: RevenueAccount;
  readonly planId: string | null;
  /** What a line gives back goes where that line's income went, whatever was mapped since. */
  readonly invoiceLineId?: string | null;
}

interface Mapping {
  readonly plan_id: string | null;
  readonly from_account: RevenueAccount | null;
  readonly account_code: RevenueAccount;
}

const known = new WeakMap<Sql, Promise<readonly Mapping[]>>();

/** Puts income where the operator wants it: by the plan, else by the account of its kind. Read once a transaction. */
export async function mapRevenue<Line extends Earning>(sql: Sql, lines: readonly Line[]): Promise<readonly Line[]> {
  const mappings = await mappingsOf(sql);
  if (mappings.length === 0) return lines;
  const accountOf = revenueAccounts(mappings);
  return lines.map((line) => ({ ...line, revenue: accountOf(line) }));
}

/** As `mapRevenue`, for documents in bulk. */
export async function mapRevenueOf<Line extends Earning, Document extends { readonly lines: readonly Line[] }>(
  sql: Sql,
  documents: readonly Document[],
): Promise<readonly Document[]> {
  const mappings = await mappingsOf(sql);
  if (mappings.length === 0) return documents;
  const accountOf = revenueAccounts(mappings);
  return documents.map((document) => ({
    ...document,
    lines: document.lines.map((line) => ({ ...line, revenue: accountOf(line) })),
  }));
}

function mappingsOf(sql: Sql): Promise<readonly Mapping[]> {
  const before = known.get(sql);
  if (before) return before;
  const reading = sql.query<Mapping>('SELECT plan_id, from_account, account_code FROM billing.revenue_mapping');
  known.set(sql, reading);
  return reading;
}

function revenueAccounts(mappings: readonly Mapping[]): (line: Earning) => RevenueAccount {
  const byPlan = new Map(mappings.map((one) => [one.plan_id, one.account_code]));
  const byAccount = new Map(mappings.map((one) => [one.from_account, one.account_code]));
  return ({ revenue, planId, invoiceLineId }) => {
    if (invoiceLineId) return revenue;
    return (planId === null ? undefined : byPlan.get(planId)) ?? byAccount.get(revenue) ?? revenue;
  };
}
