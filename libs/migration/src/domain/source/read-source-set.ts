import type { CollectionName } from './collections.js';
import type { RawRow, SourceFault } from './raw-value.js';
import {
  readAllocation,
  readCategory,
  readCreditNote,
  readInvoice,
  readPayment,
  readPaymentMethod,
  readTransaction,
} from './read-finance.js';
import { readAddress, readNetwork, readRouter, readSector } from './read-network.js';
import {
  readAdministrator,
  readBilling,
  readCustomer,
  readCustomerInfo,
  readCustomField,
  readLocation,
  readPartner,
  readStatusChange,
} from './read-people.js';
import { readDataGrant, readDataLimit, readFairUseRule, readTopUp, readUsageCounter } from './read-policies.js';
import { readAdditionalDiscount, readService, readTariff, readTax } from './read-services.js';
import { RowReader } from './row-reader.js';
import type { SourceSet } from './source-set.js';

export interface RawSet {
  readonly rows: ReadonlyMap<CollectionName, readonly RawRow[]>;
  readonly notReadable: ReadonlyMap<CollectionName, string>;
}

/** Understands every row of a system. A row with a fault is left out whole and listed; the rest is read on. */
export function readSourceSet(raw: RawSet): SourceSet {
  const faults: SourceFault[] = [];
  const notes: SourceFault[] = [];
  const all = <T>(collection: CollectionName, read: (row: RowReader) => T, key: (record: T) => string): readonly T[] =>
    readRows(raw.rows.get(collection) ?? [], read, key, { faults, notes });
  const id = (record: { readonly id: string }): string => record.id;
  const customer = (record: { readonly customerId: string }): string => record.customerId;
  return {
    partners: all('partners', readPartner, id),
    locations: all('locations', readLocation, id),
    administrators: all('administrators', readAdministrator, id),
    customFields: all('additional-fields-customers', readCustomField, (field) => field.name),
    taxes: all('taxes', readTax, id),
    tariffs: [
      ...all('tariffs-internet', (row) => readTariff(row, 'internet'), id),
      ...all('tariffs-voice', (row) => readTariff(row, 'voice'), id),
      ...all('tariffs-recurring', (row) => readTariff(row, 'recurring'), id),
      ...all('tariffs-one-time', (row) => readTariff(row, 'one_time'), id),
      ...all('tariffs-bundle', (row) => readTariff(row, 'bundle'), id),
    ],
    fairUseRules: all('fup-policies', readFairUseRule, id),
    dataLimits: all('fup-limits', readDataLimit, (limit) => limit.tariffId),
    topUps: all('fup-cap-tariffs', readTopUp, id),
    routers: all('routers', readRouter, id),
    sectors: all('routers-sectors', readSector, id),
    networks: [
      ...all('ipv4-networks', (row) => readNetwork(row, 4), id),
      ...all('ipv6-networks', (row) => readNetwork(row, 6), id),
    ],
    addresses: all('ipv4-ip', readAddress, id),
    paymentMethods: all('payment-methods', readPaymentMethod, id),
    categories: all('transaction-categories', readCategory, id),
    customers: all('customers', readCustomer, id),
    customerInfo: all('customer-info', readCustomerInfo, customer),
    billing: all('customer-billing', readBilling, customer),
    statusChanges: all('customer-logs-changes', readStatusChange, id),
    services: [
      ...all('internet-services', (row) => readService(row, 'internet'), id),
      ...all('voice-services', (row) => readService(row, 'voice'), id),
      ...all('recurring-services', (row) => readService(row, 'recurring'), id),
      ...all('bundle-services', (row) => readService(row, 'bundle'), id),
    ],
    additionalDiscounts: all('additional-discounts', readAdditionalDiscount, id),
    usageCounters: all('fup-counters', readUsageCounter, (counter) => counter.serviceId),
    dataGrants: all('fup-capped-data', readDataGrant, id),
    invoices: all('invoices', readInvoice, id),
    creditNotes: all('credit-notes', readCreditNote, id),
    payments: all('payments', readPayment, id),
    transactions: all('transactions', readTransaction, id),
    allocations: all('invoice-relations', readAllocation, id),
    faults,
    notes,
    notReadable: raw.notReadable,
  };
}

function readRows<T>(
  rows: readonly RawRow[],
  read: (row: RowReader) => T,
  key: (record: T) => string,
  found: { readonly faults: SourceFault[]; readonly notes: SourceFault[] },
): readonly T[] {
  const seen = new Map<string, number>();
  const records: T[] = [];
  for (const row of rows) {
    const faultsBefore = found.faults.length;
    const reader = new RowReader(row, found.faults, found.notes);
    const record = read(reader);
    if (found.faults.length > faultsBefore) continue;
    const earlier = seen.get(key(record));
    if (earlier !== undefined) {
      found.faults.push({
        origin: row.origin,
        collection: row.collection,
        row: row.position,
        field: 'id',
        message: `"${key(record)}" is already in row ${earlier}`,
      });
      continue;
    }
    seen.set(key(record), row.position);
    records.push(record);
  }
  return records;
}
