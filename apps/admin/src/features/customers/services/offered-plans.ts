import type { Choice, Formatters } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { OfferedPlansDocument } from './add-service.graphql';

type Plan = ResultOf<typeof OfferedPlansDocument>['plans'][number];
export type OncePlan = ResultOf<typeof OfferedPlansDocument>['sold'][number];

/** A plan with the titles of what it contains. */
export interface OfferedPlan extends Plan {
  readonly contains: readonly string[];
}

/** Plans that this customer may have: the server says which, by the rule that it refuses a sale by. */
export function offered(data: ResultOf<typeof OfferedPlansDocument> | undefined): readonly OfferedPlan[] {
  const may = new Set(data?.plansOnOffer.map(({ id }) => id));
  const plans = data?.plans ?? [];
  const title = (planId: string) => plans.filter(({ id }) => id === planId).map((plan) => plan.title);
  return plans
    .filter(({ id }) => may.has(id))
    .map((plan) => ({ ...plan, contains: plan.bundledPlanIds.flatMap(title) }));
}

export function planChoice(
  { id, title, unitPrice, currency }: Pick<Plan, 'id' | 'title' | 'unitPrice' | 'currency'>,
  format: Formatters,
): Choice {
  return { value: id, label: `${title} · ${format.money({ amount: unitPrice, currency })}` };
}
