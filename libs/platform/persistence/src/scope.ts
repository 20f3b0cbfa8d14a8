import type { Id } from '@demarc/kernel';

/**
 * Whose rows a transaction may touch. Row-level security in PostgreSQL holds it a second time: the scope travels as
 * transaction-local settings, and a transaction without one sees nothing.
 */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'partners'; readonly partnerIds: readonly Id<'Partner'>[] }
  | { readonly kind: 'customer'; readonly customerId: Id<'Customer'>; readonly partnerId: Id<'Partner'> }
  | { readonly kind: 'none' };

export const EVERYTHING: Scope = { kind: 'all' };
export const NOTHING: Scope = { kind: 'none' };

/** The statements that open a transaction in this scope. Only UUIDs and fixed words go in, so no parameters are needed. */
export function scopeStatements(scope: Scope): string {
  switch (scope.kind) {
    case 'all':
    case 'none':
      return `SET LOCAL demarc.scope = '${scope.kind}'`;
    case 'partners':
      return `SET LOCAL demarc.scope = 'partners'; SET LOCAL demarc.partner_ids = '${uuids(scope.partnerIds)}'`;
    case 'customer':
      return (
        `SET LOCAL demarc.scope = 'customer'; SET LOCAL demarc.customer_id = '${uuids([scope.customerId])}'; ` +
        `SET LOCAL demarc.partner_ids = '${uuids([scope.partnerId])}'`
      );
  }
}

function uuids(ids: readonly string[]): string {
  for (const id of ids) if (!/^[0-9a-f-]{36}$/.test(id)) throw new RangeError('a scope holds ids only');
  return ids.join(',');
}
