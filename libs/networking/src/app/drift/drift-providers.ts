import { AccessRows } from './access-rows.js';
import { ApplyRouterPlan } from './apply-router-plan.job.js';
import { CompareExport } from './compare-export.query.js';
import {
  DriftOfService,
  RouterDriftItems,
  RouterFleet,
  RouterPlans,
  RouterPlanSteps,
  RouterRowDecisions,
} from './drift-queries.js';
import { CompareRouter } from './compare-router.job.js';
import { CompareRouters, ProposeRouterPlan } from './compare-routers.js';
import { DecideRouterRows, PreviewRouterRows } from './decide-rows.js';
import { DriftStore } from './drift-store.js';
import { ApproveRouterPlans, ProposeRouterPlans } from './fleet-commands.js';
import { KeepRouters } from './keep-routers.schedule.js';
import { ManagedRouters } from './managed-routers.js';
import { WantedRows } from './wanted-rows.js';
import { OnRouterPlanEnded } from './on-router-plan-ended.js';
import { ApproveRouterPlan, DiscardRouterPlan, RollBackRouterPlan } from './plan-commands.js';
import { PlanMaker } from './plan-maker.js';
import { PlanRunner } from './plan-runner.js';
import { PlanStore } from './plan-store.js';
import { RouterComparer } from './router-comparer.js';
import { RouterLines } from './router-lines.js';
import { RouterWriter } from './router-writer.js';
import { SpeedPlaceBook } from './speed-places.js';
import { SetRouterKeeping } from './set-router-keeping.js';

export const DRIFT_PROVIDERS = [
  RouterLines,
  RouterWriter,
  ManagedRouters,
  WantedRows,
  DriftStore,
  PlanStore,
  PlanMaker,
  PlanRunner,
  RouterComparer,
  AccessRows,
  SpeedPlaceBook,
  CompareExport,
  DriftOfService,
  RouterDriftItems,
  RouterFleet,
  RouterPlans,
  RouterPlanSteps,
  RouterRowDecisions,
  CompareRouters,
  ProposeRouterPlan,
  ProposeRouterPlans,
  ApproveRouterPlans,
  ApproveRouterPlan,
  DiscardRouterPlan,
  RollBackRouterPlan,
  DecideRouterRows,
  PreviewRouterRows,
  SetRouterKeeping,
  CompareRouter,
  ApplyRouterPlan,
  KeepRouters,
  OnRouterPlanEnded,
];
