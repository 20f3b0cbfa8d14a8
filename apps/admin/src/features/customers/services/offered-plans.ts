import type { Choice, Formatters } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { OfferedPlansDocument } from './services.graphql';

export type OfferedPlan = ResultOf<typeof OfferedPlansDocument>['plans'][number];

/** Plans that this customer may have: the server says which, by the rule that it refuses a sale by. */
export function offered(data: ResultOf<typeof OfferedPlansDocument> | undefined): readonly OfferedPlan[] {
  const may = new Set(data?.plansOnOffer.map(({ id }) => id));
  return (data?.plans ?? []).filter(({ id }) => may.has(id));
}

export function planChoice({ id, title, unitPrice, currency }: OfferedPlan, format: Formatters): Choice {
  return { value: id, label: `${title} · ${format.money({ amount: unitPrice, currency })}` };
}
