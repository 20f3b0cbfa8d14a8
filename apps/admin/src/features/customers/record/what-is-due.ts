import type { Account, Customer, OpenInvoice } from './use-customer';

const order = ['GOOD', 'OVERDUE', 'BLOCKED', 'INACTIVE'] as const;

/** The suspension that today's facts ask for and that nobody has approved yet; null when the account stands as they say. */
export function suspensionDue({
  account,
  whatHappensNext,
}: {
  readonly account?: Pick<Account, 'standing'> | null | undefined;
  readonly whatHappensNext?: Pick<NonNullable<Customer['whatHappensNext']>, 'standing'> | null | undefined;
}): 'BLOCKED' | 'INACTIVE' | null {
  if (!account || !whatHappensNext) return null;
  const { standing } = whatHappensNext;
  if (standing !== 'BLOCKED' && standing !== 'INACTIVE') return null;
  return order.indexOf(account.standing) < order.indexOf(standing) ? standing : null;
}

/** What was to be paid first of the invoices that block. One-time invoices never do, so they are not named as a cause. */
export function lateInvoices(invoices: readonly Pick<OpenInvoice, 'number' | 'kind' | 'overdue' | 'dueOn'>[]): {
  readonly numbers: readonly string[];
  readonly since: string | null;
} {
  const late = invoices.filter(({ overdue, kind }) => overdue && kind === 'RECURRING');
  const [first = null] = late.map(({ dueOn }) => dueOn).sort();
  return { numbers: late.map(({ number }) => number), since: first };
}
