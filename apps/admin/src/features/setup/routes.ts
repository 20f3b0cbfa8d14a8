import type { AnyRoute } from '@tanstack/react-router';
import { screen } from '../../screen';

export const setupRoutes: readonly AnyRoute[] = [
  screen('/setup/staff', () => import('./staff/staff-screen'), 'StaffScreen'),
  screen('/setup/roles', () => import('./roles/roles-screen'), 'RolesScreen'),
  screen('/setup/roles/$roleId', () => import('./roles/role-screen'), 'RoleScreen'),
  screen('/setup/api', () => import('./api-keys/api-keys-screen'), 'ApiKeysScreen'),
  screen('/setup/api/schema', () => import('./api-reference/schema-screen'), 'SchemaScreen'),
  screen('/setup/api/try', () => import('./api-reference/try-query-screen'), 'TryQueryScreen'),
  screen('/setup/audit', () => import('./audit/audit-screen'), 'AuditScreen'),
];
