import { accountRoutes } from './features/account/routes';
import { customerRoutes } from './features/customers/routes';
import { financeRoutes } from './features/finance/routes';
import { homeRoutes } from './features/home/routes';
import { networkRoutes } from './features/network/routes';
import { setupRoutes } from './features/setup/routes';
import { publicRoutes } from './frame/public-routes';
import { rootRoute } from './root-route';

export const routeTree = rootRoute.addChildren([
  ...publicRoutes,
  ...homeRoutes,
  ...accountRoutes,
  ...customerRoutes,
  ...financeRoutes,
  ...networkRoutes,
  ...setupRoutes,
]);
