import type { Id } from '@demarc/kernel';
import type { Permission } from './permission.js';

/** Which partners' records somebody may touch. */
export type PartnerScope = 'all' | readonly Id<'Partner'>[];

export interface StaffActor {
  readonly kind: 'staff';
  readonly id: Id<'Staff'>;
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly partners: PartnerScope;
  readonly sessionId: Id<'Session'>;
}

export interface ApiKeyActor {
  readonly kind: 'api_key';
  readonly id: Id<'ApiKey'>;
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly partners: PartnerScope;
}

/** A customer in the portal: only ever their own records. */
export interface CustomerActor {
  readonly kind: 'customer';
  readonly id: Id<'Customer'>;
  readonly name: string;
  readonly partnerId: Id<'Partner'>;
  readonly sessionId: Id<'Session'>;
}

/** A job, a subscriber, the importer, the radius role: named, and never reachable from outside. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: string;
}

export interface NobodyActor {
  readonly kind: 'nobody';
}

export type Actor = StaffActor | ApiKeyActor | CustomerActor | SystemActor | NobodyActor;

export const NOBODY: NobodyActor = { kind: 'nobody' };

/** Named as people read it: the job `networking.on-service-added` acts “on service added”. */
export function systemActor(name: string): SystemActor {
  const job = /^[a-z]+\.([a-z]+(?:-[a-z]+)*)$/.exec(name)?.[1];
  return { kind: 'system', name: job?.replaceAll('-', ' ') ?? name };
}

/** Does the actor hold the permission? The system acts by construction; a customer never holds staff permissions. */
export function holds(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'staff':
    case 'api_key':
      return actor.permissions.has(permission);
    case 'system':
      return true;
    case 'customer':
    case 'nobody':
      return false;
  }
}

/** How an actor stands in the audit log. */
export function actorLabel(actor: Actor): { kind: Actor['kind']; id: string | null; name: string } {
  switch (actor.kind) {
    case 'staff':
    case 'api_key':
    case 'customer':
      return { kind: actor.kind, id: actor.id, name: actor.name };
    case 'system':
      return { kind: 'system', id: null, name: actor.name };
    case 'nobody':
      return { kind: 'nobody', id: null, name: 'nobody' };
  }
}
