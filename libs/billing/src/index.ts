import { HoldEntity } from './data/hold.entity.js';
import { PaymentMethodEntity } from './data/payment-method.entity.js';
import { PlanEntity } from './data/plan.entity.js';
import { ServiceEntity } from './data/service.entity.js';
import { TaxRateEntity } from './data/tax-rate.entity.js';

export { BillingModule } from './billing.module.js';
export { billingMigrations } from './data/migrations.js';
export { billingInvariants, MOVED_BY_DOCUMENTS } from './invariants.js';
export { BillingPermissions } from './permissions.js';
export * from './events.js';
export * from './ids.js';
export type { CustomerStatus, PlanKind, ServiceStatus, Standing } from './domain/index.js';

export { CustomerStatusEnum, PlanKindEnum, ServiceStatusEnum, StandingEnum } from './app/settings/enums.js';
export { Accounts, type Account } from './app/accounts/accounts.js';
export { Policies } from './app/settings/policies.js';
export { type ServiceFacts, Services } from './app/services/services.js';
export { type BillingSettings, type BillingTerms, USUAL_SETTINGS } from './app/settings/settings.js';
export { DefineTaxRate, DefineTaxRateInput } from './app/catalogue/define-tax-rate.js';
export { ArchiveTaxRate } from './app/catalogue/archive-tax-rate.js';
export { CreatePlan, CreatePlanInput } from './app/catalogue/create-plan.js';
export { EditPlan, EditPlanInput } from './app/catalogue/edit-plan.js';
export { ArchivePlan } from './app/catalogue/archive-plan.js';
export { DefinePaymentMethod, DefinePaymentMethodInput } from './app/payments/define-payment-method.js';
export { AddService, AddServiceInput, type AddedService } from './app/services/add-service.js';
export { IssueOneTimeInvoice, IssueOneTimeInvoiceInput } from './app/documents/issue-one-time-invoice.js';
export { RecordPayment, RecordPaymentInput, type RecordedPayment } from './app/payments/record-payment.js';
export { PreviewPayment } from './app/payments/preview-payment.query.js';
export { PreviewRun, PreviewRunInput } from './app/runs/preview-run.js';
export { PreviewRunJob, RUN_PAGE } from './app/runs/preview-run.job.js';
export { ApproveRun, CancelRun, IssueRun } from './app/runs/run-steps.js';
export { HoldRunItem, RefreshRun, TakeBackRunItem } from './app/runs/leave-out.js';
export { LinkSubAccount, UnlinkSubAccount } from './app/sub-accounts/link-sub-account.js';
export { FindLinks } from './app/sub-accounts/find-sub-accounts.query.js';
export { TurnLinks } from './app/sub-accounts/turn-links.schedule.js';
export { PreviewAccountUpdate, UpdateAccounts } from './app/settings/update-accounts.js';
export { ImagineMonth } from './app/imagine/imagine-month.js';
export { FindImagination, ListImagined } from './app/imagine/find-imagination.query.js';
export { ChargePrepaid } from './app/prepaid/charge-prepaid.js';
export { FindPrepaid, type FoundPrepaid } from './app/prepaid/find-prepaid.query.js';
export { FindSettingSources } from './app/settings/find-setting-sources.query.js';
export { DocumentPrepaid } from './app/prepaid/document-prepaid.schedule.js';
export { PlanRuns } from './app/runs/plan-runs.schedule.js';
export { PreviewCancelRecurring } from './app/runs/preview-cancel.query.js';
export { CancelRecurringInvoice, ReleaseDays } from './app/runs/cancel-recurring-invoice.js';
export { IssueRunJob } from './app/runs/issue-run.job.js';
export { issuePage, type IssuedPage, type IssuePageDeps } from './app/runs/issue-page.js';
export * from './app/imports/import-commands.js';
export { ChangeBillingSettings } from './app/accounts/account-commands.js';
export { ChangeBillingSettingsInput } from './app/accounts/account-settings.input.js';
export { ChangePolicy, ChangePolicyInput } from './app/settings/change-policy.js';
export { PlaceHold, LiftHold } from './app/standing/hold-commands.js';
export { EditService, ArchiveService } from './app/services/service-commands.js';
export { EndService, EndServiceInput, type EndedService } from './app/services/end-service.js';
export { PauseService, type PausedService } from './app/services/pause-service.js';
export { PauseServiceInput } from './app/services/pause.input.js';
export { ListOutstanding } from './app/services/list-outstanding.query.js';
export { TakeBackListPrice, TakeBackServicePrice } from './app/pricing/take-back-price.js';
export { type AddServicePreview, PreviewAddService } from './app/services/preview-add-service.query.js';
export { PreviewEnd, PreviewPause, PreviewRenewal } from './app/services/preview-service.query.js';
export { ResumeService } from './app/services/resume-service.js';
export { AddServiceDiscount, ChangeServiceDiscount, EndServiceDiscount } from './app/pricing/discount-commands.js';
export { ApplyDiscounts, PreviewDiscounts } from './app/pricing/apply-discounts.js';
export { DiscountsOf, ListPriceExceptions, PricesOf } from './app/pricing/find-discounts.query.js';
export { EndTaxExemption, GrantTaxExemption } from './app/pricing/exemption-commands.js';
export { ExemptionsOf, ListTaxes } from './app/pricing/find-taxes.query.js';
export { DefineTaxGroup, DropTaxRate, PlanTaxRate } from './app/pricing/tax-commands.js';
export { TurnPrices } from './app/pricing/turn-prices.schedule.js';
export { ChangePlan, ChangePlanInput, type ChangedPlan } from './app/plan-changes/change-plan.js';
export { UndoPlanChange, type UndonePlanChange } from './app/plan-changes/undo-plan-change.js';
export { PreviewUndoPlanChange } from './app/plan-changes/preview-undo.query.js';
export { PreviewPlanChange } from './app/plan-changes/preview-plan-change.query.js';
export { AllocatePayment, MoveAllocation, UndoAllocation } from './app/payments/payment-commands.js';
export { ReversePayment } from './app/payments/reverse-payment.js';
export { HandBackMoney } from './app/payments/hand-back-money.js';
export { UndoWriteOff, WriteOffInvoice } from './app/payments/write-off-commands.js';
export { ForfeitDeposit, GiveBackDeposit, TakeDeposit } from './app/payments/deposit-commands.js';
export { UseDeposit } from './app/payments/use-deposit.js';
export { PreviewMoneyStep } from './app/payments/preview-money-step.query.js';
export { AddFutureItem, CancelFutureItem, ChangeFutureItem } from './app/documents/future-item-commands.js';
export { AddFutureItemInput } from './app/documents/future-item.input.js';
export { CorrectInvoice, PreviewCorrection } from './app/documents/correct-invoice.js';
export { CreditInvoice, PreviewCredit } from './app/documents/credit-invoice.js';
export { IssueCreditNote } from './app/documents/issue-credit-note.js';
export { SavePaperLogo } from './app/documents/paper-logo.js';
export { DropPaperTemplate, SavePaperTemplate } from './app/documents/template-commands.js';
export { CancelProforma, IssueProforma } from './app/documents/proforma-commands.js';
export { MakeProformas } from './app/documents/make-proformas.schedule.js';
export { PostDebit, TakeBackDebit } from './app/documents/post-debit.js';
export { OnInvoicesIssued } from './app/documents/on-documents-issued.js';
export { ListUnmailed } from './app/documents/find-mails.query.js';
export { SendDocument, SendDocumentInput } from './app/documents/send-document.js';
export { VoidInvoice } from './app/documents/void-invoice.js';
export { FindWaysToPay } from './app/payments/ways-to-pay.query.js';
export {
  FindSettlement,
  ListResellers,
  ListSettlements,
  PreviewSettlement,
  SettlementLines,
} from './app/resellers/find-resellers.query.js';
export { PayReseller, UndoResellerSettlement } from './app/resellers/pay-reseller.js';
export { SetResellerTerms } from './app/resellers/set-reseller-terms.js';
export { SettleReseller } from './app/resellers/settle-reseller.js';
export { ChargeFees } from './app/standing/charge-fees.schedule.js';
export { DefineFee, EndFee, WaiveFee } from './app/standing/fee-commands.js';
export { LookAhead, type WhatHappensNext } from './app/standing/look-ahead.query.js';
export { MakePromise, PromiseToPay, ProtectCustomer } from './app/standing/promise-commands.js';
export { PreviewRollback, RollBackSuspensions } from './app/standing/roll-back-suspensions.js';
export { PreviewSuspensions, type SuspensionPreview } from './app/standing/preview-suspensions.js';
export { ApproveSuspensions } from './app/standing/approve-suspensions.js';
export { EndSuspensions, GoOnWithSuspensions, StopSuspensions } from './app/standing/roll-out-commands.js';
export { SuspensionProgress } from './app/standing/suspension-progress.js';
export { WakeSuspensions } from './app/standing/wake-suspensions.schedule.js';
export { SuspensionBatchView, SuspensionView } from './api/suspension.view.js';
export { WatchStanding } from './app/standing/watch-standing.schedule.js';
export { RenewContract } from './app/services/renew-contract.js';
export { WatchContracts } from './app/services/watch-contracts.schedule.js';
export { TurnServices } from './app/services/turn-services.schedule.js';
export { WakeRuns } from './app/runs/wake-runs.schedule.js';

export { ConnectProviderInput, ProviderConnecting } from './app/gateways/connect-provider.js';
export { DisconnectProvider, ReplaceWebhookSecrets } from './app/gateways/provider-steps.js';
export { Checkouts, type StartedCheckout } from './app/gateways/checkouts.js';
export { StartCheckout, StartCheckoutInput } from './app/gateways/start-checkout.js';
export { RefundPayment, RefundPaymentInput } from './app/gateways/refund-payment.js';
export { FindCheckout, type FoundCheckout, ListRefunds } from './app/gateways/find-checkout.query.js';
export { NoticeReceiving } from './app/gateways/receive-notice.js';
export { ListNotices, ListProviders, RetryNotice } from './app/gateways/list-notices.query.js';
export { LookAtOpenPayments } from './app/gateways/look-at-open-payments.schedule.js';
export { SendRefundJob } from './app/gateways/send-refund.job.js';
export { TakeNoticeJob } from './app/gateways/take-notice.job.js';
export { AddRevenueAccount, EditLedgerAccount } from './app/ledger/edit-chart.js';
export { MapRevenue } from './app/ledger/map-revenue.js';
export { CHART_OF_ACCOUNTS, type LedgerAccount } from './domain/index.js';
export { type FutureCharge, FutureCharges } from './app/runs/future-charges.js';
export { PaperPress } from './documents/paper-press.js';
export { samplePaper } from './documents/paper-sample.js';
export type { PaperOrder } from './documents/print-order.js';
export {
  OneTimeReturns,
  type ReturnLine,
  type SaleReturn,
  type SaleToReturn,
} from './app/documents/one-time-returns.js';
export { OneTimeSales, type SoldOnce } from './app/documents/one-time-sales.js';
export { Papers } from './app/documents/papers.js';

export { ServiceView } from './api/service.view.js';
export { PlanView } from './api/catalogue.view.js';

export const billingEntities = [TaxRateEntity, PlanEntity, PaymentMethodEntity, HoldEntity, ServiceEntity] as const;
export { RestorePlan } from './app/catalogue/archive-plan.js';
export { ChangePlanPrice, PreviewPriceChange } from './app/catalogue/change-plan-price.js';
export { FindPlanMove, PlanMoveItems } from './app/catalogue/find-plan-moves.query.js';
export { FindPriceChange, PriceChangeItems } from './app/catalogue/find-price-changes.query.js';
export { PlanPrices, PlansInFigures } from './app/catalogue/plan-figures.query.js';
export { ApplyPlanMove, PreparePlanMove } from './app/catalogue/plan-move-commands.js';
export { PlansOnOffer } from './app/catalogue/plans-on-offer.query.js';
export { TurnPlanPrices } from './app/catalogue/turn-plan-prices.schedule.js';
