import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { planSuspensions, type SuspensionItem } from '../../domain/index.js';
import { ACCOUNT_COLUMNS, accountOf, type Account } from '../accounts/accounts.js';
import { standingPolicyOf, type BillingTerms } from '../settings/settings.js';
import { standingFacts } from './standing-watch.js';

/** Accounts whose day has come, in pages by key. */
export async function dueAccounts(
  sql: Sql,
  partnerId: string | null,
  today: LocalDate,
  after: string,
  most: number,
  lock: boolean,
): Promise<Account[]> {
  const rows = await sql.query<Parameters<typeof accountOf>[0]>(
    `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account
      WHERE next_check_on <= $1 AND customer_id > $2 AND ($3::uuid IS NULL OR partner_id = $3) ORDER BY customer_id LIMIT $4 ${lock ? 'FOR UPDATE' : ''}`,
    [today, after, partnerId, most],
  );
  return rows.map(accountOf);
}

/** Who is spared though money is owed: within a promise or a grace, or protected. They stand on the list, left out. */
export async function sparedAccounts(
  sql: Sql,
  partnerId: string,
  today: LocalDate,
  after: string,
  most: number,
): Promise<Account[]> {
  const rows = await sql.query<Parameters<typeof accountOf>[0]>(
    `SELECT ${ACCOUNT_COLUMNS} FROM billing.account account
      WHERE (promise_until IS NOT NULL OR protected_reason IS NOT NULL)
        AND (promise_until >= $1 OR (protected_reason IS NOT NULL AND coalesce(protected_until, 'infinity') >= $1)) AND balance_minor < 0
        AND (next_check_on IS NULL OR next_check_on > $1) AND customer_id > $2 AND partner_id = $3 ORDER BY customer_id LIMIT $4`,
    [today, after, partnerId, most],
  );
  return rows.map(accountOf);
}

async function graceKinds(sql: Sql, accounts: readonly Account[]): Promise<ReadonlyMap<string, 'promise' | 'grace'>> {
  const ids = accounts.filter((account) => account.promiseUntil !== null).map((account) => account.customerId);
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ customer_id: string; kind: 'promise' | 'grace' }>(
    `SELECT customer_id, kind FROM billing.promise WHERE customer_id = ANY ($1::uuid[]) AND status IN ('open', 'kept') ORDER BY made_at`,
    [ids],
  );
  return new Map(rows.map((row) => [row.customer_id, row.kind]));
}

/** Who of these would be suspended today, with reasons and exclusions. */
export async function suspensionsOf(
  sql: Sql,
  accounts: readonly Account[],
  termsOf: (partnerId: string) => BillingTerms,
  { today, at }: { readonly today: LocalDate; readonly at: Date },
): Promise<SuspensionItem[]> {
  const candidates = accounts.filter((account) => account.lifecycle === 'active');
  if (candidates.length === 0) return [];
  const facts = await standingFacts(sql, candidates);
  const paying = await payingNow(sql, candidates, at);
  const graces = await graceKinds(sql, candidates);
  const takenBack = await takenBackOf(sql, candidates, today);
  return candidates.flatMap((account) => {
    const terms = termsOf(account.partnerId);
    const known = facts.get(account.customerId);
    if (!known) return [];
    return planSuspensions(
      [
        {
          customerId: account.customerId,
          standing: account.standing,
          facts: known,
          policy: standingPolicyOf(account, terms),
          paymentInFlight: paying.has(account.customerId),
          held: account.openHolds > 0,
          graceKind: isProtectedOnly(account, today) ? 'protected' : (graces.get(account.customerId) ?? 'grace'),
          takenBack: takenBack.has(account.customerId),
        },
      ],
      today,
    );
  });
}

/** Whose suspension was taken back with time that is not over: they are not put on a list to be suspended again. */
async function takenBackOf(sql: Sql, accounts: readonly Account[], today: LocalDate): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ customer_id: string }>(
    'SELECT DISTINCT customer_id FROM billing.suspension_item WHERE customer_id = ANY ($1::uuid[]) AND spared_until >= $2',
    [accounts.map((account) => account.customerId), today],
  );
  return new Set(rows.map((row) => row.customer_id));
}

/** Within a protection that has an end, and nothing else that spares. */
function isProtectedOnly({ promiseUntil, protectedUntil }: Account, today: LocalDate): boolean {
  return protectedUntil !== null && protectedUntil >= today && (promiseUntil === null || promiseUntil < today);
}

/** Long enough to fill in a payment page; somebody who only opens pages is not spared for long. */
const PAYING_MS = 30 * 60_000;

/** Who is at a payment page, or has paid at the provider what is not in the books yet. */
async function payingNow(sql: Sql, accounts: readonly Account[], at: Date): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ customer_id: string }>(
    `SELECT DISTINCT customer_id FROM billing.checkout
      WHERE customer_id = ANY ($1::uuid[]) AND (state = 'unknown' OR (state = 'open' AND created_at > $2))`,
    [accounts.map((account) => account.customerId), new Date(at.getTime() - PAYING_MS)],
  );
  return new Set(rows.map((row) => row.customer_id));
}
