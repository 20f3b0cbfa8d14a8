import { withoutZeros } from '@demarc/ui';
import type { VariablesOf } from '@demarc/web-api';
import type { CustomerService } from '../record/use-customer';
import type { EditServiceDocument } from './services.graphql';

export type EditServiceInput = VariablesOf<typeof EditServiceDocument>['input'];

export interface ServiceValues {
  readonly description: string;
  readonly unitPrice: string;
  readonly quantity: string;
  readonly periodMonths: string;
  readonly discountKind: string;
  readonly discountValue: string;
  readonly discountFrom: string;
  readonly discountThrough: string;
  readonly discountText: string;
}

type Editable = Pick<CustomerService, 'id' | 'description' | 'unitPrice' | 'quantity' | 'periodMonths' | 'discount'>;

export function serviceValues({ description, unitPrice, quantity, periodMonths, discount }: Editable): ServiceValues {
  return {
    description,
    unitPrice: withoutZeros(unitPrice ?? ''),
    quantity: withoutZeros(quantity),
    periodMonths: periodMonths === null ? '' : String(periodMonths),
    discountKind: discount?.kind ?? '',
    discountValue: withoutZeros(discount?.value ?? ''),
    discountFrom: discount?.from ?? '',
    discountThrough: discount?.through ?? '',
    discountText: discount?.text ?? '',
  };
}

/** Only what differs from the service as it was opened; null when nothing does. */
export function editServiceInput(service: Editable, values: ServiceValues): EditServiceInput | null {
  const before = serviceValues(service);
  const changed = (...names: readonly (keyof ServiceValues)[]) =>
    names.some((name) => values[name].trim() !== before[name]);
  const changes = {
    ...(changed('description') ? { description: values.description.trim() } : {}),
    ...(changed('unitPrice') && values.unitPrice !== '' ? { unitPrice: values.unitPrice } : {}),
    ...(changed('quantity') ? { quantity: values.quantity } : {}),
    ...(changed('periodMonths') && values.periodMonths !== '' ? { periodMonths: Number(values.periodMonths) } : {}),
    ...(changed('discountKind', 'discountValue', 'discountFrom', 'discountThrough', 'discountText')
      ? { discount: discountOf(values) }
      : {}),
  };
  return Object.keys(changes).length === 0 ? null : { serviceId: service.id, ...changes };
}

function discountOf(values: ServiceValues): EditServiceInput['discount'] {
  const { discountKind: kind, discountValue: value, discountFrom: from, discountThrough: through } = values;
  if (kind !== 'PERCENT' && kind !== 'FIXED') return null;
  const text = values.discountText.trim();
  return {
    kind,
    value,
    ...(from === '' ? {} : { from }),
    ...(through === '' ? {} : { through }),
    ...(text === '' ? {} : { text }),
  };
}
