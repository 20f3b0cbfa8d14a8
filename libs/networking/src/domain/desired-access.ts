import type { LocalDate } from '@demarc/kernel';

export type ServiceStatus = 'pending' | 'active' | 'paused' | 'disabled' | 'archived';
export type CustomerStatus = 'new' | 'active' | 'blocked' | 'inactive';

export type BlockedFor = 'balance' | 'hold' | 'quota';
export type ClosedFor =
  | 'removed'
  | 'service_pending'
  | 'service_paused'
  | 'service_disabled'
  | 'service_archived'
  | 'not_started'
  | 'ended'
  | 'customer_new'
  | 'customer_inactive'
  | 'no_policy'
  | 'login_taken';

/** What the network should do for a service. */
export type DesiredAccess =
  | { readonly kind: 'open' }
  | { readonly kind: 'blocked'; readonly reason: BlockedFor }
  | { readonly kind: 'closed'; readonly reason: ClosedFor };

export interface AccessFacts {
  readonly serviceStatus: ServiceStatus;
  readonly startsOn: LocalDate;
  /** The last day of service, itself included. */
  readonly endsOn: LocalDate | null;
  readonly customerStatus: CustomerStatus;
  readonly openHolds: number;
  readonly quotaIsUsedUp: boolean;
  readonly hasPolicy: boolean;
  /** Another access that is not closed has this login. */
  readonly isLoginTaken: boolean;
  /** Staff took the network side away, or another service took its place. */
  readonly isRemoved: boolean;
  readonly today: LocalDate;
}

/**
 * Closed by default: access is open only when the service runs, the customer is active, nobody holds it and the plan says
 * what it means on the wire. What is not meant to run is closed; what would run but for money or a hold is blocked, so
 * that a router can offer a way to pay. A hold is named before the balance, since paying does not lift it.
 */
export function desiredAccess(facts: AccessFacts): DesiredAccess {
  const closedFor = closedReason(facts);
  if (closedFor !== undefined) return { kind: 'closed', reason: closedFor };
  if (facts.openHolds > 0) return { kind: 'blocked', reason: 'hold' };
  if (facts.customerStatus === 'blocked') return { kind: 'blocked', reason: 'balance' };
  return facts.quotaIsUsedUp ? { kind: 'blocked', reason: 'quota' } : { kind: 'open' };
}

function closedReason(facts: AccessFacts): ClosedFor | undefined {
  if (facts.isRemoved) return 'removed';
  if (facts.serviceStatus !== 'active') return `service_${facts.serviceStatus}`;
  if (facts.startsOn > facts.today) return 'not_started';
  if (facts.endsOn !== null && facts.endsOn < facts.today) return 'ended';
  if (facts.customerStatus === 'new') return 'customer_new';
  if (facts.customerStatus === 'inactive') return 'customer_inactive';
  if (!facts.hasPolicy) return 'no_policy';
  return facts.isLoginTaken ? 'login_taken' : undefined;
}

export type Purpose = 'block' | 'restore' | 'change' | 'close';

/** What a step from one state to another is for, in the words of the timeline. */
export function purposeOf(from: DesiredAccess['kind'] | undefined, to: DesiredAccess['kind']): Purpose {
  switch (to) {
    case 'blocked':
      return 'block';
    case 'closed':
      return 'close';
    case 'open':
      return from === 'open' ? 'change' : 'restore';
  }
}
