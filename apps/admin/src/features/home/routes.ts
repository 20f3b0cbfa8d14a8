import type { AnyRoute } from '@tanstack/react-router';
import { screen } from '../../screen';

export const homeRoutes: readonly AnyRoute[] = [screen('/', () => import('./home-screen'), 'HomeScreen')];
