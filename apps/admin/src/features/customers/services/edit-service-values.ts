import { withoutZeros } from '@demarc/ui';
import type { VariablesOf } from '@demarc/web-api';
import { type CustomFieldRule, givenCustomValues, initialCustomValues, keptCustomValues } from '../custom-field-inputs';
import type { CustomerService } from '../record/use-customer';
import { contractAtEnd } from './contract-at-end';
import { ownServiceInput, type OwnServiceValues } from './own-service-values';
import { discountInput, type DiscountValues } from './service-discount-values';
import type { EditServiceDocument } from './add-service.graphql';

export type EditServiceInput = VariablesOf<typeof EditServiceDocument>['input'];

export interface ServiceValues extends OwnServiceValues, DiscountValues {
  readonly description: string;
  readonly unitPrice: string;
  readonly quantity: string;
  readonly periodMonths: string;
  readonly contractEndsOn: string;
  readonly contractAtEnd: string;
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
  | 'contractEndsOn'
  | 'contractAtEnd'
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
    contractEndsOn: service.contractEndsOn ?? '',
    contractAtEnd: service.contractAtEnd ?? '',
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
      ? { discount: discountInput(values) }
      : {}),
    ...(changed('contractEndsOn')
      ? { contractEndsOn: values.contractEndsOn === '' ? null : values.contractEndsOn }
      : {}),
    ...(changed('contractAtEnd') ? { contractAtEnd: contractAtEnd(values.contractAtEnd) ?? null } : {}),
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
