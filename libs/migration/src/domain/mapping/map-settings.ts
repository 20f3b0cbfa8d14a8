import type { SourceCustomField, SourceLocation, SourcePartner } from '../source/records.js';
import type { SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { TargetCustomField, TargetPaymentMethod } from '../target.js';

/** Stands for "none" and for what the source no longer lists. */
export const UNLISTED = '0' as SourceId;

/** Customers without a partner that is listed belong to one that says so. */
export function mapPartners(set: Pick<SourceSet, 'partners' | 'customers'>): readonly SourcePartner[] {
  const known = new Set(set.partners.map((partner) => partner.id));
  const isAnyLost = set.customers.some(
    (customer) => customer.partnerId === undefined || !known.has(customer.partnerId),
  );
  const named = set.partners.map((partner) => ({ ...partner, name: partner.name.trim() || `Partner ${partner.id}` }));
  return isAnyLost ? [...named, { id: UNLISTED, name: 'Without partner' }] : named;
}

export function mapLocations(locations: readonly SourceLocation[]): readonly SourceLocation[] {
  return locations.map((location) => ({ ...location, name: location.name.trim() || `Location ${location.id}` }));
}

/** Ways to pay, and one for payments whose way is not listed. */
export function mapPaymentMethods(set: Pick<SourceSet, 'paymentMethods' | 'payments'>): readonly TargetPaymentMethod[] {
  const known = new Set(set.paymentMethods.map((method) => method.id));
  const isAnyLost = set.payments.some((payment) => payment.methodId === undefined || !known.has(payment.methodId));
  const methods = set.paymentMethods.map(({ id, name, active }): TargetPaymentMethod => {
    const title = name.trim() || `Way to pay ${id}`;
    return { sourceId: id, name: title, ledgerAccount: moneyAccount(title), active };
  });
  return isAnyLost
    ? [...methods, { sourceId: UNLISTED, name: 'Unlisted way to pay', ledgerAccount: 'bank', active: false }]
    : methods;
}

export const LABELS_FIELD = 'labels';

/** Fields that operators added, and one for the labels of customers where there are any. */
export function mapCustomFields(set: Pick<SourceSet, 'customFields' | 'customers'>): readonly TargetCustomField[] {
  const fields = set.customFields.filter((field) => field.type !== 'password').map(mapCustomField);
  const hasLabels =
    set.customers.some((customer) => customer.labels.length > 0) &&
    !fields.some((field) => field.name === LABELS_FIELD);
  const labels: TargetCustomField = {
    sourceName: `:${LABELS_FIELD}`,
    name: LABELS_FIELD,
    title: 'Labels',
    type: 'text',
    options: [],
    required: false,
  };
  return hasLabels ? [...fields, labels] : fields;
}

/** Machine names are small letters, digits and `_` here. */
export function customFieldName(sourceName: string): string {
  const name = sourceName
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '_')
    .slice(0, 60);
  return /^[a-z]/.test(name) ? name : `f_${name}`;
}

function mapCustomField(field: SourceCustomField): TargetCustomField {
  const type = customFieldType(field);
  return {
    sourceName: field.name,
    name: customFieldName(field.name),
    title: field.title.slice(0, 200),
    type,
    options: type === 'choice' ? [...new Set(field.choices)] : [],
    required: false,
  };
}

function customFieldType(field: SourceCustomField): TargetCustomField['type'] {
  switch (field.type) {
    case 'integer':
    case 'boolean':
    case 'date':
      return field.type;
    case 'decimal':
    case 'numeric':
      return 'decimal';
    case 'select':
      return field.choices.length > 0 ? 'choice' : 'text';
    default:
      return 'text';
  }
}

/** Where received money lies, as far as the name says it. */
function moneyAccount(name: string): TargetPaymentMethod['ledgerAccount'] {
  if (/cash/i.test(name)) return 'cash';
  return /card|paypal|stripe|gateway|online|mobile|pesa/i.test(name) ? 'gateway_clearing' : 'bank';
}
