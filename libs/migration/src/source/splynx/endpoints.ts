import type { CollectionName } from '../../domain/source/collections.js';

/** How one collection is asked for, under `admin/`. */
export type Endpoint =
  | {
      readonly kind: 'list';
      readonly path: string;
      /** Small settings lists come whole; the rest in pages by ascending id. */
      readonly paged: boolean;
    }
  | { readonly kind: 'per_customer'; readonly path: (customerId: string) => string; readonly only?: 'closed' };

const whole = (path: string): Endpoint => ({ kind: 'list', path, paged: false });
const paged = (path: string): Endpoint => ({ kind: 'list', path, paged: true });

/**
 * Splynx API 2.0. Services of all customers are asked for by customer 0, which answers 500 without a filter: every page
 * has one, on the id. The log of changes is only needed to tell who blocked or ended a customer, so only those are asked.
 */
export const ENDPOINTS: Readonly<Record<CollectionName, Endpoint>> = {
  partners: paged('administration/partners'),
  locations: paged('administration/locations'),
  administrators: paged('administration/administrators'),
  'additional-fields-customers': whole('config/additional-fields/customers'),
  taxes: whole('config/taxes'),
  'tariffs-internet': paged('tariffs/internet'),
  'tariffs-voice': paged('tariffs/voice'),
  'tariffs-recurring': paged('tariffs/recurring'),
  'tariffs-one-time': paged('tariffs/one-time'),
  'tariffs-bundle': paged('tariffs/bundle'),
  'fup-policies': whole('fup/policies'),
  'fup-limits': whole('fup/fup-limits'),
  'fup-cap-tariffs': whole('fup/cap-tariff'),
  routers: paged('networking/routers'),
  'routers-sectors': paged('networking/routers-sectors'),
  'ipv4-networks': paged('networking/ipv4'),
  'ipv6-networks': paged('networking/ipv6'),
  'ipv4-ip': paged('networking/ipv4-ip'),
  'payment-methods': whole('finance/payment-methods'),
  'transaction-categories': whole('finance/transaction-categories'),
  customers: paged('customers/customer'),
  'customer-info': { kind: 'per_customer', path: (id) => `customers/customer-info/${id}` },
  'customer-billing': { kind: 'per_customer', path: (id) => `customers/customer-billing/${id}` },
  'customer-logs-changes': {
    kind: 'per_customer',
    path: (id) => `customers/customer/${id}/logs-changes`,
    only: 'closed',
  },
  'internet-services': paged('customers/customer/0/internet-services'),
  'voice-services': paged('customers/customer/0/voice-services'),
  'recurring-services': paged('customers/customer/0/recurring-services'),
  'bundle-services': paged('customers/customer/0/bundle-services'),
  'additional-discounts': paged('customers/additional-discounts'),
  'fup-counters': whole('fup/counter'),
  'fup-capped-data': paged('fup/capped-data'),
  invoices: paged('finance/invoices'),
  'credit-notes': paged('finance/credit-notes'),
  payments: paged('finance/payments'),
  transactions: paged('finance/transactions'),
  'invoice-relations': paged('finance/invoice-relations'),
};
