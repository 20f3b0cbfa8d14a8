import type { VariablesOf } from '@demarc/web-api';
import { type AccessValues, emptyAccess } from '../network/access-values';
import type { AddServiceDocument } from './services.graphql';

export type AddInput = VariablesOf<typeof AddServiceDocument>['input'];

export interface NewService extends AccessValues {
  readonly planId: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly description: string;
  readonly discountKind: string;
  readonly discountValue: string;
  readonly discountText: string;
}

export const emptyService: NewService = {
  planId: null,
  startsOn: '',
  endsOn: '',
  quantity: '1',
  unitPrice: '',
  description: '',
  discountKind: '',
  discountValue: '',
  discountText: '',
  ...emptyAccess,
};

/** What was left empty is left to the plan. */
export function addServiceInput(customerId: string, values: NewService): AddInput {
  const { planId, startsOn, endsOn, quantity, unitPrice, discountKind, discountValue } = values;
  const description = values.description.trim();
  const text = values.discountText.trim();
  return {
    customerId,
    planId: planId ?? '',
    ...(startsOn === '' ? {} : { startsOn }),
    ...(endsOn === '' ? {} : { endsOn }),
    ...(quantity === '' ? {} : { quantity }),
    ...(unitPrice === '' ? {} : { unitPrice }),
    ...(description === '' ? {} : { description }),
    ...(discountKind === 'PERCENT' || discountKind === 'FIXED'
      ? { discount: { kind: discountKind, value: discountValue, ...(text === '' ? {} : { text }) } }
      : {}),
  };
}
