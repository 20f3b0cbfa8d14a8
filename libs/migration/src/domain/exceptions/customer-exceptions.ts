import { balancesOf } from '../balances.js';
import { mainAccountOf } from '../mapping/main-account.js';
import type { SourceCustomer, SourceStatusChange } from '../source/records.js';
import { compareSourceIds, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { ExceptionList } from './exception.js';
import { foldCase } from './fold-case.js';

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

export function findCustomerExceptions(set: SourceSet, list: ExceptionList): void {
  findBalanceMismatches(set, list);
  findBadEmails(set.customers, list);
  findEmptyCustomers(set, list);
  findLoginCollisions(set.customers, list);
  findPossibleDuplicates(set.customers, list);
  findLostParents(set.customers, list);
  for (const customer of blockedByPerson(set)) list.add('ADMIN_BLOCK', 'customer', customer);
}

/** Addresses of a field that holds several, separated by commas. */
export function emailsOf(field: string): readonly { readonly address: string; readonly valid: boolean }[] {
  return field
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((address) => ({ address, valid: EMAIL.test(address) }));
}

/** Customers whose last status change blocked them by the hand of a person. No field says it; the log does. */
export function blockedByPerson(set: Pick<SourceSet, 'customers' | 'statusChanges'>): ReadonlySet<SourceId> {
  const last = new Map<SourceId, SourceStatusChange>();
  const inOrder = [...set.statusChanges].sort((left, right) =>
    left.on === right.on ? compareSourceIds(left.id, right.id) : left.on < right.on ? -1 : 1,
  );
  for (const change of inOrder) if (change.newStatus !== '') last.set(change.customerId, change);
  const blocked = set.customers.filter((customer) => {
    const change = last.get(customer.id);
    return customer.status === 'blocked' && change?.newStatus === 'blocked' && change.administratorId !== undefined;
  });
  return new Set(blocked.map((customer) => customer.id));
}

function findBalanceMismatches(set: SourceSet, list: ExceptionList): void {
  if (set.notReadable.has('transactions') || set.notReadable.has('customer-billing')) return;
  for (const [customerId, { stored, fromTransactions }] of balancesOf(set)) {
    if (stored === undefined || stored.equals(fromTransactions)) continue;
    const difference = stored.minus(fromTransactions).toFixed(4);
    list.add(
      'BALANCE_MISMATCH',
      'customer',
      customerId,
      `stored balance differs from its own transactions by ${difference}`,
    );
  }
}

function findBadEmails(customers: readonly SourceCustomer[], list: ExceptionList): void {
  for (const customer of customers) {
    if (emailsOf(customer.email).some((email) => !email.valid)) list.add('INVALID_EMAIL', 'customer', customer.id);
  }
}

function findEmptyCustomers(set: SourceSet, list: ExceptionList): void {
  const lists = ['internet-services', 'voice-services', 'recurring-services', 'bundle-services'] as const;
  if (lists.some((name) => set.notReadable.has(name))) return;
  const served = new Set(set.services.map((service) => service.customerId));
  const parents = new Set(set.customers.map((customer) => customer.parentId));
  for (const customer of set.customers) {
    if (customer.status === 'active' && !served.has(customer.id) && !parents.has(customer.id))
      list.add('NO_SERVICE', 'customer', customer.id);
  }
}

function findLoginCollisions(customers: readonly SourceCustomer[], list: ExceptionList): void {
  const exact = new Map<string, SourceId>();
  const lower = new Map<string, SourceId>();
  for (const { id, login } of customers) {
    if (login === '') continue;
    const same = exact.get(login);
    const near = lower.get(login.toLowerCase());
    if (same !== undefined) list.add('DUPLICATE_LOGIN', 'customer', id, `same portal login as customer ${same}`);
    else if (near !== undefined)
      list.add('LOGIN_CASE_COLLISION', 'customer', id, `differs from customer ${near} only by letter case`);
    if (same === undefined) exact.set(login, id);
    if (near === undefined) lower.set(login.toLowerCase(), id);
  }
}

function findLostParents(customers: readonly SourceCustomer[], list: ExceptionList): void {
  const known = new Map(customers.map((customer) => [customer.id, customer]));
  for (const customer of customers) {
    if (customer.parentId === undefined || mainAccountOf(customer, known)) continue;
    list.add(
      'PARENT_NOT_KEPT',
      'customer',
      customer.id,
      `main account ${customer.parentId} is unknown, a sub-account itself, or of another partner`,
    );
  }
}

function findPossibleDuplicates(customers: readonly SourceCustomer[], list: ExceptionList): void {
  const seen = new Map<string, SourceId>();
  for (const customer of customers) {
    if (customer.email === '') continue;
    const key = `${foldCase(customer.name.normalize('NFC'))}\n${foldCase(customer.email)}`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, customer.id);
    else
      list.add(
        'POSSIBLE_DUPLICATE',
        'customer',
        customer.id,
        `same name and e-mail as customer ${earlier}; propose, never merge`,
      );
  }
}
