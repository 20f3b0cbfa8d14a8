import { PlanMoveResolver } from './api/plan-move.resolver.js';
import { PlanPriceResolver, PriceChangeResolver } from './api/plan-price.resolver.js';
import { RestorePlan } from './app/catalogue/archive-plan.js';
import { ChangePlanPrice, PreviewPriceChange } from './app/catalogue/change-plan-price.js';
import { ChangePricesJob } from './app/catalogue/change-prices.job.js';
import { FindPlanMove, ListPlanMoves, PlanMoveItems } from './app/catalogue/find-plan-moves.query.js';
import { FindPriceChange, PriceChangeItems, PriceChangesOf } from './app/catalogue/find-price-changes.query.js';
import { PlanPrices, PlansInFigures } from './app/catalogue/plan-figures.query.js';
import { ApplyPlanMove, PreparePlanMove } from './app/catalogue/plan-move-commands.js';
import { MovePlansJob, PreparePlanMoveJob } from './app/catalogue/plan-move.jobs.js';
import { PlansOnOffer } from './app/catalogue/plans-on-offer.query.js';
import { TurnPlanPrices } from './app/catalogue/turn-plan-prices.schedule.js';

/** Prices of plans by date, and changes of price and plan for many customers. */
export const CATALOGUE_PROVIDERS = [
  RestorePlan,
  PlansOnOffer,
  PlansInFigures,
  PlanPrices,
  PreviewPriceChange,
  ChangePlanPrice,
  PriceChangesOf,
  FindPriceChange,
  PriceChangeItems,
  ChangePricesJob,
  TurnPlanPrices,
  PreparePlanMove,
  ApplyPlanMove,
  ListPlanMoves,
  FindPlanMove,
  PlanMoveItems,
  PreparePlanMoveJob,
  MovePlansJob,
  PlanPriceResolver,
  PriceChangeResolver,
  PlanMoveResolver,
];
