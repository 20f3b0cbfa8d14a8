import { ServiceStepResolver } from './api/service-step.resolver.js';
import { PlanChangeResolver } from './api/plan-change.resolver.js';
import { ChangePlan, PlanChanges } from './app/plan-changes/change-plan.js';
import { ListScheduledChanges, PlanChangesOf } from './app/plan-changes/find-plan-changes.query.js';
import { PlanChangeNotices } from './app/plan-changes/plan-change-notice.js';
import { PreviewPlanChange } from './app/plan-changes/preview-plan-change.query.js';
import { PreviewUndoPlanChange } from './app/plan-changes/preview-undo.query.js';
import { UndoPlanChange } from './app/plan-changes/undo-plan-change.js';
import { EndService } from './app/services/end-service.js';
import { Pauses, PauseService } from './app/services/pause-service.js';
import { OutstandingOwnerResolver, OutstandingResolver } from './api/outstanding.resolver.js';
import { TakeBackListPrice, TakeBackServicePrice } from './app/pricing/take-back-price.js';
import { ListOutstanding } from './app/services/list-outstanding.query.js';
import { PreviewAddService } from './app/services/preview-add-service.query.js';
import { PreviewEnd, PreviewPause, PreviewRenewal } from './app/services/preview-service.query.js';
import { ContractEnds } from './app/services/contract-ends.js';
import { RenewContract } from './app/services/renew-contract.js';
import { ResumeService } from './app/services/resume-service.js';
import { WatchContracts } from './app/services/watch-contracts.schedule.js';
import { OwnServiceResolver } from './api/own-service.resolver.js';
import { ServiceFieldsResolver } from './api/service-fields.resolver.js';
import { ChangeOwnPlan, OwnPlanChoices, PreviewOwnPlanChange } from './app/plan-changes/own-plan-change.js';
import { PausesOf } from './app/services/find-pauses.query.js';
import { OwnServiceRules, PauseOwnService, PreviewOwnPause, ResumeOwnService } from './app/services/own-pause.js';

/** What services and their changes are made of. */
export const SERVICE_PROVIDERS = [
  PlanChanges,
  PlanChangeNotices,
  Pauses,
  PauseService,
  ResumeService,
  EndService,
  PreviewAddService,
  ListOutstanding,
  TakeBackServicePrice,
  TakeBackListPrice,
  OutstandingResolver,
  OutstandingOwnerResolver,
  PreviewPause,
  PreviewEnd,
  PreviewRenewal,
  RenewContract,
  ContractEnds,
  ChangePlan,
  UndoPlanChange,
  PreviewPlanChange,
  PreviewUndoPlanChange,
  PlanChangesOf,
  ListScheduledChanges,
  WatchContracts,
  ChangeOwnPlan,
  OwnPlanChoices,
  PreviewOwnPlanChange,
  PausesOf,
  OwnServiceRules,
  PauseOwnService,
  PreviewOwnPause,
  ResumeOwnService,
  OwnServiceResolver,
  ServiceFieldsResolver,
  PlanChangeResolver,
  ServiceStepResolver,
];
