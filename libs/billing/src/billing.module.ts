import { Module } from '@nestjs/common';
import { CrmModule } from '@demarc/crm';
import { AddService } from './app/add-service.js';
import { IssueOneTimeInvoice } from './app/issue-one-time-invoice.js';
import {
  OnCustomerActivated,
  OnCustomerClosed,
  OnCustomerDeactivated,
  OnCustomerOpened,
  OnCustomerRestored,
  OnCustomersImported,
} from './app/on-customer-steps.js';
import { Accounts } from './app/accounts.js';
import { ArchivePlan } from './app/archive-plan.js';
import { ArchiveTaxRate } from './app/archive-tax-rate.js';
import { CreatePlan } from './app/create-plan.js';
import { DefinePaymentMethod } from './app/define-payment-method.js';
import { DefineTaxRate } from './app/define-tax-rate.js';
import { EditPlan } from './app/edit-plan.js';
import { Policies } from './app/policies.js';
import { PreviewPayment } from './app/preview-payment.query.js';
import { RecordPayment } from './app/record-payment.js';
import { StandingWatch } from './app/standing-watch.js';

const COMMANDS = [DefineTaxRate, ArchiveTaxRate, CreatePlan, EditPlan, ArchivePlan, DefinePaymentMethod, RecordPayment, AddService, IssueOneTimeInvoice];
const SUBSCRIBERS = [OnCustomerOpened, OnCustomerActivated, OnCustomerDeactivated, OnCustomerClosed, OnCustomerRestored, OnCustomersImported];
const QUERIES = [PreviewPayment];

@Module({
  imports: [CrmModule],
  providers: [Policies, Accounts, StandingWatch, ...COMMANDS, ...QUERIES, ...SUBSCRIBERS],
  exports: [Policies, Accounts, StandingWatch],
})
export class BillingModule {}
