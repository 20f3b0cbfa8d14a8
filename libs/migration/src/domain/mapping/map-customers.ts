import { parseLocalDate } from '@demarc/kernel';
import { blockedByPerson, emailsOf } from '../exceptions/customer-exceptions.js';
import type { SourceAdministrator, SourceCustomer, SourceCustomerInfo } from '../source/records.js';
import type { SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { TargetCustomer, TargetInvitation } from '../target.js';
import { mainAccountOf } from './main-account.js';
import { deactivatedBySystem } from './map-accounts.js';

/** Splynx role name → ours. A role that has no counterpart gets the one with the fewest rights. */
const ROLES: Readonly<Record<string, string>> = {
  'super-administrator': 'super_administrator',
  administrator: 'administrator',
  manager: 'manager',
  'financial-manager': 'financial_manager',
  'customer-creator': 'customer_creator',
  engineer: 'engineer',
  technician: 'engineer',
  support: 'support',
};

export function mapInvitations(administrators: readonly SourceAdministrator[]): readonly TargetInvitation[] {
  return administrators.map((person) => ({
    sourceId: person.id,
    name: person.name || person.login,
    email: emailsOf(person.email).find((email) => email.valid)?.address,
    role: ROLES[person.role.toLowerCase()] ?? 'support',
    partnerId: person.partnerId,
  }));
}

/** Main accounts come before their sub-accounts, else in the source's order. */
export function mapCustomers(set: SourceSet): readonly TargetCustomer[] {
  const info = new Map(set.customerInfo.map((one) => [one.customerId, one]));
  const held = blockedByPerson(set);
  const deactivated = deactivatedBySystem(set);
  const byCustomerId = new Map(set.customers.map((customer) => [customer.id, customer]));
  const logins = new Set<string>();
  const mapped = set.customers.map((customer) => {
    const login = customer.login.toLowerCase();
    const isFree = /^\S{1,128}$/.test(login) && !logins.has(login);
    if (isFree) logins.add(login);
    const found = { held: held.has(customer.id), isDeactivated: deactivated.has(customer.id), isLoginFree: isFree };
    return mapCustomer(customer, info.get(customer.id), found, mainAccountOf(customer, byCustomerId)?.id);
  });
  return [...mapped.filter((one) => one.parentId === undefined), ...mapped.filter((one) => one.parentId !== undefined)];
}

/** `"48.53, 17.96"` → `"48.53,17.96"`; anything that is no place is none. */
export function readPlace(text: string): string | undefined {
  const match = /^\s*(-?\d{1,2}(?:\.\d{1,10})?)\d*\s*,\s*(-?\d{1,3}(?:\.\d{1,10})?)\d*\s*$/.exec(text);
  if (!match || Math.abs(Number(match[1])) > 90 || Math.abs(Number(match[2])) > 180) return undefined;
  return `${match[1]},${match[2]}`;
}

function mapCustomer(
  customer: SourceCustomer,
  info: SourceCustomerInfo | undefined,
  found: { readonly held: boolean; readonly isDeactivated: boolean; readonly isLoginFree: boolean },
  parentId: SourceId | undefined,
): TargetCustomer {
  const isEnded = customer.status === 'disabled' && !found.isDeactivated;
  return {
    sourceId: customer.id,
    number: customer.id,
    name: customer.name.trim() === '' ? `Customer ${customer.id}` : customer.name,
    category: customer.category,
    lifecycle: customer.status === 'new' ? 'new' : isEnded ? 'inactive' : 'active',
    login: found.isLoginFree ? customer.login : undefined,
    email: customer.email,
    billingEmail: customer.billingEmail,
    phones: customer.phone,
    street: customer.street,
    zipCode: customer.zipCode,
    city: customer.city,
    gps: readPlace(customer.gps),
    partnerId: customer.partnerId,
    locationId: customer.locationId,
    parentId,
    addedOn: customer.addedOn,
    labels: customer.labels.filter((label) => label !== ''),
    custom: Object.fromEntries(
      Object.entries(customer.custom).filter(([, value]) => value !== '' && !value.startsWith('0000-00-00')),
    ),
    companyId: info?.companyId ?? '',
    vatId: info?.vatId ?? '',
    contactPerson: info?.contactPerson ?? '',
    bornOn: parseLocalDate(info?.birthday ?? ''),
    identityDocument: info?.identityDocument ?? '',
    heldByPerson: found.held,
  };
}
