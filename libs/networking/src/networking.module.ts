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
} from './api/owner.resolver.js';
import { RouterResolver } from './api/router.resolver.js';
import { CustomerNetworkResolver, ServiceUsageResolver, SessionResolver } from './api/session.resolver.js';
import { AccessConverger } from './app/access-converger.js';
import { AccessDecider } from './app/access-decider.js';
import { AccessFeed } from './app/access-feed.js';
import { AccessHandover } from './app/access-handover.js';
import { AccessOrders } from './app/access-orders.js';
import { AccessReconciler } from './app/access-reconciler.js';
import { CloseAccess, RevealAccessPassword } from './app/access-steps.js';
import { AccountingIntake } from './app/accounting-intake.js';
import { AccountingSpool } from './app/accounting-spool.js';
import { AccountingStore } from './app/accounting-store.js';
import { AddPool } from './app/add-pool.js';
import { AddRouter } from './app/add-router.js';
import { AddressBook } from './app/address-book.js';
import { AuthLogStore } from './app/auth-log-store.js';
import { LetClosingsThrough, SetAccessBrake } from './app/brake-steps.js';
import { Brake } from './app/brake.js';
import { ChangeAccess } from './app/change-access.js';
import { ChangePool } from './app/change-pool.js';
import { ChangeRouter } from './app/change-router.js';
import { CloseLostSessions } from './app/close-lost-sessions.schedule.js';
import { CustomersOf } from './app/customers-of.query.js';
import { ConvergeAccess } from './app/converge-access.job.js';
import { DefineAccessPolicy } from './app/define-access-policy.js';
import { DisconnectByHand } from './app/disconnect-by-hand.job.js';
import { DisconnectSession } from './app/disconnect-session.js';
import { DropOldRecords } from './app/drop-old-records.schedule.js';
import { AccessesOf, ListAccessTrouble } from './app/find-access.query.js';
import { FindBrake } from './app/find-brake.query.js';
import { ConnectionsOf } from './app/find-connections.query.js';
import { PoliciesOf } from './app/find-policies.query.js';
import { FindUsage } from './app/find-usage.query.js';
import { NETWORKING_IMPORTS } from './app/import-commands.js';
import { ListAccessActions } from './app/list-access-actions.query.js';
import { ListPools } from './app/list-pools.query.js';
import { ListRadiusLog } from './app/list-radius-log.query.js';
import { ListRouters } from './app/list-routers.query.js';
import { ListOnlineSessions, ListPastSessions } from './app/list-sessions.query.js';
import { OnCustomerStatusChanged, OnHoldLifted, OnHoldPlaced } from './app/on-customer-status-changed.js';
import { OnPlanChanged, OnPlanChangeUndone, OnServiceAdded, OnServiceChanged, OnServiceStarted } from './app/on-service-news.js';
import { OnlineCount } from './app/online-count.js';
import { Partitions } from './app/partitions.js';
import { ProvisionAccess } from './app/provision-access.js';
import { RadiusRole } from './app/radius-role.js';
import { RecheckAccess } from './app/recheck-access.job.js';
import { ReconcileAccess } from './app/reconcile-access.schedule.js';
import { RetireRouter } from './app/retire-router.js';
import { RevealRadiusSecret } from './app/reveal-radius-secret.js';
import { RollUpUsage } from './app/roll-up-usage.schedule.js';
import { RouterTelegraph } from './app/router-telegraph.js';

const RADIUS = [
  AccessFeed,
  AccountingIntake,
  AccountingSpool,
  AccountingStore,
  AuthLogStore,
  OnlineCount,
  Partitions,
  RadiusRole,
];
const ACCESS = [
  AccessConverger,
  AccessDecider,
  AccessHandover,
  AccessOrders,
  AccessReconciler,
  AddressBook,
  Brake,
  RouterTelegraph,
];
const COMMANDS = [
  AddRouter,
  ChangeRouter,
  RetireRouter,
  RevealRadiusSecret,
  AddPool,
  ChangePool,
  DefineAccessPolicy,
  ProvisionAccess,
  ChangeAccess,
  RevealAccessPassword,
  CloseAccess,
  DisconnectSession,
  SetAccessBrake,
  LetClosingsThrough,
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
];
const JOBS = [ConvergeAccess, DisconnectByHand, RecheckAccess];
const SCHEDULES = [ReconcileAccess, CloseLostSessions, RollUpUsage, DropOldRecords];
const QUERIES = [
  AccessesOf,
  ListAccessTrouble,
  FindBrake,
  ConnectionsOf,
  CustomersOf,
  PoliciesOf,
  FindUsage,
  ListAccessActions,
  ListPools,
  ListRadiusLog,
  ListRouters,
  ListOnlineSessions,
  ListPastSessions,
];
const RESOLVERS = [
  NetworkingLoaders,
  RouterResolver,
  AccessResolver,
  ServiceAccessResolver,
  PlanPolicyResolver,
  SessionResolver,
  CustomerNetworkResolver,
  ServiceUsageResolver,
  SessionOwnerResolver,
  LoginLineOwnerResolver,
  AccessOwnerResolver,
  AccessActionOwnerResolver,
];

@Module({
  imports: [CrmModule, BillingModule],
  providers: [
    ...RADIUS,
    ...ACCESS,
    ...COMMANDS,
    ...QUERIES,
    ...RESOLVERS,
    ...NETWORKING_IMPORTS,
    ...SUBSCRIBERS,
    ...JOBS,
    ...SCHEDULES,
  ],
  exports: [RadiusRole, AccessDecider],
})
export class NetworkingModule {}
