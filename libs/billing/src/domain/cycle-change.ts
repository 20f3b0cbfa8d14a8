import { addDays, type DateRange, type LocalDate } from '@demarc/kernel';
import { periodContaining, type BillingCalendar } from './billing-period.js';
import type { BillingPolicy } from './billing-policy.js';
import { isWholePeriod, type PeriodPart } from './prorate.js';

/** A setting of an account that periods depend on, before and after it was changed. */
export interface CycleChange {
  readonly on: LocalDate;
  readonly what: 'billingDay' | 'periodMonths' | 'mode';
  readonly before: string;
  readonly after: string;
}

interface Charged {
  readonly startsOn: LocalDate;
  readonly charged: readonly DateRange[];
}

/** The change that made a period what it is, as facts of its explanation; undefined for a period like all others. */
export function changeBehind(
  part: PeriodPart,
  service: Charged,
  policy: BillingPolicy,
  calendarBy: (by: Partial<BillingPolicy>) => BillingCalendar,
  runOn: LocalDate,
): Readonly<Record<string, string>> | undefined {
  const found = policy.changes?.findLast((change) =>
    change.what === 'mode'
      ? isFirstInNewMode(part, change, service, policy, calendarBy({}), runOn)
      : joinsOldToNew(part, service, calendarBy(oldOf(change, policy)), calendarBy({})),
  );
  if (!found) return undefined;
  return { change: found.what, changed_on: found.on, change_before: found.before, change_now: nowOf(found, policy) };
}

function oldOf({ what, before }: CycleChange, policy: BillingPolicy): Partial<BillingPolicy> {
  if (what === 'billingDay') return { billingDay: Number(before) };
  return { period: { ...policy.period, count: Number(before) } };
}

function nowOf({ what, after }: CycleChange, policy: BillingPolicy): string {
  if (what === 'billingDay') return String(policy.billingDay);
  return what === 'mode' ? policy.mode : after;
}

/** It begins where charges by the old way ended, which is no beginning by the new one. */
function joinsOldToNew(part: PeriodPart, service: Charged, old: BillingCalendar, now: BillingCalendar): boolean {
  const { from } = part.covers;
  if (isWholePeriod(part) || from === service.startsOn) return false;
  return isChargedUpTo(service, from) && beginsAt(old, from) && !beginsAt(now, from);
}

/** From arrears to advance, one document has what is over and what begins. The other way round, one comes a period later. */
function isFirstInNewMode(
  { covers }: PeriodPart,
  { on, before }: CycleChange,
  service: Charged,
  policy: BillingPolicy,
  calendar: BillingCalendar,
  runOn: LocalDate,
): boolean {
  if (before === policy.mode) return false;
  const upTo = service.charged.reduce<LocalDate>((last, { to }) => (to > last ? to : last), service.startsOn);
  if (policy.mode === 'advance') {
    const running = periodContaining(calendar, runOn).from;
    return upTo < running && on > upTo && covers.from >= running;
  }
  return covers.from === upTo && on < upTo && on >= periodContaining(calendar, addDays(upTo, -1)).from;
}

function isChargedUpTo({ charged }: Charged, on: LocalDate): boolean {
  return charged.some(({ to }) => to === on);
}

function beginsAt(calendar: BillingCalendar, on: LocalDate): boolean {
  return periodContaining(calendar, on).from === on;
}
