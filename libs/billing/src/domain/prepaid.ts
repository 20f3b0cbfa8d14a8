import {
  addDays,
  addMonths,
  dayOf,
  maxDate,
  minDate,
  daysBetween,
  type CurrencyCode,
  type LocalDate,
} from '@demarc/kernel';
import type { BillingPolicy } from './billing-policy.js';
import { pricedLines, type BillableService, type ChargeLine, type DueCharge } from './charge-plan.js';
import { dayCharge } from './prepaid-day.js';

export interface PrepaidService extends BillableService {
  /** Length of the paid period in days; null is a month. */
  readonly prepaidDays: number | null;
  /** Since when it is closed, because nothing paid for it while others of the account were paid. */
  readonly lapsedOn: LocalDate | null;
  /** Once closed, it opens again only when somebody says so. */
  readonly waitsForStaff?: boolean;
}

export interface PrepaidAccount {
  readonly kind: 'prepaid_daily' | 'prepaid_custom';
  readonly currency: CurrencyCode;
  readonly policy: BillingPolicy;
  /** Periods that are paid at once. */
  readonly periodsAtOnce: number;
  readonly services: readonly PrepaidService[];
  /** What the customer has; below zero is owed. */
  readonly balanceMinor: bigint;
  /** A charge never takes the balance below it. */
  readonly minimumBalanceMinor: bigint;
  /** Nothing was paid for any service, so access is closed. */
  readonly isBlocked: boolean;
  readonly expiryDayServed: boolean;
}

export interface PrepaidPlan {
  readonly lines: readonly ChargeLine[];
  readonly costMinor: bigint;
  /** Services that close, and that open again, while others of the account are served. */
  readonly closes: readonly string[];
  readonly opens: readonly string[];
  /** No service is paid for: access is closed altogether. */
  readonly isBlocked: boolean;
  /** The next day on which something can be due; null when nothing is charged here. */
  readonly nextOn: LocalDate | null;
  readonly services: readonly PaidService[];
}

export interface PaidService {
  readonly serviceId: string;
  /** The first day that is not paid for: the day of expiry. Null: nothing was paid for yet. */
  readonly paidUntil: LocalDate | null;
  readonly isServed: boolean;
}

/**
 * Charges every service whose paid time is over, in the order in which it ended, as long as the balance stays at or above
 * the minimum. What cannot be charged closes: with a day of grace where the day of expiry is still served. A late look
 * charges what looks on each day would have charged, since access was open all that time.
 */
export function planPrepaid(account: PrepaidAccount, on: LocalDate): PrepaidPlan {
  const states = account.services.filter(isCharged).map((service) => stateOf(service, account, on));
  const due = states.filter((state) => state.until <= on).sort(byExpiry);
  const lines: ChargeLine[] = [];
  let available = account.balanceMinor - account.minimumBalanceMinor;
  for (const state of due) {
    while (state.until <= on && !isOver(state)) {
      const period = nextPeriod(state, account, lines);
      const cost = sumOf(period.lines);
      if (cost > available) break;
      available -= cost;
      lines.push(...period.lines);
      state.until = period.to;
      state.wasPaid = true;
    }
  }
  return { lines, costMinor: sumOf(lines), ...outcome(states, account, on) };
}

export interface PrepaidOutlook {
  /** The next charge of all services together. */
  readonly costMinor: bigint;
  /** Whole charges that the balance still covers. */
  readonly periodsLeft: number;
  /** The day on which the first paid time ends; null when nothing is paid. */
  readonly expiresOn: LocalDate | null;
  /** The first day that neither a charge nor the balance covers. */
  readonly lastsUntil: LocalDate | null;
  readonly daysLeft: number;
}

const FARTHEST_CHARGES = 1_200;

/** How long the money lasts by the same rules, if nothing is paid in. */
export function prepaidOutlook(account: PrepaidAccount, on: LocalDate): PrepaidOutlook {
  const states = account.services
    .filter(isCharged)
    .map((service) => stateOf(service, account, on))
    .filter((state) => !isOver(state));
  const expiries = states.filter((state) => state.wasPaid && state.until > on).map((state) => state.until);
  const costMinor = states.reduce((sum, state) => sum + sumOf(nextPeriod(state, account, []).lines), 0n);
  let available = account.balanceMinor - account.minimumBalanceMinor;
  const periodsLeft = costMinor > 0n && available > 0n ? Number(available / costMinor) : 0;
  const taken: ChargeLine[] = [];
  let lastsUntil: LocalDate | null = null;
  for (let count = 0; count < FARTHEST_CHARGES; count += 1) {
    const state = states.filter((one) => !isOver(one)).sort(byExpiry)[0];
    if (!state) break;
    lastsUntil = maxDate(state.until, on);
    const period = nextPeriod(state, account, taken);
    const cost = sumOf(period.lines);
    if (cost > available || cost <= 0n) break;
    available -= cost;
    taken.push(...period.lines);
    state.until = period.to;
  }
  return {
    costMinor,
    periodsLeft,
    expiresOn: expiries.length === 0 ? null : expiries.reduce(minDate),
    lastsUntil,
    daysLeft: lastsUntil === null ? 0 : daysBetween(on, lastsUntil),
  };
}

interface PaidState {
  readonly service: PrepaidService;
  /** The first day that is not paid for. */
  until: LocalDate;
  /** The first day of the unbroken paid time: monthly periods begin on its day. */
  readonly since: LocalDate;
  wasPaid: boolean;
}

function isCharged(service: PrepaidService): boolean {
  if (service.waitsForStaff && service.lapsedOn !== null && service.charged.length > 0) return false;
  return service.status === 'active' || service.lapsedOn !== null;
}

/** After a time without access, the next period begins on the day on which it is paid. */
function stateOf(service: PrepaidService, { isBlocked }: PrepaidAccount, on: LocalDate): PaidState {
  const last = service.charged.reduce<BillableService['charged'][number] | null>(
    (latest, range) => (latest === null || range.to > latest.to ? range : latest),
    null,
  );
  const until = last?.to ?? service.startsOn;
  const lapsed = isBlocked || service.lapsedOn !== null;
  const wasPaid = last !== null;
  if (!lapsed || until >= on) return { service, until, since: last?.from ?? service.startsOn, wasPaid };
  return { service, until: on, since: on, wasPaid };
}

function isOver({ service, until }: PaidState): boolean {
  return service.endsOn !== null && until > service.endsOn;
}

interface NextPeriod {
  readonly lines: readonly ChargeLine[];
  readonly to: LocalDate;
}

function nextPeriod(state: PaidState, account: PrepaidAccount, taken: readonly ChargeLine[]): NextPeriod {
  const { service } = state;
  const last = service.endsOn === null ? null : addDays(service.endsOn, 1);
  if (account.kind === 'prepaid_daily') {
    const to = addDays(state.until, 1);
    return { lines: dayCharge(service, state.until, taken, account), to };
  }
  const lines: ChargeLine[] = [];
  let from = state.until;
  for (let count = 0; count < account.periodsAtOnce && (last === null || from < last); count += 1) {
    const end = periodEnd(service, from, state.since);
    const to = last === null ? end : minDate(end, last);
    const due: DueCharge = {
      serviceId: service.serviceId,
      covers: { from, to },
      period: { from, to: end },
      days: daysBetween(from, to),
      of: daysBetween(from, end),
    };
    lines.push(...pricedLines(service, [due], account.policy, account.currency));
    from = to;
  }
  return { lines, to: from };
}

function periodEnd(service: PrepaidService, from: LocalDate, since: LocalDate): LocalDate {
  return service.prepaidDays === null ? addMonths(from, 1, dayOf(since)) : addDays(from, service.prepaidDays);
}

function outcome(
  states: readonly PaidState[],
  account: PrepaidAccount,
  on: LocalDate,
): Omit<PrepaidPlan, 'lines' | 'costMinor'> {
  const standing = states.filter((state) => !isOver(state));
  const served = standing.filter((state) => closesOn(state, account) > on);
  const isBlocked = standing.length > 0 && served.length === 0;
  const unpaid = standing.filter((state) => state.until <= on);
  const days = served.map((state) => (state.until > on ? state.until : closesOn(state, account)));
  if (unpaid.length > 0) days.push(addDays(on, 1));
  const isServed = (state: PaidState): boolean => served.includes(state);
  return {
    closes: standing
      .filter(
        (one) =>
          !isServed(one) && one.service.lapsedOn === null && (!isBlocked || (one.service.waitsForStaff && one.wasPaid)),
      )
      .map(idOf),
    opens: standing.filter((one) => isServed(one) && one.service.lapsedOn !== null && one.until > on).map(idOf),
    isBlocked,
    nextOn: days.length === 0 ? null : days.reduce(minDate),
    services: standing.map((one) => ({
      serviceId: idOf(one),
      paidUntil: one.wasPaid ? one.until : null,
      isServed: isServed(one),
    })),
  };
}

/** The first day without access, if nothing more is paid. A service that was closed, or never paid, has no grace. */
function closesOn(state: PaidState, account: PrepaidAccount): LocalDate {
  const hasGrace =
    account.expiryDayServed &&
    account.kind === 'prepaid_custom' &&
    state.wasPaid &&
    !account.isBlocked &&
    state.service.lapsedOn === null;
  return hasGrace ? addDays(state.until, 1) : state.until;
}

function idOf({ service }: PaidState): string {
  return service.serviceId;
}

function byExpiry(left: PaidState, right: PaidState): number {
  if (left.until !== right.until) return left.until < right.until ? -1 : 1;
  return left.service.startsOn < right.service.startsOn ? -1 : left.service.startsOn > right.service.startsOn ? 1 : 0;
}

function sumOf(lines: readonly ChargeLine[]): bigint {
  return lines.reduce((sum, line) => sum + line.grossMinor, 0n);
}
