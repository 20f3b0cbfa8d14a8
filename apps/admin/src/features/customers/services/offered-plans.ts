import type { Choice, Formatters } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { OfferedPlansDocument } from './services.graphql';

export type OfferedPlan = ResultOf<typeof OfferedPlansDocument>['plans'][number];

/** Plans that may be sold to customers of this partner; no partner named means all of them. */
export function offeredTo(plans: readonly OfferedPlan[], partnerId: string): readonly OfferedPlan[] {
  return plans.filter(
    ({ active, available, partnerIds }) =>
      active && available && (partnerIds.length === 0 || partnerIds.includes(partnerId)),
  );
}

export function planChoice({ id, title, unitPrice, currency }: OfferedPlan, format: Formatters): Choice {
  return { value: id, label: `${title} · ${format.money({ amount: unitPrice, currency })}` };
}
