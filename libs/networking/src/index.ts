import { networkingMigrations } from './data/migrations.js';
import { RouterEntity } from './data/router.entity.js';

export { NetworkingModule } from './networking.module.js';
export { networkingMigrations };
export { networkingInvariants } from './invariants.js';
export { NetworkingPermissions } from './permissions.js';
export * from './events.js';
export * from './domain/ids.js';
export type { BlockedFor, ClosedFor, DesiredAccess, Purpose } from './domain/desired-access.js';
export type { RouterOptions } from './domain/router-options.js';
export { AccessesOf, ListAccessTrouble } from './app/access/find-access.query.js';
export { ConnectionsOf } from './app/access/find-connections.query.js';
export { FindUsage } from './app/sessions/find-usage.query.js';
export { FindGroupUsage } from './app/sessions/find-group-usage.query.js';
export { TopUsage } from './app/sessions/top-usage.query.js';
export { FindRetention } from './app/sessions/find-retention.query.js';
export { SetRetention, SetRetentionInput } from './app/sessions/set-retention.js';
export { FinishUsageDays } from './app/sessions/finish-usage-days.schedule.js';
export { ListAccessActions } from './app/convergence/list-access-actions.query.js';
export { ListRadiusLog } from './app/aaa/list-radius-log.query.js';
export { SimulateLogin } from './app/aaa/simulate-login.query.js';
export { DefineReplyTemplate, RestoreUsualReply } from './app/policies/templates/define-reply-template.js';
export { DefineReplyTemplateInput, ReplyTemplateKeyInput } from './app/policies/templates/reply-template.input.js';
export { ListReplyTemplates } from './app/policies/templates/list-reply-templates.query.js';
export { PreviewReply } from './app/policies/templates/preview-reply.query.js';
export { ListRouters } from './app/routers/list-routers.query.js';
export { ListOnlineSessions, ListPastSessions } from './app/sessions/list-sessions.query.js';
export { PoliciesOf } from './app/policies/find-policies.query.js';
export { FreeradiusSetup } from './app/freeradius/freeradius-setup.js';
export { FreeradiusRole } from './app/freeradius/freeradius-role.js';
export {
  type FreeradiusSwitched,
  REST_USER,
  SwitchFreeradius,
  SwitchFreeradiusInput,
} from './app/freeradius/switch-freeradius.js';
export { RadiusRole } from './app/aaa/radius-role.js';
export { AccountingStore } from './app/aaa/accounting-store.js';
export { type AccountingRecord, classText, sessionKey } from './radius/index.js';
export { AddRouter, AddRouterInput } from './app/routers/add-router.js';
export { ChangeRouter, ChangeRouterInput } from './app/routers/change-router.js';
export { PutOnSector, SaveSector } from './app/sites/save-sector.js';
export { SaveSite } from './app/sites/save-site.js';
export { SaveDevice } from './app/monitoring/save-device.js';
export { RetireRouter, RouterStepInput } from './app/routers/retire-router.js';
export { PreviewRequireSigning, RequireSigning } from './app/routers/posture/require-signing.js';
export { RouterPostures } from './app/routers/posture/router-postures.query.js';
export { SetSigningPolicy } from './app/routers/posture/set-signing-policy.js';
export { RequireSigningInput, SetSigningPolicyInput } from './app/routers/posture/signing.input.js';
export { SetRouterTlsInput } from './app/routers/tls/router-tls.input.js';
export { FindRouterTls, ListStrangers } from './app/routers/tls/router-tls.query.js';
export { REVOKE_REASONS, RevokeCertificate, type RevokeReason } from './app/routers/tls/revoke-certificate.js';
export { ListRevoked } from './app/routers/tls/revoked-certificates.query.js';
export { SetRouterTls } from './app/routers/tls/set-router-tls.js';
export { CertificateOffice, type IssuedCertificate, plainName } from './app/aaa/radsec/certificate-office.js';
export { RevealRadiusSecret } from './app/routers/reveal-radius-secret.js';
export { AddPool } from './app/addresses/add-pool.js';
export { ChangePool } from './app/addresses/change-pool.js';
export { MergePools, RemovePool, SplitPool } from './app/addresses/cut-pools.js';
export {
  AddPoolInput,
  ChangePoolInput,
  MergePoolsInput,
  PoolStepInput,
  SplitPoolInput,
} from './app/addresses/pool.input.js';
export { FreeList } from './app/addresses/free-list.js';
export { AddressGrid } from './app/addresses/address-grid.query.js';
export { AddressHistory } from './app/addresses/address-history.query.js';
export { networkById } from './app/addresses/networks.js';
export { CgnatStepInput, DefineCgnatMap, DefineCgnatMapInput, EndCgnatMap } from './app/addresses/define-cgnat-map.js';
export { CgnatRecipe, TranslateAddress } from './app/addresses/list-cgnat.query.js';
export { RecordPortBlocks } from './app/addresses/record-port-blocks.js';
export { WhoHad } from './app/addresses/who-had.js';
export { ListPools } from './app/addresses/list-pools.query.js';
export { EndReservation, ReserveAddresses } from './app/addresses/reserve-addresses.js';
export { SetAddressSettings } from './app/addresses/address-settings.js';
export { ReleaseAddresses } from './app/addresses/release-addresses.schedule.js';
export { DefineAccessPolicy, DefineAccessPolicyInput } from './app/policies/define-access-policy.js';
export { DefineFairUse, DefineFairUseInput } from './app/policies/define-fair-use.js';
export { DefineQuota, DefineQuotaInput } from './app/policies/define-quota.js';
export { EffectivePolicies } from './app/policies/effective-policies.js';
export { AllowancesOf } from './app/policies/find-allowances.query.js';
export { TryPolicy, TryPolicyInput } from './app/policies/try-policy.query.js';
export { BuyAutomaticTopUp, BuyTopUp, BuyTopUpInput } from './app/policies/usage/buy-top-up.js';
export { GiveData, GiveDataInput } from './app/policies/usage/give-data.js';
export { PreviewTakeBack, TakeBackData, UndoTakeBack } from './app/policies/usage/take-back-data.js';
export { TakeBackDataInput, TakeBackWishInput, UndoTakeBackInput } from './app/policies/usage/take-back.input.js';
export { TurnPolicies, TurnPoliciesByTheClock } from './app/policies/usage/turn-policies.schedule.js';
export { type ProvisionedAccess, ProvisionAccess } from './app/access/provision-access.js';
export { AccessStepInput, ChangeAccessInput, ProvisionAccessInput } from './app/access/access.input.js';
export { ChangeAccess } from './app/access/change-access.js';
export { CloseAccess, RevealAccessPassword } from './app/access/access-steps.js';
export {
  ChangeDeviceLogin,
  GiveDeviceLogin,
  RenewDevicePassword,
  RenewOwnDevicePassword,
  TakeDeviceLogin,
} from './app/staff-logins/device-login-commands.js';
export {
  ChangeDeviceLoginInput,
  DeviceLoginStepInput,
  GiveDeviceLoginInput,
} from './app/staff-logins/device-login.input.js';
export { ListDeviceLogins, OwnDeviceLogin } from './app/staff-logins/device-logins.query.js';
export {
  DisconnectSession,
  DisconnectSessionInput,
  DisconnectSessions,
  SessionsInput,
} from './app/convergence/disconnect-session.js';
export { ReapplyPolicy } from './app/convergence/reapply-policy.js';
export { RecentUsage } from './app/sessions/recent-usage.query.js';
export {
  LetClosingsThrough,
  LetClosingsThroughInput,
  SetAccessBrake,
  SetAccessBrakeInput,
} from './app/convergence/brake-steps.js';
export { CompareRouters, ProposeRouterPlan } from './app/drift/compare-routers.js';
export { CompareRouter } from './app/drift/compare-router.job.js';
export { ApplyRouterPlan } from './app/drift/apply-router-plan.job.js';
export { DecideRouterRows, PreviewRouterRows } from './app/drift/decide-rows.js';
export { KeepRouters } from './app/drift/keep-routers.schedule.js';
export { ManagedRouters } from './app/drift/managed-routers.js';
export { ApproveRouterPlans, ProposeRouterPlans } from './app/drift/fleet-commands.js';
export { ApproveRouterPlan, DiscardRouterPlan, RollBackRouterPlan } from './app/drift/plan-commands.js';
export { type WantedRow, WantedRows } from './app/drift/wanted-rows.js';
export { SetRouterApi } from './app/routers/checks/set-router-api.js';
export { SetRouterKeeping } from './app/drift/set-router-keeping.js';
export { RouterLines } from './app/drift/router-lines.js';
export { ConvergeAccess } from './app/convergence/converge-access.job.js';
export { CloseLostSessions } from './app/sessions/close-lost-sessions.schedule.js';
export { DropOldRecords } from './app/sessions/drop-old-records.schedule.js';
export { RollUpUsage } from './app/sessions/roll-up-usage.schedule.js';
export { ReconcileAccess } from './app/convergence/reconcile-access.schedule.js';
export { NoticeListener } from './app/garden/notice-listener.js';
export { SetGarden, SetGardenInput } from './app/garden/set-garden.js';
export { CircuitBook } from './app/shaper/circuit-book.js';
export { ReadShaperFeed, ReadShaperPicture } from './app/shaper/read-shaper-feed.query.js';
export { ShaperDesk } from './app/shaper/shaper-desk.js';
export { FindCircuits, FindShaperOverview } from './app/shaper/shaper-overview.query.js';
export * from './app/import-commands.js';

export const networkingEntities = [RouterEntity] as const;
