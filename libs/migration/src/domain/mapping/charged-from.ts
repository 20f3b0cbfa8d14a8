import { addDays, addMonths, maxDate, type LocalDate } from '@demarc/kernel';
import type { TargetInvoice } from '../finance-target.js';
import type { TargetAccount, TargetService } from '../target.js';
import type { MappedService } from './map-services.js';

/**
 * The first day that is ours to charge. A service goes on where the other system charged it last, when that is no more
 * than a period ago; else with the period that runs on the day of the take-over. Older days without an invoice (before that
 * system was there, given away, invoices deleted since) were settled there one way or another, and are never billed here.
 */
export function withChargedFrom(
  services: readonly MappedService[],
  accounts: readonly Pick<TargetAccount, 'customerId' | 'billingDay'>[],
  invoices: readonly TargetInvoice[],
  snapshotOn: LocalDate,
): readonly TargetService[] {
  const chargedTo = lastChargedDays(invoices);
  const billingDays = new Map(accounts.map((account) => [account.customerId, account.billingDay]));
  return services.map((service) => {
    const billingDay = billingDays.get(service.customerId) ?? 1;
    const running = periodStart(snapshotOn, billingDay);
    const charged = chargedTo.get(`${service.kind}/${service.sourceId}`);
    const goesOn = charged !== undefined && charged >= addMonths(running, -1, billingDay);
    return { ...service, chargedFrom: goesOn ? charged : running };
  });
}

/** The first day of the monthly period that `on` falls in. */
function periodStart(on: LocalDate, billingDay: number): LocalDate {
  const inThisMonth = addMonths(on, 0, billingDay);
  return inThisMonth <= on ? inThisMonth : addMonths(on, -1, billingDay);
}

/** The day after the last one on an invoice, by service. */
function lastChargedDays(invoices: readonly TargetInvoice[]): ReadonlyMap<string, LocalDate> {
  const last = new Map<string, LocalDate>();
  for (const line of invoices.filter(({ status }) => status === 'issued').flatMap(({ lines }) => lines)) {
    if (line.serviceId === undefined || line.periodThrough === undefined) continue;
    const key = `${line.serviceKind}/${line.serviceId}`;
    const to = addDays(line.periodThrough, 1);
    last.set(key, maxDate(last.get(key) ?? to, to));
  }
  return last;
}
