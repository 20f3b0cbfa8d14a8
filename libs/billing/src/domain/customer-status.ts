import type { Standing } from './standing.js';

/** Put and lifted by people only; a payment never touches it. */
export interface Hold {
  readonly holdId: string;
  readonly reason: string;
}

/** What staff decided about the relation: not connected yet, served, or ended. */
export type CustomerLifecycle = 'new' | 'active' | 'ended';

export type CustomerStatus = 'new' | 'active' | 'blocked' | 'inactive';

/** Whether the account lets its services through. Closed while any hold stands, whatever has been paid. */
export function accessOpen(standing: Standing, holds: readonly Hold[]): boolean {
  return holds.length === 0 && (standing === 'good' || standing === 'overdue');
}

/** What people see as the customer's status. */
export function customerStatus(
  lifecycle: CustomerLifecycle,
  standing: Standing,
  holds: readonly Hold[],
): CustomerStatus {
  if (lifecycle === 'new') return 'new';
  if (lifecycle === 'ended' || standing === 'inactive') return 'inactive';
  return accessOpen(standing, holds) ? 'active' : 'blocked';
}

/** New and inactive customers are not charged; blocked ones are. */
export function isCharged(lifecycle: CustomerLifecycle, standing: Standing): boolean {
  return lifecycle === 'active' && standing !== 'inactive';
}
