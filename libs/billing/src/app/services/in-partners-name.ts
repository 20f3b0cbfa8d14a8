import type { Act } from '@demarc/commands';
import { scopeStatements } from '@demarc/persistence';
import type { Account } from '../accounts/accounts.js';

/**
 * What customers may do by themselves writes the provider's books: journal, numbers, standing. Once it is certain that the
 * service is their own, the rest of the transaction is done in the scope of their partner. The audit still names them.
 */
export async function inPartnersName(act: Act, account: Account): Promise<void> {
  if (act.actor.kind !== 'customer') return;
  await act.sql.execute(scopeStatements({ kind: 'partners', partnerIds: [account.partnerId] }));
}
