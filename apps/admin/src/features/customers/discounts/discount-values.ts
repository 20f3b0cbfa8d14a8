import type { VariablesOf } from '@demarc/web-api';
import type { AddServiceDiscountDocument } from './discounts.graphql';

export type DiscountInput = VariablesOf<typeof AddServiceDiscountDocument>['input'];

export interface DiscountValues {
  readonly order: string;
  readonly kind: string;
  readonly value: string;
  readonly from: string;
  readonly through: string;
  readonly text: string;
}

export const emptyDiscount: DiscountValues = {
  order: 'additional',
  kind: 'PERCENT',
  value: '',
  from: '',
  through: '',
  text: '',
};

/** What a person fills in as the server takes it; empty dates and words are left out. */
export function discountInput({
  order,
  kind,
  value,
  from,
  through,
  text,
}: DiscountValues): Omit<DiscountInput, 'serviceId'> {
  return {
    main: order === 'main',
    kind: kind === 'FIXED' ? 'FIXED' : 'PERCENT',
    value,
    ...(from === '' ? {} : { from }),
    ...(through === '' ? {} : { through }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  };
}

export interface Dated {
  readonly from: string | null;
  readonly through: string | null;
}

export function discountState({ from, through }: Dated, today: string): 'active' | 'past' | 'future' {
  if (from !== null && from > today) return 'future';
  return through !== null && through < today ? 'past' : 'active';
}
