import { PrepaidResolver } from './api/prepaid.resolver.js';
import { SettingSourceResolver } from './api/setting-source.resolver.js';
import { AccountUpdateResolver } from './api/account-update.resolver.js';
import { SubAccountResolver } from './api/sub-account.resolver.js';
import { AccountChangeOwnerResolver, ImaginedCustomerOwnerResolver } from './api/cycle-owner.resolver.js';
import { ImagineResolver } from './api/imagine.resolver.js';
import { RunResolver } from './api/run.resolver.js';
import { ChargePrepaid } from './app/prepaid/charge-prepaid.js';
import { DocumentPrepaid } from './app/prepaid/document-prepaid.schedule.js';
import { FindPrepaid } from './app/prepaid/find-prepaid.query.js';
import {
  OnPrepaidCredit,
  OnPrepaidPayment,
  OnPrepaidPlanChanged,
  OnPrepaidReversal,
  OnPrepaidServiceAdded,
  OnPrepaidServiceStarted,
} from './app/prepaid/on-prepaid-steps.js';
import { PrepaidCharging } from './app/prepaid/prepaid-charging.js';
import { LinkSubAccount, UnlinkSubAccount } from './app/sub-accounts/link-sub-account.js';
import { FindLinks } from './app/sub-accounts/find-sub-accounts.query.js';
import { OnMainStanding } from './app/sub-accounts/on-main-standing.js';
import { SubStanding } from './app/sub-accounts/sub-standing.js';
import { TurnLinks } from './app/sub-accounts/turn-links.schedule.js';
import { FindSettingSources } from './app/settings/find-setting-sources.query.js';
import { FindAccountUpdate, PreviewAccountUpdate, UpdateAccounts } from './app/settings/update-accounts.js';
import { UpdateAccountsJob } from './app/settings/update-accounts.job.js';
import { FindImagination, ListImagined } from './app/imagine/find-imagination.query.js';
import { ImagineMonth } from './app/imagine/imagine-month.js';
import { ImagineMonthJob } from './app/imagine/imagine-month.job.js';
import { PreviewCancelRecurring } from './app/runs/preview-cancel.query.js';
import { CancelRecurringInvoice, ReleaseDays } from './app/runs/cancel-recurring-invoice.js';
import { FindRun, ListRunItems, ListRuns } from './app/runs/find-runs.query.js';
import { IssueRunJob } from './app/runs/issue-run.job.js';
import { FutureCharges } from './app/runs/future-charges.js';
import { HoldRunItem, RefreshRun, TakeBackRunItem } from './app/runs/leave-out.js';
import { PlanRuns } from './app/runs/plan-runs.schedule.js';
import { PreviewRun } from './app/runs/preview-run.js';
import { PreviewRunJob } from './app/runs/preview-run.job.js';
import { ApproveRun, CancelRun, IssueRun } from './app/runs/run-steps.js';
import { WakeRuns } from './app/runs/wake-runs.schedule.js';

/** Runs, prepaid charges and the settings that they follow, as the module of billing takes them in. */
export const CYCLE_PROVIDERS = [
  FutureCharges,
  PreviewRun,
  PreviewRunJob,
  HoldRunItem,
  TakeBackRunItem,
  RefreshRun,
  ApproveRun,
  IssueRun,
  IssueRunJob,
  CancelRun,
  WakeRuns,
  PlanRuns,
  CancelRecurringInvoice,
  PreviewCancelRecurring,
  ReleaseDays,
  ListRuns,
  FindRun,
  ListRunItems,
  RunResolver,
  PrepaidCharging,
  ChargePrepaid,
  DocumentPrepaid,
  FindPrepaid,
  OnPrepaidPayment,
  OnPrepaidCredit,
  OnPrepaidReversal,
  OnPrepaidServiceAdded,
  OnPrepaidServiceStarted,
  OnPrepaidPlanChanged,
  PrepaidResolver,
  LinkSubAccount,
  UnlinkSubAccount,
  FindLinks,
  SubStanding,
  OnMainStanding,
  TurnLinks,
  PreviewAccountUpdate,
  UpdateAccounts,
  UpdateAccountsJob,
  FindAccountUpdate,
  FindSettingSources,
  SettingSourceResolver,
  SubAccountResolver,
  AccountUpdateResolver,
  ImagineMonth,
  ImagineMonthJob,
  FindImagination,
  ListImagined,
  ImagineResolver,
  AccountChangeOwnerResolver,
  ImaginedCustomerOwnerResolver,
];
