import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { planSuspensions, type SuspensionItem } from '../domain/index.js';
import { ACCOUNT_COLUMNS, accountOf, type Account } from './accounts.js';
import { settingMinor, standingPolicyOf, type BillingTerms } from './settings.js';
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

/** Who of these would be suspended today, with reasons and exclusions. */
export async function suspensionsOf(
  sql: Sql,
  accounts: readonly Account[],
  termsOf: (partnerId: string) => BillingTerms,
  today: LocalDate,
): Promise<SuspensionItem[]> {
  const candidates = accounts.filter((account) => account.lifecycle === 'active');
  if (candidates.length === 0) return [];
  const facts = await standingFacts(sql, candidates);
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
          paymentInFlight: false,
          held: account.openHolds > 0,
          protectedBecause: null,
          outage: false,
        },
      ],
      { toleranceMinor: settingMinor(terms.settings.toleratedDebt, account.currency) },
      today,
    );
  });
}
