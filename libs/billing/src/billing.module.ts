import { Module } from '@nestjs/common';
import { CrmModule } from '@demarc/crm';
import { MessagingModule } from '@demarc/messaging';
import { AccountResolver } from './api/account.resolver.js';
import { CatalogueResolver } from './api/catalogue.resolver.js';
import { ChartResolver } from './api/chart.resolver.js';
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
import { ServiceResolver } from './api/service.resolver.js';
import { SettingsResolver } from './api/settings.resolver.js';
import { SuspensionResolver } from './api/suspension.resolver.js';
import { CustomersOf } from './app/accounts/customers-of.query.js';
import { AccountsOf, FindSettings, HoldsOf } from './app/accounts/find-accounts.query.js';
import {
  FindPlan,
  ListPaymentMethods,
  ListPlanFields,
  ListPlans,
  ListTaxRates,
} from './app/catalogue/find-catalogue.query.js';
import { CreditNotesOf, FindInvoice, LinesOf, ListInvoices } from './app/documents/find-documents.query.js';
import { AddRevenueAccount, EditLedgerAccount } from './app/ledger/edit-chart.js';
import { ListChart, ListRevenueMappings } from './app/ledger/find-chart.query.js';
import { ListEntries } from './app/ledger/find-journal.query.js';
import { MapRevenue } from './app/ledger/map-revenue.js';
import { AllocationsOf, FindPayment, ListPayments } from './app/payments/find-payments.query.js';
import { FindSuspensionBatch, ListSuspensionBatches, ListSuspensions } from './app/runs/find-runs.query.js';
import { FindService, ServicesOf } from './app/services/find-services.query.js';
import { AddService } from './app/services/add-service.js';
import { ChangeBillingSettings } from './app/accounts/account-commands.js';
import { ApplySuspensionsJob } from './app/standing/apply-suspensions.job.js';
import { ApproveSuspensions } from './app/standing/approve-suspensions.js';
import { ChangePolicy } from './app/settings/change-policy.js';
import { LiftHold, PlaceHold } from './app/standing/hold-commands.js';
import { AllocatePayment, UndoAllocation } from './app/payments/payment-commands.js';
import { PreviewSuspensions } from './app/standing/preview-suspensions.js';
import { ArchiveService, EditService } from './app/services/service-commands.js';
import { TurnServices } from './app/services/turn-services.schedule.js';
import { WatchStanding } from './app/standing/watch-standing.schedule.js';
import { FindWaysToPay } from './app/payments/ways-to-pay.query.js';
import {
  OnCustomerActivated,
  OnCustomerClosed,
  OnCustomerDeactivated,
  OnCustomerOpened,
  OnCustomerRestored,
  OnCustomersImported,
} from './app/accounts/on-customer-steps.js';
import { CATALOGUE_PROVIDERS } from './catalogue-providers.js';
import { CYCLE_PROVIDERS } from './cycle-providers.js';
import { DOCUMENT_CONTROLLERS, DOCUMENT_PROVIDERS } from './document-providers.js';
import { COLLECTION_PROVIDERS } from './collection.js';
import { GATEWAY_CONTROLLERS, GATEWAY_PROVIDERS } from './gateways.js';
import { Checkouts } from './app/gateways/checkouts.js';
import { Accounts } from './app/accounts/accounts.js';
import { ArchivePlan } from './app/catalogue/archive-plan.js';
import { ArchiveTaxRate } from './app/catalogue/archive-tax-rate.js';
import { CreatePlan } from './app/catalogue/create-plan.js';
import { DefinePaymentMethod } from './app/payments/define-payment-method.js';
import { DefineTaxRate } from './app/catalogue/define-tax-rate.js';
import { EditPlan } from './app/catalogue/edit-plan.js';
import { BILLING_IMPORTS } from './app/imports/import-commands.js';
import { PaperPress } from './documents/paper-press.js';
import { OneTimeReturns } from './app/documents/one-time-returns.js';
import { OneTimeSales } from './app/documents/one-time-sales.js';
import { Papers } from './app/documents/papers.js';
import { FutureCharges } from './app/runs/future-charges.js';
import { Policies } from './app/settings/policies.js';
import { PreviewPayment } from './app/payments/preview-payment.query.js';
import { RecordPayment } from './app/payments/record-payment.js';
import { Services } from './app/services/services.js';
import { StandingWatch } from './app/standing/standing-watch.js';
import { SuspensionProgress } from './app/standing/suspension-progress.js';
import { SERVICE_PROVIDERS } from './service-providers.js';
import { PRICING_PROVIDERS } from './pricing-providers.js';
import { RESELLER_PROVIDERS } from './resellers.js';

const COMMANDS = [
  DefineTaxRate,
  ArchiveTaxRate,
  CreatePlan,
  EditPlan,
  ArchivePlan,
  DefinePaymentMethod,
  RecordPayment,
  AddService,
  EditService,
  ArchiveService,
  PlaceHold,
  LiftHold,
  ChangeBillingSettings,
  ChangePolicy,
  AllocatePayment,
  UndoAllocation,
  PreviewSuspensions,
  ApproveSuspensions,
  EditLedgerAccount,
  AddRevenueAccount,
  MapRevenue,
];
const SUBSCRIBERS = [
  OnCustomerOpened,
  OnCustomerActivated,
  OnCustomerDeactivated,
  OnCustomerClosed,
  OnCustomerRestored,
  OnCustomersImported,
];
const JOBS = [ApplySuspensionsJob, WatchStanding, TurnServices];
const QUERIES = [
  PreviewPayment,
  ListPlans,
  ListPlanFields,
  FindPlan,
  ListTaxRates,
  ListPaymentMethods,
  AccountsOf,
  HoldsOf,
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
  ListChart,
  ListRevenueMappings,
  ListSuspensionBatches,
  FindSuspensionBatch,
  ListSuspensions,
  CustomersOf,
];
const RESOLVERS = [
  BillingLoaders,
  CatalogueResolver,
  ChartResolver,
  CustomerFieldsResolver,
  AccountResolver,
  ServiceResolver,
  InvoiceResolver,
  CreditNoteResolver,
  PaymentResolver,
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
  imports: [CrmModule, MessagingModule],
  controllers: [...GATEWAY_CONTROLLERS, ...DOCUMENT_CONTROLLERS],
  providers: [
    Policies,
    Accounts,
    Services,
    StandingWatch,
    ...COMMANDS,
    ...SERVICE_PROVIDERS,
    ...BILLING_IMPORTS,
    ...QUERIES,
    ...SUBSCRIBERS,
    ...JOBS,
    ...RESOLVERS,
    ...CATALOGUE_PROVIDERS,
    ...CYCLE_PROVIDERS,
    ...GATEWAY_PROVIDERS,
    ...PRICING_PROVIDERS,
    ...COLLECTION_PROVIDERS,
    ...RESELLER_PROVIDERS,
    ...DOCUMENT_PROVIDERS,
  ],
  exports: [
    Policies,
    Accounts,
    Checkouts,
    Services,
    StandingWatch,
    SuspensionProgress,
    PaperPress,
    Papers,
    FutureCharges,
    OneTimeSales,
    OneTimeReturns,
  ],
})
export class BillingModule {}
