/** The collections of a Splynx system that are read, in the order in which they are needed. The name is also the file's. */
export const COLLECTIONS = [
  'partners',
  'locations',
  'administrators',
  'additional-fields-customers',
  'taxes',
  'tariffs-internet',
  'tariffs-voice',
  'tariffs-recurring',
  'tariffs-one-time',
  'tariffs-bundle',
  'fup-policies',
  'fup-limits',
  'fup-cap-tariffs',
  'routers',
  'routers-sectors',
  'ipv4-networks',
  'ipv6-networks',
  'ipv4-ip',
  'payment-methods',
  'transaction-categories',
  'customers',
  'customer-info',
  'customer-billing',
  'customer-logs-changes',
  'internet-services',
  'voice-services',
  'recurring-services',
  'bundle-services',
  'additional-discounts',
  'fup-counters',
  'fup-capped-data',
  'invoices',
  'credit-notes',
  'payments',
  'transactions',
  'invoice-relations',
] as const;

export type CollectionName = (typeof COLLECTIONS)[number];

/** Without these a provider cannot be imported at all; any other that cannot be read is reported and left out. */
export const ESSENTIAL: readonly CollectionName[] = ['customers'];

/** The fields that name a row in its collection. */
export function keyFieldsOf(collection: CollectionName): readonly string[] {
  switch (collection) {
    case 'customer-billing':
      return ['customer_id'];
    case 'customer-info':
      return ['customer_id', 'id'];
    case 'fup-limits':
      return ['tariff_id'];
    case 'fup-counters':
      return ['service_id'];
    case 'additional-fields-customers':
      return ['name'];
    default:
      return ['id'];
  }
}
