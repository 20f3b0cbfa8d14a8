import { withoutZeros } from '@demarc/ui';
import type { VariablesOf } from '@demarc/web-api';
import { type CustomFieldRule, givenCustomValues, initialCustomValues, keptCustomValues } from '../custom-field-inputs';
import type { CustomerService } from '../record/use-customer';
import { ownServiceInput, type OwnServiceValues } from './own-service-values';
import type { EditServiceDocument } from './add-service.graphql';

export type EditServiceInput = VariablesOf<typeof EditServiceDocument>['input'];

export interface ServiceValues extends OwnServiceValues {
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

type Editable = Pick<
  CustomerService,
  | 'id'
  | 'kind'
  | 'description'
  | 'unitPrice'
  | 'quantity'
  | 'periodMonths'
  | 'discount'
  | 'voice'
  | 'gps'
  | 'customFields'
>;

export function serviceValues(service: Editable, fields: readonly CustomFieldRule[] = []): ServiceValues {
  const { description, unitPrice, quantity, periodMonths, discount, voice, gps } = service;
  return {
    voiceNumber: voice?.number ?? '',
    voiceDirection: voice?.direction ?? 'BOTH',
    voiceDevice: voice?.device ?? '',
    gps: gps ?? '',
    customFields: initialCustomValues(fields, keptCustomValues(service.customFields)),
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
export function editServiceInput(
  service: Editable,
  values: ServiceValues,
  fields: readonly CustomFieldRule[] = [],
): EditServiceInput | null {
  const before = serviceValues(service, fields);
  const changed = (...names: readonly Exclude<keyof ServiceValues, 'customFields'>[]) =>
    names.some((name) => values[name].trim() !== before[name]);
  const changes = {
    ...(changed('description') ? { description: values.description.trim() } : {}),
    ...(changed('unitPrice') && values.unitPrice !== '' ? { unitPrice: values.unitPrice } : {}),
    ...(changed('quantity') ? { quantity: values.quantity } : {}),
    ...(changed('periodMonths') && values.periodMonths !== '' ? { periodMonths: Number(values.periodMonths) } : {}),
    ...(changed('discountKind', 'discountValue', 'discountFrom', 'discountThrough', 'discountText')
      ? { discount: discountOf(values) }
      : {}),
    ...(changed('voiceNumber', 'voiceDirection', 'voiceDevice')
      ? { voice: ownServiceInput(values, service.kind === 'VOICE').voice ?? null }
      : {}),
    ...(changed('gps') ? { gps: values.gps.trim() === '' ? null : values.gps.trim() } : {}),
    ...(JSON.stringify(values.customFields) === JSON.stringify(before.customFields)
      ? {}
      : { customFields: givenCustomValues(values.customFields) }),
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
