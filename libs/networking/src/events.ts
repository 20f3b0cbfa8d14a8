import { defineEvent } from '@demarc/commands';
import type { Id } from '@demarc/kernel';
import type { DesiredAccess, Purpose } from './domain/desired-access.js';
import type { RouterId } from './domain/ids.js';

interface AboutAccess {
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly serviceId: Id<'Service'>;
}

export interface AccessChangedPayload extends AboutAccess {
  readonly from: DesiredAccess['kind'] | null;
  readonly to: DesiredAccess['kind'];
  readonly reason: string | null;
  readonly purpose: Purpose;
  readonly version: number;
  /** The event that caused it; null when staff did it by hand. */
  readonly because: Id<'Event'> | null;
  readonly paymentId: string | null;
}

export interface AccessConvergedPayload extends AboutAccess {
  readonly purpose: Purpose;
  readonly desired: DesiredAccess['kind'];
  readonly version: number;
  /** How the routers answered: `no_session` when nobody was online, so the next login brings it. */
  readonly answer: 'acknowledged' | 'gone' | 'no_session';
  readonly sessions: number;
  /** From the cause (the payment, the suspension, the change) to the last answer. */
  readonly elapsedMs: number;
  readonly because: Id<'Event'> | null;
  readonly paymentId: string | null;
}

export interface AccessDriftedPayload extends AboutAccess {
  readonly purpose: Purpose;
  readonly attempts: number;
  readonly answer: 'refused' | 'unanswered';
  readonly routerIds: readonly RouterId[];
}

export interface EffectivePolicyChangedPayload extends AboutAccess {
  /** Why the rates are not the plan's own; null when they are again. */
  readonly by: 'hours' | 'fair_use' | 'quota' | null;
  readonly name: string | null;
  readonly isBlocked: boolean;
  readonly downloadKbps: number;
  readonly uploadKbps: number;
}

export interface DataGivenPayload extends AboutAccess {
  readonly kind: 'top_up' | 'bonus' | 'correction';
  readonly octets: string;
  readonly by: 'staff' | 'customer' | 'automatic';
  readonly description: string;
}

/** What a service should have on the network changed. */
export const AccessChanged = defineEvent<AccessChangedPayload>('networking.AccessChanged');
/** The network is as desired, with the routers' answer as evidence. */
export const AccessConverged = defineEvent<AccessConvergedPayload>('networking.AccessConverged');
/** A router did not obey, three rounds long. It is asked on, and a person should look. */
export const AccessDrifted = defineEvent<AccessDriftedPayload>('networking.AccessDrifted');
/** Too many accesses would have been shut at once; the rest waits for a person. */
export const ClosingsHeld = defineEvent<{ readonly shut: number; readonly open: number }>('networking.ClosingsHeld');
export const RouterAdded = defineEvent<{ readonly routerId: RouterId }>('networking.RouterAdded');
export const RouterChanged = defineEvent<{ readonly routerId: RouterId }>('networking.RouterChanged');

export interface RouterPlanEndedPayload {
  readonly routerId: RouterId;
  readonly planId: string;
  /** False: not all of it is on the router as planned. */
  readonly isDone: boolean;
}

/** A plan of writes on a router was carried out and read back. */
export const RouterPlanEnded = defineEvent<RouterPlanEndedPayload>('networking.RouterPlanEnded');
/** Fair use or a quota began or ceased to hold because of what was used. */
export const EffectivePolicyChanged = defineEvent<EffectivePolicyChangedPayload>('networking.EffectivePolicyChanged');
/** A customer may use more, or was set right in what is counted. */
export const DataGiven = defineEvent<DataGivenPayload>('networking.DataGiven');
