import { type Permission, type StaffActor, type CustomerActor, allPermissions } from '@demarc/access';
import { asId, type Id } from '@demarc/kernel';

/** A member of staff with these permissions, for tests of permission and scope. */
export function staffWith(permissions: readonly Permission[], partners: StaffActor['partners'] = 'all'): StaffActor {
  return {
    kind: 'staff',
    id: asId<'Staff'>('00000000-0000-7000-8000-000000000001'),
    name: 'Test Staff',
    permissions: new Set(permissions),
    partners,
    sessionId: asId<'Session'>('00000000-0000-7000-8000-000000000002'),
  };
}

export function superAdministrator(): StaffActor {
  return staffWith(allPermissions().map((declared) => declared.permission));
}

export function customerActor(id: Id<'Customer'>, partnerId: Id<'Partner'>): CustomerActor {
  return { kind: 'customer', id, name: 'Test Customer', partnerId, sessionId: asId<'Session'>('00000000-0000-7000-8000-000000000003') };
}
