import type { AnyRoute } from '@tanstack/react-router';
import { screen } from '../../screen';

export const networkRoutes: readonly AnyRoute[] = [
  screen('/network/overview', () => import('./overview/overview-screen'), 'OverviewScreen'),
  screen('/network/freeradius', () => import('./freeradius/freeradius-screen'), 'FreeradiusScreen'),
  screen('/network/sessions', () => import('./sessions/sessions-screen'), 'SessionsScreen'),
  screen('/network/past-sessions', () => import('./sessions/past-sessions-screen'), 'PastSessionsScreen'),
  screen('/network/usage', () => import('./usage/usage-screen'), 'UsageScreen'),
  screen('/network/records', () => import('./records/records-screen'), 'RecordsScreen'),
  screen('/network/radius-log', () => import('./radius-log/radius-log-screen'), 'RadiusLogScreen'),
  screen('/network/routers', () => import('./routers/routers-screen'), 'RoutersScreen'),
  screen('/network/routers/$routerId', () => import('./routers/router-record-screen'), 'RouterRecordScreen'),
  screen('/network/monitoring', () => import('./monitoring/monitoring-screen'), 'MonitoringScreen'),
  screen('/network/monitoring/$deviceId', () => import('./monitoring/device-screen'), 'DeviceScreen'),
  screen('/network/sites', () => import('./sites/sites-screen'), 'SitesScreen'),
  screen('/network/shapers', () => import('./shapers/shapers-screen'), 'ShapersScreen'),
  screen('/network/pools', () => import('./pools/pools-screen'), 'PoolsScreen'),
  screen('/network/pools/$poolId', () => import('./ipam/ipam-screen'), 'IpamScreen'),
  screen('/network/cgnat', () => import('./ipam/cgnat-screen'), 'CgnatScreen'),
  screen('/network/who-had', () => import('./who-had/who-had-screen'), 'WhoHadScreen'),
  screen('/network/policies', () => import('./policies/policies-screen'), 'PoliciesScreen'),
  screen('/network/policies/$planId', () => import('./policies/rules-screen'), 'PlanRulesScreen'),
  screen('/network/drift', () => import('./drift/drift-screen'), 'DriftScreen'),
  screen('/network/answers', () => import('./templates/templates-screen'), 'TemplatesScreen'),
  screen('/network/simulator', () => import('./simulator/simulator-screen'), 'SimulatorScreen'),
  screen('/network/device-logins', () => import('./device-logins/device-logins-screen'), 'DeviceLoginsScreen'),
  screen('/network/garden', () => import('./garden/garden-screen'), 'GardenScreen'),
];
