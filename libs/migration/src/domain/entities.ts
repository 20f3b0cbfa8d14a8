/** What a row of a source can become. With its id in the source, it names one thing for good. */
export const ENTITIES = [
  'partner',
  'location',
  'administrator',
  'custom_field',
  'tax_rate',
  'payment_method',
  'plan',
  'plan_rules',
  'router',
  'sector',
  'address_pool',
  'customer',
  'internet_service',
  'voice_service',
  'recurring_service',
  'bundle_service',
  'data_balance',
  'future_item',
  'invoice',
  'invoice_item',
  'credit_note',
  'payment',
  'adjustment',
  'allocation',
  'transaction',
] as const;

export type Entity = (typeof ENTITIES)[number];

export function serviceEntity(kind: 'internet' | 'voice' | 'recurring' | 'bundle'): Entity {
  return `${kind}_service`;
}
