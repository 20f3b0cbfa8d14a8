import type { VariablesOf } from '@demarc/web-api';
import {
  type CustomFieldRule,
  type CustomFormValues,
  givenCustomValues,
  initialCustomValues,
} from '../custom-field-inputs';
import type { OpenCustomerDocument } from './create-customer.graphql';

export type OpenInput = VariablesOf<typeof OpenCustomerDocument>['input'];

export interface NewCustomer {
  readonly input: OpenInput;
  readonly activate: boolean;
}

const details = [
  'email',
  'phones',
  'contactPerson',
  'street',
  'city',
  'zip',
  'country',
  'login',
  'billingEmail',
  'vatId',
  'companyNumber',
  'identityDocument',
  'bornOn',
] as const;

export interface NewCustomerValues extends Record<(typeof details)[number], string> {
  readonly category: string;
  readonly name: string;
  readonly partnerId: string;
  readonly locationId: string | null;
  readonly activate: boolean;
  readonly customFields: CustomFormValues;
}

export function emptyCustomer(
  partnerId: string,
  country: string,
  fields: readonly CustomFieldRule[],
): NewCustomerValues {
  return {
    ...Object.fromEntries(details.map((name) => [name, ''])),
    category: 'PERSON',
    name: '',
    partnerId,
    locationId: null,
    activate: true,
    country,
    customFields: initialCustomValues(fields),
  } as NewCustomerValues;
}

export function openCustomerInput(values: NewCustomerValues, fields: readonly CustomFieldRule[]): OpenInput {
  const category = values.category === 'COMPANY' ? 'COMPANY' : 'PERSON';
  const asked = fields
    .filter((field) => field.category === null || field.category === category)
    .map(({ name }) => name);
  const given = Object.fromEntries(
    details.map((name) => [name, values[name].trim()]).filter(([, value]) => value !== ''),
  );
  const custom = Object.fromEntries(
    Object.entries(givenCustomValues(values.customFields)).filter(([name]) => asked.includes(name)),
  );
  return {
    ...given,
    category,
    name: values.name.trim(),
    partnerId: values.partnerId,
    ...(values.locationId === null ? {} : { locationId: values.locationId }),
    ...(asked.length === 0 ? {} : { customFields: custom }),
  };
}
