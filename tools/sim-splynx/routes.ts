/** What an address of the API means. Collection names are those of the files. */
export type Route =
  | {
      readonly kind: 'collection';
      readonly collection: string;
      readonly paged: boolean;
      readonly needsFilter: boolean;
      readonly owner?: { field: string; id: string };
    }
  | { readonly kind: 'item'; readonly collection: string; readonly field: string; readonly id: string };

const COLLECTIONS: Readonly<Record<string, string>> = {
  'administration/partners': 'partners',
  'administration/locations': 'locations',
  'administration/administrators': 'administrators',
  'config/taxes': 'taxes',
  'config/additional-fields/customers': 'additional-fields-customers',
  'config/inventory-stocks': 'inventory-stocks',
  'tariffs/internet': 'tariffs-internet',
  'tariffs/voice': 'tariffs-voice',
  'tariffs/recurring': 'tariffs-recurring',
  'tariffs/one-time': 'tariffs-one-time',
  'tariffs/bundle': 'tariffs-bundle',
  'fup/policies': 'fup-policies',
  'fup/fup-limits': 'fup-limits',
  'fup/cap-tariff': 'fup-cap-tariffs',
  'fup/counter': 'fup-counters',
  'fup/capped-data': 'fup-capped-data',
  'networking/routers': 'routers',
  'networking/routers-sectors': 'routers-sectors',
  'networking/ipv4': 'ipv4-networks',
  'networking/ipv6': 'ipv6-networks',
  'networking/ipv4-ip': 'ipv4-ip',
  'networking/monitoring': 'monitoring',
  'networking/network-sites': 'network-sites',
  'finance/invoices': 'invoices',
  'finance/invoice-relations': 'invoice-relations',
  'finance/proforma-invoices': 'proforma-invoices',
  'finance/credit-notes': 'credit-notes',
  'finance/transactions': 'transactions',
  'finance/transaction-categories': 'transaction-categories',
  'finance/payments': 'payments',
  'finance/payment-methods': 'payment-methods',
  'customers/customer': 'customers',
  'customers/customer-notes': 'customer-notes',
  'customers/customers-online': 'customers-online',
  'customers/additional-discounts': 'additional-discounts',
  'support/tickets': 'tickets',
  'support/tickets-statuses': 'ticket-statuses',
  'support/tickets-groups': 'ticket-groups',
  'support/tickets-types': 'ticket-types',
  'support/ticket-messages': 'ticket-messages',
  'inventory/items': 'inventory-items',
  'inventory/products': 'inventory-products',
  'inventory/suppliers': 'inventory-suppliers',
  'inventory/vendors': 'inventory-vendors',
  'inventory/supplier-invoices': 'inventory-supplier-invoices',
};

/** Answered whole, whatever limit says. */
const UNPAGED = new Set([
  'additional-fields-customers',
  'payment-methods',
  'transaction-categories',
  'taxes',
  'fup-policies',
  'fup-limits',
  'fup-cap-tariffs',
  'fup-counters',
]);
const NEEDS_FILTER = new Set(['ticket-messages', 'ipv4-ip']);
const PER_CUSTOMER: Readonly<Record<string, { collection: string; field: string }>> = {
  'customers/customer-billing': { collection: 'customer-billing', field: 'customer_id' },
  'customers/customer-info': { collection: 'customer-info', field: 'id' },
};
const SERVICES: Readonly<Record<string, string>> = {
  'internet-services': 'internet-services',
  'voice-services': 'voice-services',
  'recurring-services': 'recurring-services',
  'bundle-services': 'bundle-services',
};

/** `path` is what follows `/api/2.0/admin/`. */
export function routeOf(path: string): Route | undefined {
  const whole = COLLECTIONS[path];
  if (whole !== undefined)
    return { kind: 'collection', collection: whole, paged: !UNPAGED.has(whole), needsFilter: NEEDS_FILTER.has(whole) };
  const service = /^customers\/customer\/(\d+)\/([a-z-]+?)(?:--(\d+))?$/.exec(path);
  if (service) return ofCustomer(service[1] ?? '', service[2] ?? '', service[3]);
  const item = /^(.+)\/(\d+)$/.exec(path);
  if (!item) return undefined;
  const perCustomer = PER_CUSTOMER[item[1] ?? ''];
  if (perCustomer) return { kind: 'item', ...perCustomer, id: item[2] ?? '' };
  const collection = COLLECTIONS[item[1] ?? ''];
  return collection === undefined ? undefined : { kind: 'item', collection, field: 'id', id: item[2] ?? '' };
}

function ofCustomer(customerId: string, name: string, itemId: string | undefined): Route | undefined {
  if (name === 'logs-changes') {
    return {
      kind: 'collection',
      collection: 'customer-logs-changes',
      paged: false,
      needsFilter: false,
      owner: { field: 'customer_id', id: customerId },
    };
  }
  const collection = SERVICES[name];
  if (collection === undefined) return undefined;
  if (itemId !== undefined) return { kind: 'item', collection, field: 'id', id: itemId };
  const everyone = customerId === '0';
  return {
    kind: 'collection',
    collection,
    paged: true,
    needsFilter: everyone,
    ...(everyone ? {} : { owner: { field: 'customer_id', id: customerId } }),
  };
}
