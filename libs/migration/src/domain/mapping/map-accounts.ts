import { parseLocalDate, type CurrencyCode, type LocalDate } from '@demarc/kernel';
import { blockedByPerson } from '../exceptions/customer-exceptions.js';
import type { SourceBilling, SourceCustomer, SourceStatusChange } from '../source/records.js';
import { compareSourceIds, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { TargetAccount } from '../target.js';
import { toMinor } from './minor-units.js';

const LONGEST_DAYS = 365;

type Facts = Pick<SourceSet, 'customers' | 'billing' | 'statusChanges'>;

export function mapAccounts(
  set: Facts,
  given: { readonly currency: CurrencyCode; readonly snapshotOn: LocalDate },
): readonly TargetAccount[] {
  const billing = new Map(set.billing.map((one) => [one.customerId, one]));
  const held = blockedByPerson(set);
  const last = lastChanges(set.statusChanges);
  const deactivated = deactivatedBySystem(set);
  return set.customers.map((customer) => {
    const since = parseLocalDate(last.get(customer.id)?.on ?? '') ?? given.snapshotOn;
    const isHeld = held.has(customer.id);
    return {
      ...termsOf(customer, billing.get(customer.id), given.currency),
      ...standingOf(customer, { isHeld, isDeactivated: deactivated.has(customer.id) }),
      standingSince: since,
      heldByPerson: isHeld,
    };
  });
}

/** Inactive customers whom the end of the deactivation period made so, not a person: a payment brings them back. */
export function deactivatedBySystem(set: Pick<SourceSet, 'customers' | 'statusChanges'>): ReadonlySet<SourceId> {
  const last = lastChanges(set.statusChanges);
  const found = set.customers.filter((customer) => {
    const change = last.get(customer.id);
    return customer.status === 'disabled' && change?.newStatus === 'disabled' && change.administratorId === undefined;
  });
  return new Set(found.map((customer) => customer.id));
}

function lastChanges(changes: readonly SourceStatusChange[]): ReadonlyMap<SourceId, SourceStatusChange> {
  const inOrder = [...changes].sort((left, right) =>
    left.on === right.on ? compareSourceIds(left.id, right.id) : left.on < right.on ? -1 : 1,
  );
  return new Map(inOrder.filter((change) => change.newStatus !== '').map((change) => [change.customerId, change]));
}

function standingOf(
  customer: SourceCustomer,
  found: { readonly isHeld: boolean; readonly isDeactivated: boolean },
): Pick<TargetAccount, 'lifecycle' | 'standing'> {
  switch (customer.status) {
    case 'new':
      return { lifecycle: 'new', standing: 'good' };
    case 'active':
      return { lifecycle: 'active', standing: 'good' };
    case 'blocked':
      return { lifecycle: 'active', standing: found.isHeld ? 'good' : 'blocked' };
    case 'disabled':
      return found.isDeactivated
        ? { lifecycle: 'active', standing: 'inactive' }
        : { lifecycle: 'ended', standing: 'good' };
  }
}

function termsOf(
  customer: SourceCustomer,
  billing: SourceBilling | undefined,
  currency: CurrencyCode,
): Omit<TargetAccount, 'lifecycle' | 'standing' | 'standingSince' | 'heldByPerson'> {
  const hasAddress =
    billing !== undefined && `${billing.invoiceName}${billing.invoiceStreet}${billing.invoiceCity}`.trim() !== '';
  return {
    customerId: customer.id,
    billingType: customer.billingType,
    billingEnabled: billing?.enabled ?? true,
    makesInvoices: billing?.makeInvoices ?? true,
    billingDay: billing?.billingDay ?? 1,
    dueDays: days(billing?.dueDays ?? 15, 0) ?? 0,
    blockingDays: days(billing?.blockingDays ?? 0, 0),
    deactivationDays: days(billing?.deactivationDays ?? 10, 1),
    minimumBalanceMinor: billing ? toMinor(billing.minimumBalance, currency) : 0n,
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

/** Below the least, the source means "never". */
function days(value: number, least: number): number | null {
  return value < least ? null : Math.min(value, LONGEST_DAYS);
}

/** What people see of a customer, as billing will have it. */
export function customerStatusOf(account: TargetAccount | undefined): 'new' | 'active' | 'blocked' | 'inactive' {
  if (account === undefined || account.lifecycle === 'ended' || account.standing === 'inactive') return 'inactive';
  if (account.lifecycle === 'new') return 'new';
  return account.heldByPerson || account.standing === 'blocked' ? 'blocked' : 'active';
}
