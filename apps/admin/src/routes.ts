import { rootRoute } from './root-route';
import { customerRoutes } from './features/customers/routes';
import { financeRoutes } from './features/finance/routes';
import { homeRoutes } from './features/home/routes';
import { networkRoutes } from './features/network/routes';
import { setupRoutes } from './features/setup/routes';

export const routeTree = rootRoute.addChildren([...homeRoutes, ...customerRoutes, ...financeRoutes, ...networkRoutes, ...setupRoutes]);
