import { addDays, minDate, type CurrencyCode, type DateRange, type LocalDate } from '@demarc/kernel';
import { calendarFor, periodContaining, type BillingCalendar, type PeriodLength } from './billing-period.js';
import type { BillingPolicy } from './billing-policy.js';
import { changeBehind } from './cycle-change.js';
import { discountsOfLine, type DatedDiscount } from './discount.js';
import { explainedLine, type ExplainedAmount, type PricedThing } from './line-amount.js';
import { piecesByPrice, versionOn, type VersionedPrice } from './price-version.js';
import { isWholePeriod, partOfPeriod, partsOf, type PeriodPart } from './prorate.js';
import type { ResolvedTax, TaxExemption } from './tax.js';

export type ServiceStatus = 'pending' | 'active' | 'paused' | 'disabled' | 'archived';
export type PlanKind = 'internet' | 'voice' | 'recurring' | 'one_time' | 'bundle';

/** The tax from a day on, where the first day of a line decides; the first one holds before it too. */
export interface TaxVersion {
  readonly from: LocalDate;
  readonly tax: ResolvedTax | null;
  readonly exemption?: TaxExemption;
}

export interface BillableService extends Omit<PricedThing, 'unitPrice' | 'discounts' | 'stretches'>, VersionedPrice {
  readonly serviceId: string;
  readonly planKind: PlanKind;
  readonly description: string;
  readonly status: ServiceStatus;
  readonly startsOn: LocalDate;
  /** The day that anniversaries count from; the first day when left out. A change of plan keeps it. */
  readonly anchorOn?: LocalDate | null;
  /** The last day of service, itself included, as people write it. */
  readonly endsOn: LocalDate | null;
  /** A service that deactivation ended is charged to the end of its last period; any other end stops at its day. */
  readonly endedBy: 'end_date' | 'deactivation' | null;
  /** Of a service that deactivation ended: the first day of the one that goes on with it, or the day after an end that it had ahead. */
  readonly doneOn?: LocalDate | null;
  /** Own pay period; null follows the account. */
  readonly payPeriod: PeriodLength | null;
  readonly discounts?: readonly DatedDiscount[];
  /** Ascending by day; in place of `tax`. */
  readonly taxVersions?: readonly TaxVersion[];
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
  service: Pick<BillableService, 'payPeriod' | 'startsOn' | 'anchorOn'>,
  policy: BillingPolicy,
): BillingCalendar {
  const own = service.payPeriod;
  const anchorOn = anchorOf(service, policy);
  if (!own) return calendarFor(policy, policy.period, anchorOn);
  return calendarFor({ ...policy, cycleAnchorOn: null }, own, anchorOn);
}

function anchorOf(service: Pick<BillableService, 'startsOn' | 'anchorOn'>, { alignment }: BillingPolicy): LocalDate {
  return alignment === 'anniversary' ? (service.anchorOn ?? service.startsOn) : service.startsOn;
}

/**
 * The days that should be on documents by `runOn`, less those that are. A function of the facts alone: a second run
 * finds nothing, and a late run finds what day-by-day runs would have found.
 */
export function dueCharges(service: BillableService, policy: BillingPolicy, runOn: LocalDate): DueCharge[] {
  const calendar = calendarOf(service, policy);
  const to = chargeableUntil(service, calendar, policy, runOn);
  if (to === undefined || to <= service.startsOn) return [];
  return uncharged(service, to).flatMap((gap) =>
    partsOf(gap, calendar, policy.dayCount).map((part) => ({ ...part, serviceId: service.serviceId })),
  );
}

/** Several periods charged at once; a service with a pay period of its own follows that. */
function reachOf(service: BillableService, policy: BillingPolicy): BillingCalendar | undefined {
  if (service.payPeriod || !policy.reach) return undefined;
  return calendarFor(policy, policy.reach, anchorOf(service, policy));
}

/** The due charges with prices. A service without a price gives none: the run flags it instead. */
export function chargeLines(
  service: BillableService,
  policy: BillingPolicy,
  currency: CurrencyCode,
  runOn: LocalDate,
): ChargeLine[] {
  if (!hasPrice(service)) return [];
  const lines = pricedLines(service, dueCharges(service, policy, runOn), policy, currency);
  return policy.changes ? withChanges(lines, service, policy, runOn) : lines;
}

/** A period that is odd because the billing was changed says so. */
function withChanges(
  lines: readonly ChargeLine[],
  service: BillableService,
  policy: BillingPolicy,
  runOn: LocalDate,
): ChargeLine[] {
  const calendarBy = (by: Partial<BillingPolicy>): BillingCalendar => calendarOf(service, { ...policy, ...by });
  return lines.map((line) => {
    const facts = changeBehind(line, service, policy, calendarBy, runOn);
    if (!facts) return line;
    const { explanation } = line;
    return { ...line, explanation: { ...explanation, inputs: { ...explanation.inputs, ...facts } } };
  });
}

export function hasPrice({ unitPrice, priceVersions }: VersionedPrice): boolean {
  return unitPrice !== null || (priceVersions?.length ?? 0) > 0;
}

/** Prices parts of periods. A part over a change of price is cut there: each piece is a line, rounded once. */
export function pricedLines(
  service: BillableService,
  due: readonly DueCharge[],
  policy: BillingPolicy,
  currency: CurrencyCode,
): ChargeLine[] {
  return due.flatMap((part) => {
    if (!service.priceVersions || service.priceVersions.length === 0) {
      return service.unitPrice === null ? [] : [chargeLine(service, service.unitPrice, part, policy, currency)];
    }
    const { length } = calendarOf(service, policy);
    const pieces = piecesByPrice(part.covers, service);
    return pieces.flatMap(({ covers, unitPrice }) => {
      if (unitPrice === null) return [];
      const piece = pieces.length === 1 ? part : partOfPeriod(covers, part.period, length, policy.dayCount);
      return [chargeLine(service, unitPrice, { ...part, ...piece }, policy, currency)];
    });
  });
}

function chargeLine(
  service: BillableService,
  unitPrice: string,
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
  const thing = pricedThing(service, unitPrice, due, policy);
  const amount = explainedLine(rule, thing, due, facts, currency, policy.rounding);
  return { ...due, ...amount, planKind: service.planKind, description: service.description, thing };
}

function pricedThing(service: BillableService, unitPrice: string, due: DueCharge, policy: BillingPolicy): PricedThing {
  const { quantity, priceIncludesTax, discounts } = service;
  const { tax, exemption } = versionOn(service.taxVersions, due.covers.from) ?? service;
  const thing: PricedThing = exemption
    ? { quantity, unitPrice, priceIncludesTax, tax, exemption }
    : { quantity, unitPrice, priceIncludesTax, tax };
  if (!discounts || discounts.length === 0) return thing;
  const terms = {
    stacking: policy.discountStacking,
    length: calendarOf(service, policy).length,
    dayCount: policy.dayCount,
  };
  return { ...thing, ...discountsOfLine(discounts, thing, due, terms) };
}

/** The first day not to be charged by a run on `runOn`, or undefined when the service is not billed at all. */
function chargeableUntil(
  service: BillableService,
  calendar: BillingCalendar,
  policy: BillingPolicy,
  runOn: LocalDate,
): LocalDate | undefined {
  if (!isBilled(service) || service.startsOn > runOn) return undefined;
  const until = lastChargeableDayAfter(service, calendar);
  const running = periodContaining(reachOf(service, policy) ?? calendar, runOn);
  if (policy.mode === 'advance') return until ? minDate(until, running.to) : running.to;
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
  if (service.endedBy === 'deactivation') {
    const periodEnd = periodContaining(calendar, service.endsOn).to;
    return service.doneOn ? minDate(periodEnd, service.doneOn) : periodEnd;
  }
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
