import type { VariablesOf } from '@demarc/web-api';
import type { AddServiceDocument } from './add-service.graphql';
import { given } from './given';

export interface DiscountValues {
  readonly discountKind: string;
  readonly discountValue: string;
  readonly discountFrom: string;
  readonly discountThrough: string;
  readonly discountText: string;
}

export const noDiscount: DiscountValues = {
  discountKind: '',
  discountValue: '',
  discountFrom: '',
  discountThrough: '',
  discountText: '',
};

type DiscountInput = NonNullable<VariablesOf<typeof AddServiceDocument>['input']['discount']>;

/** Null: nothing is taken off. */
export function discountInput(values: DiscountValues): DiscountInput | null {
  const { discountKind: kind, discountValue: value, discountFrom: from, discountThrough: through } = values;
  if (kind !== 'PERCENT' && kind !== 'FIXED') return null;
  return { kind, value, ...given({ from, through, text: values.discountText.trim() }) };
}
