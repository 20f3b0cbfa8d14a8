import type { Id } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';

/** The account that money of a sub-account goes to. */
export interface Payee {
  readonly mainCustomerId: Id<'Customer'>;
  /** The sub-account as it is named on documents. */
  readonly label: string;
}

/**
 * Money of a sub-account that is billed to its main account goes to that one, since it owes. Only what the sub-account itself
 * still owes, from before it was billed together, is paid on its own account.
 */
export async function payeeOf(sql: Sql, customerId: string): Promise<Payee | null> {
  const row = await sql.first<Payee>(
    `SELECT account.main_customer_id AS "mainCustomerId",
       coalesce((SELECT link.label FROM billing.account_link link WHERE link.customer_id = account.customer_id ORDER BY lower(link.days) DESC LIMIT 1), '') AS label
     FROM billing.account WHERE account.customer_id = $1 AND account.sub_billing = 'aggregated' AND account.balance_minor >= 0`,
    [customerId],
  );
  return row ?? null;
}

/** The payment as it is recorded on the main account, with a word on who paid. */
export function paidForMain(
  said: { readonly note?: string },
  { mainCustomerId, label }: Payee,
): { readonly customerId: Id<'Customer'>; readonly note: string } {
  const who = `Paid by the sub-account ${label}`;
  return { customerId: mainCustomerId, note: said.note ? `${who}. ${said.note}` : who };
}
