import type { LocalDate } from '@demarc/kernel';
import {
  calendarFor,
  calendarOf,
  MONTH,
  type OpenFutureItem,
  periodContaining,
  type PlannedInvoice,
} from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import type { LineTaxes } from '../pricing/tax-books.js';
import { billingPolicyOf, type BillingTerms } from '../settings/settings.js';
import type { LoadedService } from './load-billable.js';
import { planRecurring } from './plan-accounts.js';

export interface RunAhead {
  readonly on: LocalDate;
  readonly invoice: PlannedInvoice;
}

export interface DaysAhead {
  readonly from: LocalDate;
  readonly through: LocalDate;
}

/** What an account is made of as its coming runs find it. */
export interface AccountAhead {
  readonly account: Account;
  /** By the day of the run: a service that waits for its first day is not there before. */
  readonly servicesOn: (on: LocalDate) => readonly LoadedService[];
  readonly items: readonly OpenFutureItem[] | undefined;
  readonly terms: BillingTerms;
  readonly taxes?: LineTaxes;
}

/** Run after run: what one would charge counts as charged for the next, and the items that it takes are gone. */
export function* runsAhead(ahead: AccountAhead, days: DaysAhead): Generator<RunAhead> {
  const { account, servicesOn, terms, taxes } = ahead;
  const charged = new Map<string, LoadedService['charged'][number][]>();
  let waiting = ahead.items;
  for (const on of runDays(account, servicesOn(days.through), terms, days)) {
    const services = servicesOn(on).map((service) => ({
      ...service,
      charged: [...service.charged, ...(charged.get(service.serviceId) ?? [])],
    }));
    const { invoice } = planRecurring(account, services, waiting, terms, { on, datedOn: on }, taxes);
    if (!invoice) continue;
    for (const { serviceId, covers } of invoice.lines)
      charged.set(serviceId, [...(charged.get(serviceId) ?? []), covers]);
    if (invoice.futureLines.length > 0) waiting = undefined;
    yield { on, invoice };
  }
}

/** The days on which a run takes the account: where its periods begin, or those of its services. */
function runDays(
  account: Account,
  services: readonly LoadedService[],
  terms: BillingTerms,
  { from, through }: DaysAhead,
): LocalDate[] {
  const policy = billingPolicyOf(account, terms);
  const calendars =
    terms.settings.alignment === 'anniversary'
      ? services.map((service) => calendarOf(service, policy))
      : [calendarFor(policy, MONTH, from)];
  const days = new Set<LocalDate>();
  for (const calendar of calendars) {
    let period = periodContaining(calendar, from);
    if (period.from === from) days.add(from);
    while (period.to <= through) {
      days.add(period.to);
      period = periodContaining(calendar, period.to);
    }
  }
  return [...days].sort();
}
