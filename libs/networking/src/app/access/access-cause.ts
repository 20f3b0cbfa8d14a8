import type { Id } from '@demarc/kernel';
import type { DesiredAccess } from '../../domain/desired-access.js';

/** Why access is looked at again. */
export interface Cause {
  /** An event's name, or what staff did. */
  readonly name: string;
  readonly eventId: Id<'Event'> | null;
  /** The time from cause to effect is measured from here. */
  readonly at: Date;
  readonly paymentId: string | null;
  /** Whether it is stopped when too many are shut at once. What a person does one by one is not. */
  readonly isBraked: boolean;
}

export interface AccessState {
  readonly serviceId: Id<'Service'>;
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly planId: string;
  readonly desired: DesiredAccess['kind'];
  readonly reason: string | null;
  readonly version: number;
  readonly live: boolean;
  readonly hasPolicy: boolean;
  /** By the plan's quota or fair use, as it was last worked out. */
  readonly quotaIsUsedUp: boolean;
  readonly isLoginTaken: boolean;
}
