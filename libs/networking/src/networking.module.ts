import { Module } from '@nestjs/common';
import { BillingModule } from '@demarc/billing';
import { CrmModule } from '@demarc/crm';
import { AccessResolver, PlanPolicyResolver, ServiceAccessResolver } from './api/access.resolver.js';
import { NetworkingLoaders } from './api/loaders.js';
import {
  AccessActionOwnerResolver,
  AccessOwnerResolver,
  LoginLineOwnerResolver,
  SessionOwnerResolver,
  TopUserOwnerResolver,
} from './api/owner.resolver.js';
import { GardenResolver } from './api/garden.resolver.js';
import { NoticeController } from './api/notice.controller.js';
import { RouterResolver } from './api/router.resolver.js';
import { SimulatorResolver } from './api/simulator.resolver.js';
import { TemplateResolver } from './api/template.resolver.js';
import { SuspensionNetworkResolver, SuspensionRoutersResolver } from './api/suspension.resolver.js';
import { CustomerUsageResolver, ServiceUsageResolver, UsageResolver } from './api/usage.resolver.js';
import { CustomerNetworkResolver, SessionResolver } from './api/session.resolver.js';
import { AccessConverger } from './app/convergence/access-converger.js';
import { AccessDecider } from './app/access/access-decider.js';
import { AccessFeed } from './app/aaa/access-feed.js';
import { AccessReader } from './app/aaa/access-reader.js';
import { SnapshotDisk } from './app/aaa/snapshot-disk.js';
import { TemplateFaults } from './app/aaa/template-faults.js';
import { REPLIES } from './app/policies/templates/template-providers.js';
import { AccessHandover } from './app/access/access-handover.js';
import { AccessOrders } from './app/convergence/access-orders.js';
import { AccessReconciler } from './app/convergence/access-reconciler.js';
import { CloseAccess, RevealAccessPassword } from './app/access/access-steps.js';
import { AccountingIntake } from './app/aaa/accounting-intake.js';
import { AccountingSpool } from './app/aaa/accounting-spool.js';
import { AccountingStore } from './app/aaa/accounting-store.js';
import { AddRouter } from './app/routers/add-router.js';
import {
  AddressPoolResolver,
  AddressCellOwnerResolver,
  AddressHistoryOwnerResolver,
  DueReleaseOwnerResolver,
} from './api/address.resolver.js';
import { CgnatResolver, WhoHadResolver } from './api/cgnat.resolver.js';
import { ADDRESS_COMMANDS, ADDRESS_PARTS, ADDRESS_QUERIES } from './app/addresses/parts.js';
import { ReleaseAddresses } from './app/addresses/release-addresses.schedule.js';
import { AuthLogStore } from './app/aaa/auth-log-store.js';
import { LetClosingsThrough, SetAccessBrake } from './app/convergence/brake-steps.js';
import { Brake } from './app/convergence/brake.js';
import { ChangeAccess } from './app/access/change-access.js';
import { ChangeRouter } from './app/routers/change-router.js';
import { CloseLostSessions } from './app/sessions/close-lost-sessions.schedule.js';
import { CustomersOf } from './app/access/customers-of.query.js';
import { ConvergeAccess } from './app/convergence/converge-access.job.js';
import { DefineAccessPolicy } from './app/policies/define-access-policy.js';
import { DisconnectByHand } from './app/convergence/disconnect-by-hand.job.js';
import { DisconnectSession, DisconnectSessions } from './app/convergence/disconnect-session.js';
import { ReapplyPolicy } from './app/convergence/reapply-policy.js';
import { RecentUsage } from './app/sessions/recent-usage.query.js';
import { SessionActResolver } from './api/session-act.resolver.js';
import { FreeradiusResolver } from './api/freeradius.resolver.js';
import { FindFreeradius, PreviewFreeradius } from './app/freeradius/find-freeradius.query.js';
import { DropOldRecords } from './app/sessions/drop-old-records.schedule.js';
import { AccessesOf, ListAccessTrouble } from './app/access/find-access.query.js';
import { NoticeListener } from './app/garden/notice-listener.js';
import { GARDEN } from './app/garden/garden-providers.js';
import { FindBrake } from './app/convergence/find-brake.query.js';
import { ConnectionsOf } from './app/access/find-connections.query.js';
import { MessagingModule } from '@demarc/messaging';
import { DefineFairUse } from './app/policies/define-fair-use.js';
import { DefineQuota } from './app/policies/define-quota.js';
import { AllowancesOf } from './app/policies/find-allowances.query.js';
import { TryPolicy } from './app/policies/try-policy.query.js';
import { PolicyResolver, ServiceAllowanceResolver } from './api/policy.resolver.js';
import { EffectivePolicies } from './app/policies/effective-policies.js';
import { ReevaluatePolicies } from './app/policies/reevaluate-policies.job.js';
import { AllowanceNotices } from './app/policies/usage/allowance-notices.js';
import { BuyAutomatically } from './app/policies/usage/buy-automatically.job.js';
import { BuyAutomaticTopUp, BuyTopUp, TopUps } from './app/policies/usage/buy-top-up.js';
import { GiveData } from './app/policies/usage/give-data.js';
import { PreviewTakeBack, TakeBackData, TakingBack, UndoTakeBack } from './app/policies/usage/take-back-data.js';
import { AutomaticBuyer, PolicyTurner } from './app/policies/usage/late-bound.js';
import { PolicyCycle } from './app/policies/usage/policy-cycle.js';
import { NewPlans } from './app/policies/usage/new-plans.js';
import { PolicyNews } from './app/policies/usage/policy-news.js';
import { PolicyEvaluation } from './app/policies/usage/policy-evaluation.js';
import { QuotaDesk } from './app/policies/usage/quota-desk.js';
import { AutomaticBuyerNow, PolicyTurnerNow } from './app/policies/usage/turn-now.js';
import { TurnPolicies, TurnPoliciesByTheClock } from './app/policies/usage/turn-policies.schedule.js';
import { PoliciesOf } from './app/policies/find-policies.query.js';
import { PreviewAccessChange } from './app/access/preview-access-change.query.js';
import { FreeradiusInbox } from './app/freeradius/freeradius-inbox.js';
import { FreeradiusMode } from './app/freeradius/freeradius-mode.js';
import { FreeradiusRole } from './app/freeradius/freeradius-role.js';
import { FreeradiusSetup } from './app/freeradius/freeradius-setup.js';
import { FreeradiusTables } from './app/freeradius/freeradius-tables.js';
import { SwitchFreeradius } from './app/freeradius/switch-freeradius.js';
import { FindUsage } from './app/sessions/find-usage.query.js';
import { FindGroupUsage } from './app/sessions/find-group-usage.query.js';
import { TopUsage } from './app/sessions/top-usage.query.js';
import { FindRetention } from './app/sessions/find-retention.query.js';
import { SetRetention } from './app/sessions/set-retention.js';
import { FinishUsageDays } from './app/sessions/finish-usage-days.schedule.js';
import { NETWORKING_IMPORTS } from './app/import-commands.js';
import { ListAccessActions } from './app/convergence/list-access-actions.query.js';
import { ListRadiusLog } from './app/aaa/list-radius-log.query.js';
import { ListRouters } from './app/routers/list-routers.query.js';
import { ListOnlineSessions, ListPastSessions } from './app/sessions/list-sessions.query.js';
import { OnCustomerStatusChanged, OnHoldLifted, OnHoldPlaced } from './app/access/on-customer-status-changed.js';
import {
  OnPlanChanged,
  OnPlanChangeUndone,
  OnServiceAdded,
  OnServiceChanged,
  OnServiceStarted,
} from './app/access/on-service-news.js';
import { OnlineCount } from './app/aaa/online-count.js';
import { Partitions } from './app/sessions/partitions.js';
import { ProvisionAccess } from './app/access/provision-access.js';
import { RadiusRole } from './app/aaa/radius-role.js';
import { CertificateOffice } from './app/aaa/radsec/certificate-office.js';
import { ChangesOverTls } from './app/aaa/radsec/changes-over-tls.js';
import { RadsecDesk } from './app/aaa/radsec/radsec-desk.js';
import { RecheckAccess } from './app/access/recheck-access.job.js';
import { ReconcileAccess } from './app/convergence/reconcile-access.schedule.js';
import { RetireRouter } from './app/routers/retire-router.js';
import { RevealRadiusSecret } from './app/routers/reveal-radius-secret.js';
import { RollUpUsage } from './app/sessions/roll-up-usage.schedule.js';
import { RouterTelegraph } from './app/convergence/router-telegraph.js';
import { BlockReachOf, RoutersOfSuspensions } from './app/convergence/block-reach.query.js';
import { OnAccessDrifted } from './app/convergence/on-access-drifted.js';
import { DriftResolver, RouterPlanResolver } from './api/drift.resolver.js';
import { DRIFT_PROVIDERS } from './app/drift/drift-providers.js';
import { ShaperController } from './api/shaper.controller.js';
import { SplynxDialectController } from './api/splynx-dialect.controller.js';
import { ShaperResolver } from './api/shaper.resolver.js';
import { SHAPER } from './app/shaper/shaper-providers.js';
import { StaffLoginResolver } from './api/staff-login.resolver.js';
import { STAFF_LOGINS } from './app/staff-logins/staff-login-providers.js';
import { ROUTER_PROVIDERS } from './router-providers.js';

const POLICIES = [
  EffectivePolicies,
  PolicyEvaluation,
  PolicyCycle,
  AllowanceNotices,
  PolicyNews,
  NewPlans,
  QuotaDesk,
  TopUps,
  { provide: PolicyTurner, useClass: PolicyTurnerNow },
  { provide: AutomaticBuyer, useClass: AutomaticBuyerNow },
  DefineFairUse,
  DefineQuota,
  BuyTopUp,
  BuyAutomaticTopUp,
  GiveData,
  TakingBack,
  PreviewTakeBack,
  TakeBackData,
  UndoTakeBack,
  ReevaluatePolicies,
  BuyAutomatically,
  TryPolicy,
  AllowancesOf,
  PolicyResolver,
  ServiceAllowanceResolver,
  TurnPolicies,
  TurnPoliciesByTheClock,
];
const RADIUS = [
  AccessFeed,
  AccessReader,
  SnapshotDisk,
  TemplateFaults,
  AccountingIntake,
  AccountingSpool,
  AccountingStore,
  AuthLogStore,
  OnlineCount,
  CertificateOffice,
  ChangesOverTls,
  Partitions,
  RadiusRole,
  RadsecDesk,
  FreeradiusInbox,
  FreeradiusMode,
  FreeradiusRole,
  FreeradiusSetup,
  FreeradiusTables,
];
const ACCESS = [
  AccessConverger,
  AccessDecider,
  AccessHandover,
  AccessOrders,
  AccessReconciler,
  ...ADDRESS_PARTS,
  Brake,
  RouterTelegraph,
];
const COMMANDS = [
  AddRouter,
  ChangeRouter,
  RetireRouter,
  RevealRadiusSecret,
  ...ADDRESS_COMMANDS,
  DefineAccessPolicy,
  ProvisionAccess,
  ChangeAccess,
  RevealAccessPassword,
  CloseAccess,
  DisconnectSession,
  DisconnectSessions,
  ReapplyPolicy,
  SetRetention,
  SetAccessBrake,
  LetClosingsThrough,
  SwitchFreeradius,
];
const SUBSCRIBERS = [
  OnCustomerStatusChanged,
  OnHoldPlaced,
  OnHoldLifted,
  OnServiceAdded,
  OnServiceStarted,
  OnServiceChanged,
  OnPlanChanged,
  OnPlanChangeUndone,
  OnAccessDrifted,
];
const JOBS = [ConvergeAccess, DisconnectByHand, RecheckAccess];
const SCHEDULES = [ReconcileAccess, CloseLostSessions, RollUpUsage, FinishUsageDays, DropOldRecords, ReleaseAddresses];
const QUERIES = [
  AccessesOf,
  BlockReachOf,
  RoutersOfSuspensions,
  ListAccessTrouble,
  FindBrake,
  ConnectionsOf,
  CustomersOf,
  PoliciesOf,
  PreviewAccessChange,
  FindUsage,
  RecentUsage,
  FindFreeradius,
  PreviewFreeradius,
  FindGroupUsage,
  TopUsage,
  FindRetention,
  ListAccessActions,
  ...ADDRESS_QUERIES,
  ListRadiusLog,
  ListRouters,
  ListOnlineSessions,
  ListPastSessions,
];
const RESOLVERS = [
  TemplateResolver,
  SimulatorResolver,
  StaffLoginResolver,
  NetworkingLoaders,
  RouterResolver,
  GardenResolver,
  AccessResolver,
  ServiceAccessResolver,
  PlanPolicyResolver,
  SessionResolver,
  SessionActResolver,
  FreeradiusResolver,
  CustomerNetworkResolver,
  UsageResolver,
  CustomerUsageResolver,
  ServiceUsageResolver,
  SessionOwnerResolver,
  TopUserOwnerResolver,
  LoginLineOwnerResolver,
  AccessOwnerResolver,
  AccessActionOwnerResolver,
  SuspensionNetworkResolver,
  SuspensionRoutersResolver,
  AddressPoolResolver,
  AddressCellOwnerResolver,
  AddressHistoryOwnerResolver,
  DueReleaseOwnerResolver,
  CgnatResolver,
  WhoHadResolver,
  DriftResolver,
  RouterPlanResolver,
  ShaperResolver,
];

@Module({
  imports: [CrmModule, BillingModule, MessagingModule],
  controllers: [NoticeController, ShaperController, SplynxDialectController],
  providers: [
    ...POLICIES,
    ...RADIUS,
    ...REPLIES,
    ...ACCESS,
    ...COMMANDS,
    ...QUERIES,
    ...RESOLVERS,
    ...NETWORKING_IMPORTS,
    ...DRIFT_PROVIDERS,
    ...ROUTER_PROVIDERS,
    ...STAFF_LOGINS,
    ...SUBSCRIBERS,
    ...JOBS,
    ...SCHEDULES,
    ...GARDEN,
    ...SHAPER,
  ],
  exports: [RadiusRole, FreeradiusRole, NoticeListener, AccessDecider],
})
export class NetworkingModule {}
