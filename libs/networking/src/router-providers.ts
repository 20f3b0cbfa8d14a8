import { BackupResolver } from './api/backup.resolver.js';
import { AlertResolver, DeviceResolver } from './api/monitoring.resolver.js';
import { NetworkMapResolver } from './api/network-map.resolver.js';
import { PostureResolver } from './api/posture.resolver.js';
import { RouterCareResolver } from './api/router-care.resolver.js';
import { SiteResolver } from './api/site.resolver.js';
import { AlertDesk } from './app/monitoring/alert-desk.js';
import { AcknowledgeAlert, RetireAlertRule, SaveAlertRule, SilenceAlert } from './app/monitoring/alert-steps.js';
import { AlertWatcher } from './app/monitoring/alert-watcher.js';
import { ListAlertRules, ListAlerts } from './app/monitoring/alerts.query.js';
import { DevicePoller } from './app/monitoring/device-poller.js';
import { DeviceProbe } from './app/monitoring/device-probe.js';
import { DeviceStore } from './app/monitoring/device-store.js';
import { FindDeviceDetails, ListDevices, MetricHistory } from './app/monitoring/devices.query.js';
import { DropOldMetrics, PollDeviceNow, PollDevices, RollUpMetrics } from './app/monitoring/monitoring.schedules.js';
import { FindNetworkMap } from './app/monitoring/network-map.query.js';
import { FindNetworkNow } from './app/monitoring/network-now.query.js';
import { PollDevice, RetireDevice, SaveDevice } from './app/monitoring/save-device.js';
import { AbilityBook } from './app/routers/abilities/ability-book.js';
import { ProveChange } from './app/routers/abilities/prove-change.job.js';
import { ForgetAbilities, RouterAbilities } from './app/routers/abilities/router-abilities.query.js';
import { BackUpRouter, RevealBackup, SetBackupPolicy } from './app/routers/backups/backup-steps.js';
import { BackupVault } from './app/routers/backups/backup-vault.js';
import { BackupDiff, BackupText, FindBackupPolicy, RouterBackups } from './app/routers/backups/backups.query.js';
import { NightlyBackups } from './app/routers/backups/nightly-backups.schedule.js';
import { TakeBackup } from './app/routers/backups/take-backup.job.js';
import { CheckRouter } from './app/routers/checks/check-router.js';
import { CheckRouters } from './app/routers/checks/check-routers.schedule.js';
import { RouterChecksOf } from './app/routers/checks/router-checks-of.query.js';
import { RouterProber } from './app/routers/checks/router-prober.js';
import { RunRouterChecks } from './app/routers/checks/run-router-checks.job.js';
import { SetRouterApi } from './app/routers/checks/set-router-api.js';
import { PreviewRequireSigning, RequireSigning } from './app/routers/posture/require-signing.js';
import { RouterPostures } from './app/routers/posture/router-postures.query.js';
import { SetSigningPolicy } from './app/routers/posture/set-signing-policy.js';
import { RouterDoors } from './app/routers/router-doors.js';
import { FindRouterTls, ListStrangers } from './app/routers/tls/router-tls.query.js';
import { RevokeCertificate } from './app/routers/tls/revoke-certificate.js';
import { ListRevoked } from './app/routers/tls/revoked-certificates.query.js';
import { SetRouterTls } from './app/routers/tls/set-router-tls.js';
import { NetworkToolJob } from './app/routers/tools/network-tool.job.js';
import { RunNetworkTool, StopNetworkTool } from './app/routers/tools/run-network-tool.js';
import { ToolRuns } from './app/routers/tools/tool-runs.query.js';
import { PutOnSector, RetireSector, SaveSector } from './app/sites/save-sector.js';
import { RetireSite, SaveSite } from './app/sites/save-site.js';
import { ListSectors, ListSites, SectorServices } from './app/sites/sites.query.js';

const SERVICES = [
  AbilityBook,
  AlertDesk,
  AlertWatcher,
  BackupVault,
  DevicePoller,
  DeviceProbe,
  DeviceStore,
  RouterDoors,
  RouterProber,
];
const COMMANDS = [
  AcknowledgeAlert,
  BackUpRouter,
  CheckRouter,
  ForgetAbilities,
  PollDevice,
  PutOnSector,
  RequireSigning,
  RetireAlertRule,
  RetireDevice,
  RetireSector,
  RetireSite,
  RevealBackup,
  RunNetworkTool,
  SaveAlertRule,
  SaveDevice,
  SaveSector,
  SaveSite,
  SetBackupPolicy,
  SetRouterApi,
  SetRouterTls,
  RevokeCertificate,
  SetSigningPolicy,
  SilenceAlert,
  StopNetworkTool,
];
const QUERIES = [
  BackupDiff,
  BackupText,
  FindBackupPolicy,
  FindDeviceDetails,
  FindNetworkMap,
  FindNetworkNow,
  FindRouterTls,
  ListAlertRules,
  ListAlerts,
  ListDevices,
  ListSectors,
  ListSites,
  ListStrangers,
  ListRevoked,
  MetricHistory,
  PreviewRequireSigning,
  RouterAbilities,
  RouterBackups,
  RouterChecksOf,
  RouterPostures,
  SectorServices,
  ToolRuns,
];
const JOBS = [NetworkToolJob, PollDeviceNow, ProveChange, RunRouterChecks, TakeBackup];
const SCHEDULES = [CheckRouters, DropOldMetrics, NightlyBackups, PollDevices, RollUpMetrics];
const RESOLVERS = [
  AlertResolver,
  BackupResolver,
  DeviceResolver,
  NetworkMapResolver,
  PostureResolver,
  RouterCareResolver,
  SiteResolver,
];

/** Routers by asking them, and what watches the equipment: checks, tools, backups, devices, alerts, sites. */
export const ROUTER_PROVIDERS = [...SERVICES, ...COMMANDS, ...QUERIES, ...JOBS, ...SCHEDULES, ...RESOLVERS];
