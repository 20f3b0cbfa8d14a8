import { Module } from '@nestjs/common';
import { CrmModule } from '@demarc/crm';
import { AccountResolver } from './api/account.resolver.js';
import { CatalogueResolver } from './api/catalogue.resolver.js';
import { CustomerFieldsResolver } from './api/customer-fields.resolver.js';
import {
  CreditNoteOwnerResolver,
  InvoiceOwnerResolver,
  PaymentOwnerResolver,
  RunItemOwnerResolver,
  ServiceOwnerResolver,
  SuspensionOwnerResolver,
} from './api/document-owner.resolver.js';
import { CreditNoteResolver, InvoiceResolver } from './api/document.resolver.js';
import { BillingLoaders } from './api/loaders.js';
import { PaymentResolver } from './api/payment.resolver.js';
import { RunResolver } from './api/run.resolver.js';
import { ServiceResolver } from './api/service.resolver.js';
import { SettingsResolver } from './api/settings.resolver.js';
import { SuspensionResolver } from './api/suspension.resolver.js';
import { CustomersOf } from './app/customers-of.query.js';
import { AccountsOf, FindSettings, HoldsOf, LookAhead } from './app/find-accounts.query.js';
import { FindPlan, ListPaymentMethods, ListPlans, ListTaxRates } from './app/find-catalogue.query.js';
import { CreditNotesOf, FindInvoice, LinesOf, ListInvoices } from './app/find-documents.query.js';
import { ListEntries } from './app/find-journal.query.js';
import { AllocationsOf, FindPayment, ListPayments } from './app/find-payments.query.js';
import {
  FindRun,
  FindSuspensionBatch,
  ListRunItems,
  ListRuns,
  ListSuspensionBatches,
  ListSuspensions,
  RunCauses,
} from './app/find-runs.query.js';
import { FindService, ServicesOf } from './app/find-services.query.js';
import { AddService } from './app/add-service.js';
import { ChangeBillingSettings, PromiseToPay } from './app/account-commands.js';
import { ApplySuspensionsJob } from './app/apply-suspensions.job.js';
import { ApproveSuspensions } from './app/approve-suspensions.js';
import { ChangePlan } from './app/change-plan.js';
import { ChangePolicy } from './app/change-policy.js';
import { LiftHold, PlaceHold } from './app/hold-commands.js';
import { AllocatePayment, ReversePayment, UndoAllocation } from './app/payment-commands.js';
import { PreviewPlanChange } from './app/preview-plan-change.query.js';
import { PreviewSuspensions } from './app/preview-suspensions.js';
import { ArchiveService, EditService, EndService, PauseService, ResumeService } from './app/service-commands.js';
import { TurnServices } from './app/turn-services.schedule.js';
import { VoidInvoice } from './app/void-invoice.js';
import { WatchStanding } from './app/watch-standing.schedule.js';
import { FindWaysToPay } from './app/ways-to-pay.query.js';
import { IssueRunJob } from './app/issue-run.job.js';
import { PreviewRun } from './app/preview-run.js';
import { PreviewRunJob } from './app/preview-run.job.js';
import { ApproveRun, CancelRun, HoldRunItem, IssueRun } from './app/run-steps.js';
import { WakeRuns } from './app/wake-runs.schedule.js';
import { IssueOneTimeInvoice } from './app/issue-one-time-invoice.js';
import {
  OnCustomerActivated,
  OnCustomerClosed,
  OnCustomerDeactivated,
  OnCustomerOpened,
  OnCustomerRestored,
  OnCustomersImported,
} from './app/on-customer-steps.js';
import { GATEWAY_CONTROLLERS, GATEWAY_PROVIDERS } from './gateways.js';
import { Accounts } from './app/accounts.js';
import { ArchivePlan } from './app/archive-plan.js';
import { ArchiveTaxRate } from './app/archive-tax-rate.js';
import { CreatePlan } from './app/create-plan.js';
import { DefinePaymentMethod } from './app/define-payment-method.js';
import { DefineTaxRate } from './app/define-tax-rate.js';
import { EditPlan } from './app/edit-plan.js';
import { BILLING_IMPORTS } from './app/import-commands.js';
import { Policies } from './app/policies.js';
import { PreviewPayment } from './app/preview-payment.query.js';
import { RecordPayment } from './app/record-payment.js';
import { Services } from './app/services.js';
import { StandingWatch } from './app/standing-watch.js';

const COMMANDS = [
  DefineTaxRate,
  ArchiveTaxRate,
  CreatePlan,
  EditPlan,
  ArchivePlan,
  DefinePaymentMethod,
  RecordPayment,
  AddService,
  IssueOneTimeInvoice,
  PreviewRun,
  ApproveRun,
  IssueRun,
  CancelRun,
  HoldRunItem,
  EditService,
  PauseService,
  ResumeService,
  EndService,
  ArchiveService,
  ChangePlan,
  PlaceHold,
  LiftHold,
  ChangeBillingSettings,
  PromiseToPay,
  ChangePolicy,
  ReversePayment,
  AllocatePayment,
  UndoAllocation,
  VoidInvoice,
  PreviewSuspensions,
  ApproveSuspensions,
];
const SUBSCRIBERS = [
  OnCustomerOpened,
  OnCustomerActivated,
  OnCustomerDeactivated,
  OnCustomerClosed,
  OnCustomerRestored,
  OnCustomersImported,
];
const JOBS = [PreviewRunJob, IssueRunJob, WakeRuns, ApplySuspensionsJob, WatchStanding, TurnServices];
const QUERIES = [
  PreviewPayment,
  PreviewPlanChange,
  ListPlans,
  FindPlan,
  ListTaxRates,
  ListPaymentMethods,
  AccountsOf,
  HoldsOf,
  LookAhead,
  FindWaysToPay,
  FindSettings,
  ServicesOf,
  FindService,
  ListInvoices,
  FindInvoice,
  LinesOf,
  CreditNotesOf,
  ListPayments,
  FindPayment,
  AllocationsOf,
  ListEntries,
  ListRuns,
  FindRun,
  ListRunItems,
  RunCauses,
  ListSuspensionBatches,
  FindSuspensionBatch,
  ListSuspensions,
  CustomersOf,
];
const RESOLVERS = [
  BillingLoaders,
  CatalogueResolver,
  CustomerFieldsResolver,
  AccountResolver,
  ServiceResolver,
  InvoiceResolver,
  CreditNoteResolver,
  PaymentResolver,
  RunResolver,
  SuspensionResolver,
  SettingsResolver,
  InvoiceOwnerResolver,
  CreditNoteOwnerResolver,
  PaymentOwnerResolver,
  ServiceOwnerResolver,
  RunItemOwnerResolver,
  SuspensionOwnerResolver,
];

@Module({
  imports: [CrmModule],
  controllers: GATEWAY_CONTROLLERS,
  providers: [
    Policies,
    Accounts,
    Services,
    StandingWatch,
    ...COMMANDS,
    ...BILLING_IMPORTS,
    ...QUERIES,
    ...SUBSCRIBERS,
    ...JOBS,
    ...RESOLVERS,
    ...GATEWAY_PROVIDERS,
  ],
  exports: [Policies, Accounts, Services, StandingWatch],
})
export class BillingModule {}
