import type { Act } from '@demarc/commands';
import type { CustomerLifecycle } from '../domain/index.js';
import { statusOf, type Account } from './accounts.js';
import { announceStatus } from './standing-watch.js';

/** Follows what staff decided about the customer; answers the account as it is then. */
export async function changeLifecycle(act: Act, account: Account, lifecycle: CustomerLifecycle): Promise<Account> {
  if (account.lifecycle === lifecycle) return account;
  const changed = { ...account, lifecycle };
  const customerStatus = statusOf(changed);
  await act.sql.execute(
    'UPDATE billing.account SET lifecycle = $2, customer_status = $3, revision = revision + 1 WHERE customer_id = $1',
    [account.customerId, lifecycle, customerStatus],
  );
  announceStatus(act, account, changed);
  return { ...changed, customerStatus };
}
