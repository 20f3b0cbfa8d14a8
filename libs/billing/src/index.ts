import { HoldEntity } from './data/hold.entity.js';
import { PaymentMethodEntity } from './data/payment-method.entity.js';
import { PlanEntity } from './data/plan.entity.js';
import { ServiceEntity } from './data/service.entity.js';
import { TaxRateEntity } from './data/tax-rate.entity.js';

export { BillingModule } from './billing.module.js';
export { billingMigrations } from './data/migrations.js';
export { billingInvariants } from './invariants.js';
export { BillingPermissions } from './permissions.js';
export * from './events.js';
export * from './ids.js';
export type { CustomerStatus, PlanKind, ServiceStatus, Standing } from './domain/index.js';

export { Accounts, type Account } from './app/accounts.js';
export { Policies } from './app/policies.js';
export { type ServiceFacts, Services } from './app/services.js';
export { type BillingSettings, type BillingTerms, USUAL_SETTINGS } from './app/settings.js';
export { DefineTaxRate, DefineTaxRateInput } from './app/define-tax-rate.js';
export { ArchiveTaxRate } from './app/archive-tax-rate.js';
export { CreatePlan, CreatePlanInput } from './app/create-plan.js';
export { EditPlan, EditPlanInput } from './app/edit-plan.js';
export { ArchivePlan } from './app/archive-plan.js';
export { DefinePaymentMethod, DefinePaymentMethodInput } from './app/define-payment-method.js';
export { AddService, AddServiceInput, type AddedService } from './app/add-service.js';
export { IssueOneTimeInvoice, IssueOneTimeInvoiceInput } from './app/issue-one-time-invoice.js';
export { RecordPayment, RecordPaymentInput, type RecordedPayment } from './app/record-payment.js';
export { PreviewPayment } from './app/preview-payment.query.js';
export { PreviewRun, PreviewRunInput } from './app/preview-run.js';
export { PreviewRunJob, RUN_PAGE } from './app/preview-run.job.js';
export { ApproveRun, CancelRun, HoldRunItem, IssueRun } from './app/run-steps.js';
export { IssueRunJob } from './app/issue-run.job.js';
export { issuePage, type IssuedPage, type IssuePageDeps } from './app/issue-page.js';
export * from './app/import-commands.js';

export const billingEntities = [TaxRateEntity, PlanEntity, PaymentMethodEntity, HoldEntity, ServiceEntity] as const;
