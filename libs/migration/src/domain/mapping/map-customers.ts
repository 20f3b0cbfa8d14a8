import type { CurrencyCode } from '@demarc/kernel';
import { blockedByPerson, emailsOf } from '../exceptions/customer-exceptions.js';
import type { SourceAdministrator, SourceBilling, SourceCustomer, SourceCustomerInfo } from '../source/records.js';
import type { SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { TargetAccount, TargetCustomer, TargetInvitation } from '../target.js';
import { toMinor } from './minor-units.js';

const CUSTOMER_STATUS = { new: 'new', active: 'active', blocked: 'blocked', disabled: 'inactive' } as const;

/** Splynx role name → ours. A role that has no counterpart gets the one with the fewest rights. */
const ROLES: Readonly<Record<string, string>> = {
  'super-administrator': 'Super administrator',
  administrator: 'Administrator',
  manager: 'Manager',
  'financial-manager': 'Financial manager',
  'customer-creator': 'Customer creator',
  engineer: 'Engineer',
  technician: 'Engineer',
  support: 'Support',
};

export function mapInvitations(administrators: readonly SourceAdministrator[]): readonly TargetInvitation[] {
  return administrators.map((person) => ({
    sourceId: person.id,
    name: person.name || person.login,
    email: emailsOf(person.email).find((email) => email.valid)?.address,
    role: ROLES[person.role.toLowerCase()] ?? 'Support',
    partnerId: person.partnerId,
  }));
}

export function mapCustomers(set: SourceSet): readonly TargetCustomer[] {
  const info = new Map(set.customerInfo.map((one) => [one.customerId, one]));
  const held = blockedByPerson(set);
  const known = new Set(set.customers.map((customer) => customer.id));
  const logins = new Set<string>();
  return set.customers.map((customer) => {
    const free = customer.login !== '' && !logins.has(customer.login.toLowerCase());
    if (free) logins.add(customer.login.toLowerCase());
    return mapCustomer(customer, info.get(customer.id), { held: held.has(customer.id), loginIsFree: free, known });
  });
}

export function mapAccounts(
  set: Pick<SourceSet, 'customers' | 'billing'>,
  currency: CurrencyCode,
): readonly TargetAccount[] {
  const billing = new Map(set.billing.map((one) => [one.customerId, one]));
  return set.customers.map((customer) => mapAccount(customer, billing.get(customer.id), currency));
}

/** `"48.53,17.96"` → a place; anything else is none. */
export function readPlace(text: string): { readonly latitude: number; readonly longitude: number } | undefined {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (!match) return undefined;
  const latitude = Number(match[1]);
  const longitude = Number(match[2]);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

function mapCustomer(
  customer: SourceCustomer,
  info: SourceCustomerInfo | undefined,
  found: { readonly held: boolean; readonly loginIsFree: boolean; readonly known: ReadonlySet<SourceId> },
): TargetCustomer {
  const emails = emailsOf(customer.email);
  return {
    sourceId: customer.id,
    number: customer.id,
    name: customer.name.trim() === '' ? `Customer ${customer.id}` : customer.name,
    category: customer.category,
    status: CUSTOMER_STATUS[customer.status],
    login: found.loginIsFree ? customer.login : undefined,
    emails: emails.filter((email) => email.valid).map((email) => email.address),
    emailTexts: emails.filter((email) => !email.valid).map((email) => email.address),
    billingEmails: emailsOf(customer.billingEmail)
      .filter((email) => email.valid)
      .map((email) => email.address),
    phones: customer.phone
      .split(',')
      .map((phone) => phone.trim())
      .filter((phone) => phone !== ''),
    street: customer.street,
    zipCode: customer.zipCode,
    city: customer.city,
    place: readPlace(customer.gps),
    partnerId: customer.partnerId,
    locationId: customer.locationId,
    parentId: customer.parentId !== undefined && found.known.has(customer.parentId) ? customer.parentId : undefined,
    addedOn: customer.addedOn,
    labels: customer.labels.filter((label) => label !== ''),
    custom: Object.fromEntries(
      Object.entries(customer.custom).filter(([, value]) => value !== '' && !value.startsWith('0000-00-00')),
    ),
    companyId: info?.companyId ?? '',
    vatId: info?.vatId ?? '',
    contactPerson: info?.contactPerson ?? '',
    birthday: info?.birthday ?? '',
    heldByPerson: found.held,
  };
}

function mapAccount(
  customer: SourceCustomer,
  billing: SourceBilling | undefined,
  currency: CurrencyCode,
): TargetAccount {
  const hasAddress =
    billing !== undefined && `${billing.invoiceName}${billing.invoiceStreet}${billing.invoiceCity}`.trim() !== '';
  return {
    customerId: customer.id,
    billingType: customer.billingType,
    billingEnabled: billing?.enabled ?? true,
    makesInvoices: billing?.makeInvoices ?? true,
    billingDay: billing?.billingDay ?? 1,
    dueDays: Math.max(billing?.dueDays ?? 14, 0),
    blockingDays: Math.max(billing?.blockingDays ?? 0, 0),
    deactivationDays: Math.max(billing?.deactivationDays ?? 0, 0),
    minimumBalanceMinor: billing ? toMinor(billing.minimumBalance, currency) : 0n,
    aggregatesSubAccounts: billing?.subBilling === 'aggregated',
    paymentMethodId: billing?.paymentMethodId,
    invoiceAddress: hasAddress
      ? {
          name: billing.invoiceName,
          street: billing.invoiceStreet,
          zipCode: billing.invoiceZipCode,
          city: billing.invoiceCity,
        }
      : undefined,
  };
}
