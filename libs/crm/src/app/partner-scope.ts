import type { Actor } from '@demarc/access';

/**
 * The first wall, for queries: the partners whose rows an actor may read, `null` for all of them. Use it as
 * `($n::uuid[] IS NULL OR partner_id = ANY ($n::uuid[]))`; row-level security is the second wall.
 */
export function partnersOf(actor: Actor): readonly string[] | null {
  switch (actor.kind) {
    case 'staff':
    case 'api_key':
      return actor.partners === 'all' ? null : actor.partners;
    case 'customer':
      return [actor.partnerId];
    case 'system':
      return null;
    case 'nobody':
      return [];
  }
}
