import type { VariablesOf } from '@demarc/web-api';
import type { PreviewPriceChangeDocument } from './plans.graphql';

export const reaches = ['PLAN_ONLY', 'STILL_EQUAL', 'ALL'] as const;

export interface PriceWish {
  readonly unitPrice: string;
  readonly from: string;
  readonly text: string;
  readonly reach: (typeof reaches)[number];
}

export function emptyPriceWish(today: string): PriceWish {
  return { unitPrice: '', from: today, text: '', reach: 'STILL_EQUAL' };
}

/** What is asked of the server; null while there is nothing to ask. */
export function priceWishInput(
  planId: string,
  { unitPrice, from, text, reach }: PriceWish,
): VariablesOf<typeof PreviewPriceChangeDocument>['input'] | null {
  const words = text.trim();
  if (from === '' || (unitPrice === '' && words === '')) return null;
  return {
    planId,
    from,
    reach,
    ...(unitPrice === '' ? {} : { unitPrice }),
    ...(words === '' ? {} : { serviceDescription: words }),
  };
}
