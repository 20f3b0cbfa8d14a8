import type { AnyRoute } from '@tanstack/react-router';
import { screen } from '../../screen';

export const networkRoutes: readonly AnyRoute[] = [
  screen('/network/routers', () => import('./routers/routers-screen'), 'RoutersScreen'),
];
