import { addDays, minDate, type CurrencyCode, type DateRange, type LocalDate } from '@demarc/kernel';
import { calendarFor, periodContaining, type BillingCalendar, type PeriodLength } from './billing-period.js';
import type { BillingPolicy } from './billing-policy.js';
import { explainedLine, type ExplainedAmount, type PricedThing } from './line-amount.js';
import { isWholePeriod, partsOf, type PeriodPart } from './prorate.js';

export type ServiceStatus = 'pending' | 'active' | 'paused' | 'disabled' | 'archived';
export type PlanKind = 'internet' | 'voice' | 'recurring' | 'one_time' | 'bundle';

export interface BillableService extends Omit<PricedThing, 'unitPrice'> {
  readonly serviceId: string;
  readonly planKind: PlanKind;
  readonly description: string;
  readonly status: ServiceStatus;
  readonly startsOn: LocalDate;
  /** The last day of service, itself included, as people write it. */
  readonly endsOn: LocalDate | null;
  /** A service that deactivation ended is charged to the end of its last period; any other end stops at its day. */
  readonly endedBy: 'end_date' | 'deactivation' | null;
  /** Own pay period; null follows the account. */
  readonly payPeriod: PeriodLength | null;
  /** Null when nobody has set a price: not charged, and flagged. */
  readonly unitPrice: string | null;
  /** Half open; a pause that runs on has no `to`. */
  readonly pauses: readonly { readonly from: LocalDate; readonly to: LocalDate | null }[];
  /**
   * Days that are on a document already, of this service or of the one it continues; half open, any order, may be
   * merged. Credited days stay in it: giving money back does not make a day chargeable again.
   */
  readonly charged: readonly DateRange[];
}

/** A part of a period that should be charged and is not yet. */
export interface DueCharge extends PeriodPart {
  readonly serviceId: string;
}

export interface ChargeLine extends DueCharge, ExplainedAmount {
  readonly planKind: PlanKind;
  readonly description: string;
  readonly thing: PricedThing;
}

export function calendarOf(
  service: Pick<BillableService, 'payPeriod' | 'startsOn'>,
  policy: BillingPolicy,
): BillingCalendar {
  const own = service.payPeriod;
  if (!own) return calendarFor(policy, policy.period, service.startsOn);
  return calendarFor({ ...policy, cycleAnchorOn: null }, own, service.startsOn);
}

/**
 * The days that should be on documents by `runOn`, less those that are. A function of the facts alone: a second run
 * finds nothing, and a late run finds what day-by-day runs would have found.
 */
export function dueCharges(service: BillableService, policy: BillingPolicy, runOn: LocalDate): DueCharge[] {
  const calendar = calendarOf(service, policy);
  const to = chargeableUntil(service, calendar, policy.mode, runOn);
  if (to === undefined || to <= service.startsOn) return [];
  return uncharged(service, to).flatMap((gap) =>
    partsOf(gap, calendar, policy.dayCount).map((part) => ({ ...part, serviceId: service.serviceId })),
  );
}

/** The due charges with prices. A service without a price gives none: the run flags it instead. */
export function chargeLines(
  service: BillableService,
  policy: BillingPolicy,
  currency: CurrencyCode,
  runOn: LocalDate,
): ChargeLine[] {
  if (service.unitPrice === null) return [];
  const thing = { ...pricedThing(service), unitPrice: service.unitPrice };
  return dueCharges(service, policy, runOn).map((due) => chargeLine(service, thing, due, policy, currency));
}

export function chargeLine(
  service: BillableService,
  thing: PricedThing,
  due: DueCharge,
  policy: BillingPolicy,
  currency: CurrencyCode,
): ChargeLine {
  const facts = {
    description: service.description,
    from: due.covers.from,
    to: due.covers.to,
    period_from: due.period.from,
    period_to: due.period.to,
    service_start: service.startsOn,
    day_count: policy.dayCount,
  };
  const rule = isWholePeriod(due) ? 'recurring.period' : 'recurring.part';
  const amount = explainedLine(rule, thing, due, facts, currency, policy.rounding);
  return { ...due, ...amount, planKind: service.planKind, description: service.description, thing };
}

function pricedThing(service: BillableService): Omit<PricedThing, 'unitPrice'> {
  const { quantity, priceIncludesTax, tax, discounts } = service;
  return discounts?.length ? { quantity, priceIncludesTax, tax, discounts } : { quantity, priceIncludesTax, tax };
}

/** The first day not to be charged by a run on `runOn`, or undefined when the service is not billed at all. */
function chargeableUntil(
  service: BillableService,
  calendar: BillingCalendar,
  mode: 'advance' | 'arrears',
  runOn: LocalDate,
): LocalDate | undefined {
  if (!isBilled(service) || service.startsOn > runOn) return undefined;
  const until = lastChargeableDayAfter(service, calendar);
  const running = periodContaining(calendar, runOn);
  if (mode === 'advance') return until ? minDate(until, running.to) : running.to;
  return until && until <= runOn ? until : running.from;
}

/** Disabled without an end is still billed: only an end, a pause, archiving or waiting to begin stop charges. */
function isBilled(service: BillableService): boolean {
  switch (service.status) {
    case 'active':
    case 'disabled':
      return true;
    case 'paused':
      return service.pauses.some((pause) => pause.to === null);
    case 'pending':
    case 'archived':
      return false;
  }
}

function lastChargeableDayAfter(service: BillableService, calendar: BillingCalendar): LocalDate | undefined {
  if (!service.endsOn) return undefined;
  if (service.endedBy === 'deactivation') return periodContaining(calendar, service.endsOn).to;
  return addDays(service.endsOn, 1);
}

/** The days from the start to `to` which neither a pause nor a charge covers. */
function uncharged(service: BillableService, to: LocalDate): DateRange[] {
  const covered = [...service.charged, ...service.pauses.map((pause) => ({ from: pause.from, to: pause.to ?? to }))];
  if (covered.length > 1) covered.sort((left, right) => (left.from < right.from ? -1 : left.from > right.from ? 1 : 0));
  const gaps: DateRange[] = [];
  let from = service.startsOn;
  for (const range of covered) {
    if (range.to <= range.from) continue;
    if (range.from >= to) break;
    if (range.from > from) gaps.push({ from, to: range.from });
    if (range.to > from) from = range.to;
  }
  if (from < to) gaps.push({ from, to });
  return gaps;
}
