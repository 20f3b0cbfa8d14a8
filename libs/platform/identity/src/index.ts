import type { Invariant, MigrationClass } from '@demarc/persistence';
import { Identity1700000003000 } from './data/migrations/1700000003000-identity.js';

export { CreateApiKey, RevokeApiKey } from './app/change-api-keys.js';
export { CreateRole, DeleteRole, EditRole } from './app/change-roles.js';
export { ChangeStaffRoles, ChangeStaffScope } from './app/change-staff.js';
export { CustomerDirectory, type CustomerIdentity } from './app/customer-directory.js';
export { DisableStaff, EnableStaff, ResetStaffTotp } from './app/disable-staff.js';
export { FirstStaff } from './app/first-staff.js';
export { InviteStaff } from './app/invite-staff.js';
export { Links } from './app/links.js';
export { ListAudit } from './app/list-audit.query.js';
export { PasswordHasher } from './app/password-hasher.js';
export { permissionReference } from './app/permission-reference.js';
export { seedRoles, SHIPPED_ROLES } from './app/seed-roles.js';
export { endSessionsOf } from './app/session-store.js';
export { StaffAccounts } from './app/staff-accounts.js';
export { passwordFaults } from './domain/password-policy.js';
export { assertEveryRouteIsDeclared } from './http/assert-declared.js';
export { DeclaredAccessGuard } from './http/declared-access.guard.js';
export { FieldWall } from './http/field-wall.js';
export { IdentityMiddleware } from './http/identity.middleware.js';
export { RefusalFilter } from './http/refusal.filter.js';
export { type DeclaredRoute, routesOf } from './http/routes.js';
export * from './identity.module.js';
export * from './permissions.js';

export const identityMigrations: readonly MigrationClass[] = [Identity1700000003000];
export const identityEntities: readonly (abstract new () => unknown)[] = [];

export const identityInvariants: readonly Invariant[] = [
  {
    id: 'A-9',
    sentence: 'Where there is active staff, somebody holds every right for every partner.',
    sql: `SELECT 'no active super administrator' AS violation
      WHERE EXISTS (SELECT 1 FROM platform.staff WHERE state = 'active') AND NOT EXISTS (
        SELECT 1 FROM platform.staff staff JOIN platform.staff_role ON staff_id = staff.id JOIN platform.role role ON role.id = role_id
        WHERE staff.state = 'active' AND staff.every_partner AND role.holds_all)`,
  },
  {
    id: 'V-7',
    sentence: 'Disabled staff has no open session.',
    sql: `SELECT 'open session ' || session.id || ' of disabled staff ' || staff.id AS violation FROM platform.session
      JOIN platform.staff ON staff.id = session.subject_id
      WHERE session.subject_kind = 'staff' AND session.ended_at IS NULL AND staff.state <> 'active' LIMIT 20`,
  },
];
