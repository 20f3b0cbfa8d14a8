import { holds, type Actor } from '@demarc/access';
import type { Act } from '@demarc/commands';
import { notFound, Refusal } from '@demarc/kernel';
import { CustomerEntity } from '../data/customer.entity.js';
import type { CustomerId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';

/**
 * Within the partner scope, staff without `crm.customer.viewAll` reach only the customers that they added: this answers
 * their own id, and `null` for everybody who reaches all of the scope.
 */
export function reachesOnlyAddedBy(actor: Actor): string | null {
  if (actor.kind !== 'staff' && actor.kind !== 'api_key') return null;
  return holds(actor, CrmPermissions['customer.viewAll']) ? null : actor.id;
}

/** Loads a customer for a change, locked until the act ends. What is out of reach answers as missing. */
export async function lockCustomer(act: Act, id: CustomerId): Promise<CustomerEntity> {
  const customer = await act.manager.findOne(CustomerEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  const only = reachesOnlyAddedBy(act.actor);
  if (!customer || (only !== null && customer.addedBy !== only)) throw notFound('customer');
  return customer;
}

/** As `lockCustomer`, and refuses archived ones. */
export async function lockOpenCustomer(act: Act, id: CustomerId): Promise<CustomerEntity> {
  const customer = await lockCustomer(act, id);
  if (customer.lifecycle === 'archived') {
    throw new Refusal('conflict', 'ARCHIVED', 'This customer is archived. Restore the customer first.');
  }
  return customer;
}

export function loginTaken(login: string): Refusal {
  return new Refusal(
    'conflict',
    'LOGIN_TAKEN',
    `The login "${login}" belongs to another customer. Choose another one.`,
    {
      faults: [{ field: 'login', message: 'belongs to another customer' }],
    },
  );
}
