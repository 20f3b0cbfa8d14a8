import { isDecimalText } from '@demarc/ui';
import type { VariablesOf } from '@demarc/web-api';
import { type AccessValues, emptyAccess } from '../network/access-values';
import { emptyOwn, ownServiceInput, type OwnServiceValues } from './own-service-values';
import { contractAtEnd } from './contract-at-end';
import { given } from './given';
import { discountInput, type DiscountValues, noDiscount } from './service-discount-values';
import type { AddServiceDocument } from './add-service.graphql';

export type AddInput = VariablesOf<typeof AddServiceDocument>['input'];

export interface OneTimeItem {
  readonly planId: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
}

export interface NewService extends AccessValues, OwnServiceValues, DiscountValues {
  readonly planId: string | null;
  readonly startsOn: string;
  readonly billingFrom: string;
  readonly endsOn: string;
  readonly contract: '' | 'DAY' | 'NONE';
  readonly contractEndsOn: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly periodMonths: string;
  readonly description: string;
  readonly connectionType: string;
  readonly contractAtEnd: string;
  readonly items: OneTimeItem[];
}

export const emptyItem: OneTimeItem = { planId: '', description: '', quantity: '1', unitPrice: '' };

export const emptyService: NewService = {
  planId: null,
  startsOn: '',
  billingFrom: '',
  endsOn: '',
  contract: '',
  contractEndsOn: '',
  quantity: '1',
  unit: '',
  unitPrice: '',
  periodMonths: '',
  description: '',
  connectionType: '',
  contractAtEnd: '',
  items: [],
  ...emptyAccess,
  ...emptyOwn,
  ...noDiscount,
};

/** What the form asks for; null while something is missing or cannot be read. What is left empty is left to the plan. */
export function addServiceInput(customerId: string, values: NewService, isVoice: boolean): AddInput | null {
  const { planId, contract, contractEndsOn, discountKind, discountValue, items } = values;
  const numbers = [values.quantity, values.unitPrice, values.periodMonths];
  if (planId === null || numbers.some((text) => text !== '' && !isDecimalText(text))) return null;
  if (contract === 'DAY' && contractEndsOn === '') return null;
  if (discountKind !== '' && !isDecimalText(discountValue)) return null;
  if (!items.every(isWhole)) return null;
  const discount = discountInput(values);
  const atEnd = contractAtEnd(values.contractAtEnd);
  return {
    customerId,
    planId,
    ...given({
      startsOn: values.startsOn,
      billingFrom: values.billingFrom,
      endsOn: values.endsOn,
      quantity: values.quantity,
      unit: values.unit.trim(),
      unitPrice: values.unitPrice,
      description: values.description.trim(),
      connectionType: values.connectionType.trim(),
    }),
    ...(values.periodMonths === '' ? {} : { periodMonths: Number(values.periodMonths) }),
    ...(contract === '' ? {} : { contractEndsOn: contract === 'DAY' ? contractEndsOn : null }),
    ...(atEnd === undefined || contract === 'NONE' ? {} : { contractAtEnd: atEnd }),
    ...(discount === null ? {} : { discount }),
    ...ownServiceInput(values, isVoice),
    ...(items.length === 0 ? {} : { oneTimeItems: items.map(itemInput) }),
  };
}

/** A line needs a one-time plan, or a text and a price. */
export function isWhole({ planId, description, quantity, unitPrice }: OneTimeItem): boolean {
  if (!isDecimalText(quantity) || (unitPrice !== '' && !isDecimalText(unitPrice))) return false;
  return planId !== '' || (description.trim() !== '' && unitPrice !== '');
}

function itemInput({ planId, description, quantity, unitPrice }: OneTimeItem) {
  return given({ planId, description: description.trim(), quantity, unitPrice });
}
