import type { Actor, PartnerScope } from './actor.js';

/** Structurally the `Scope` of `platform/persistence`: what an actor's transactions may touch. */
export function scopeOf(actor: Actor):
  | { readonly kind: 'all' }
  | { readonly kind: 'partners'; readonly partnerIds: Exclude<PartnerScope, 'all'> }
  | { readonly kind: 'customer'; readonly customerId: Extract<Actor, { kind: 'customer' }>['id']; readonly partnerId: Extract<Actor, { kind: 'customer' }>['partnerId'] }
  | { readonly kind: 'none' } {
  switch (actor.kind) {
    case 'staff':
    case 'api_key':
      return actor.partners === 'all' ? { kind: 'all' } : { kind: 'partners', partnerIds: actor.partners };
    case 'customer':
      return { kind: 'customer', customerId: actor.id, partnerId: actor.partnerId };
    case 'system':
      return { kind: 'all' };
    case 'nobody':
      return { kind: 'none' };
  }
}
