import { isDecimalText } from '@demarc/ui';
import type { VariablesOf } from '@demarc/web-api';
import { type AccessValues, emptyAccess } from '../network/access-values';
import { emptyOwn, ownServiceInput, type OwnServiceValues } from './own-service-values';
import type { AddServiceDocument } from './add-service.graphql';

export type AddInput = VariablesOf<typeof AddServiceDocument>['input'];

export interface OneTimeItem {
  readonly planId: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
}

export interface NewService extends AccessValues, OwnServiceValues {
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
  readonly discountKind: string;
  readonly discountValue: string;
  readonly discountFrom: string;
  readonly discountThrough: string;
  readonly discountText: string;
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
  discountKind: '',
  discountValue: '',
  discountFrom: '',
  discountThrough: '',
  discountText: '',
  items: [],
  ...emptyAccess,
  ...emptyOwn,
};

/** What the form asks for; null while something is missing or cannot be read. What is left empty is left to the plan. */
export function addServiceInput(customerId: string, values: NewService, isVoice: boolean): AddInput | null {
  const { planId, contract, contractEndsOn, discountKind, discountValue, items } = values;
  const numbers = [values.quantity, values.unitPrice, values.periodMonths];
  if (planId === null || numbers.some((text) => text !== '' && !isDecimalText(text))) return null;
  if (contract === 'DAY' && contractEndsOn === '') return null;
  if (discountKind !== '' && !isDecimalText(discountValue)) return null;
  if (!items.every(isWhole)) return null;
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
    ...discountInput(values),
    ...ownServiceInput(values, isVoice),
    ...(items.length === 0 ? {} : { oneTimeItems: items.map(itemInput) }),
  };
}

function discountInput(values: NewService): Pick<AddInput, 'discount'> {
  const { discountKind: kind, discountValue: value } = values;
  if (kind !== 'PERCENT' && kind !== 'FIXED') return {};
  const { discountFrom: from, discountThrough: through } = values;
  return { discount: { kind, value, ...given({ from, through, text: values.discountText.trim() }) } };
}

/** A line needs a one-time plan, or a text and a price. */
export function isWhole({ planId, description, quantity, unitPrice }: OneTimeItem): boolean {
  if (!isDecimalText(quantity) || (unitPrice !== '' && !isDecimalText(unitPrice))) return false;
  return planId !== '' || (description.trim() !== '' && unitPrice !== '');
}

function itemInput({ planId, description, quantity, unitPrice }: OneTimeItem) {
  return given({ planId, description: description.trim(), quantity, unitPrice });
}

function given<Fields extends Record<string, string>>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== '')) as Partial<Fields>;
}
