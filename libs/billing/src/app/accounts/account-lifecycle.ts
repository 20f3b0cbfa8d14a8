import type { Act } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { CustomerLifecycle } from '../../domain/index.js';
import { statusOf, type Account } from './accounts.js';
import { carryOutServiceSteps, stepsOfDeactivation, stepsOfReturn } from '../services/service-steps.js';
import { announceStatus } from '../standing/standing-watch.js';

/**
 * Follows what staff decided about the customer; answers the account as it is then. Services end with the relation and
 * come back with it, as with a standing that ended them: the days between are nobody's to charge.
 */
export async function changeLifecycle(
  act: Act,
  account: Account,
  lifecycle: CustomerLifecycle,
  today: LocalDate,
): Promise<Account> {
  if (account.lifecycle === lifecycle) return account;
  const changed = { ...account, lifecycle };
  const customerStatus = statusOf(changed);
  await act.sql.execute(
    'UPDATE billing.account SET lifecycle = $2, customer_status = $3, revision = revision + 1 WHERE customer_id = $1',
    [account.customerId, lifecycle, customerStatus],
  );
  if (lifecycle === 'ended')
    await carryOutServiceSteps(act, account, await stepsOfDeactivation(act.sql, account, today), today);
  if (account.lifecycle === 'ended' && lifecycle === 'active' && account.standing !== 'inactive')
    await carryOutServiceSteps(act, account, await stepsOfReturn(act.sql, account, today), today);
  announceStatus(act, account, changed);
  return { ...changed, customerStatus };
}
