import type { AnyRoute } from '@tanstack/react-router';
import { screen } from '../../screen';

export const accountRoutes: readonly AnyRoute[] = [
  screen('/account', () => import('./account-screen'), 'AccountScreen'),
];
