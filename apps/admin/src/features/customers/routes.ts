import type { AnyRoute } from '@tanstack/react-router';
import { screen } from '../../screen';

export const customerRoutes: readonly AnyRoute[] = [
  screen('/customers', () => import('./list/customers-screen'), 'CustomersScreen'),
  screen('/customers/$customerId', () => import('./record/customer-screen'), 'CustomerScreen'),
  screen('/outstanding', () => import('./outstanding/outstanding-screen'), 'OutstandingScreen'),
];
