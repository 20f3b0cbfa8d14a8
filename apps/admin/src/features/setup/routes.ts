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
  screen('/setup/operator', () => import('./operator/operator-screen'), 'OperatorScreen'),
  screen('/setup/partners', () => import('./partners/partners-screen'), 'PartnersScreen'),
  screen('/setup/locations', () => import('./locations/locations-screen'), 'LocationsScreen'),
  screen('/setup/custom-fields', () => import('./custom-fields/custom-fields-screen'), 'CustomFieldsScreen'),
  screen('/setup/health', () => import('./health/health-screen'), 'HealthScreen'),
  screen('/setup/health/messages', () => import('./health/messages-screen'), 'MessagesScreen'),
];
