import type { AnyRoute } from '@tanstack/react-router';
import { screen } from '../../screen';

export const setupRoutes: readonly AnyRoute[] = [
  screen('/setup/staff', () => import('./staff/staff-screen'), 'StaffScreen'),
  screen('/setup/roles', () => import('./roles/roles-screen'), 'RolesScreen'),
  screen('/setup/roles/$roleId', () => import('./roles/role-screen'), 'RoleScreen'),
  screen('/setup/api', () => import('./api-keys/api-keys-screen'), 'ApiKeysScreen'),
];
