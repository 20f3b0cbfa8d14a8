import { allPermissions, type Actor, type Permission } from '@demarc/access';
import type { PartnerScope } from '@demarc/access';
import { asId } from '@demarc/kernel';

export const ROLES = [
  'administrator',
  'manager',
  'financial_manager',
  'customer_creator',
  'support',
  'engineer',
] as const;
export type RoleName = (typeof ROLES)[number];

/** A member of staff as the shipped role makes them; the same person each time. */
export function memberOf(role: RoleName, partners: PartnerScope): Actor {
  const permissions = allPermissions()
    .filter((declared) => declared.roles.some((one) => one === role))
    .map((declared): Permission => declared.permission);
  const index = ROLES.indexOf(role) + 1;
  return {
    kind: 'staff',
    id: asId<'Staff'>(`00000000-0000-7000-8000-00000000000${index}`),
    name: role.replaceAll('_', ' '),
    permissions: new Set(permissions),
    partners,
    sessionId: asId<'Session'>(`00000000-0000-7000-8000-00000000001${index}`),
  };
}

export function customerSelf(customerId: string, partnerId: string): Actor {
  return {
    kind: 'customer',
    id: asId<'Customer'>(customerId),
    name: 'customer',
    partnerId: asId<'Partner'>(partnerId),
    sessionId: asId<'Session'>('00000000-0000-7000-8000-000000000020'),
  };
}
