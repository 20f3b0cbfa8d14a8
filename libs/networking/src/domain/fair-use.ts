import type { LocalMoment } from './local-time.js';
import type { RateChange } from './rate-change.js';
import { type Counter, counterKey, octetsOf, type UsageDirection, type Used } from './usage-counting.js';
import { isWithin, type WeekWindow } from './week-windows.js';

export type FairUsePeriod = 'day' | 'week' | 'month';

export type FairUseCondition =
  | {
      readonly kind: 'traffic';
      readonly period: FairUsePeriod;
      readonly direction: UsageDirection;
      readonly octets: bigint;
    }
  | { readonly kind: 'online'; readonly period: FairUsePeriod; readonly seconds: number }
  | { readonly kind: 'hours'; readonly windows: readonly WeekWindow[] };

export type FairUseAction = { readonly kind: 'block' } | RateChange;

export interface FairUseRule {
  readonly name: string;
  /** All of them. */
  readonly conditions: readonly FairUseCondition[];
  readonly action: FairUseAction;
  /** Hours at which traffic counts for this rule, and online time; those of all rules when absent. */
  readonly trafficWindows?: readonly WeekWindow[];
  readonly onlineWindows?: readonly WeekWindow[];
  /** Write to the customer when it begins to hold because of what was used. */
  readonly notifies: boolean;
}

export interface FairUseRules {
  /** At any time when empty. */
  readonly trafficWindows: readonly WeekWindow[];
  readonly onlineWindows: readonly WeekWindow[];
  /** 1 Monday … 7 Sunday. */
  readonly weekStartsOn: number;
  readonly monthStartsOn: number;
  readonly rules: readonly FairUseRule[];
}

export interface HeldRule {
  readonly rule: FairUseRule;
  /** Its place in the order, from 0. */
  readonly place: number;
}

/** What was used, by the key of its counter. */
export type Consumption = (key: string) => Used;

/**
 * The first rule of which every condition holds wins; the others are not looked at. So the strictest stands first. A rule
 * ends when its hours do, or when the period of what it counts begins anew.
 */
export function ruleThatHolds(
  rules: FairUseRules,
  consumption: Consumption,
  moment: LocalMoment,
): HeldRule | undefined {
  const place = rules.rules.findIndex((rule) =>
    rule.conditions.every((condition) => holds(rules, rule, condition, consumption, moment)),
  );
  const rule = rules.rules[place];
  return rule && { rule, place };
}

function holds(
  rules: FairUseRules,
  rule: FairUseRule,
  condition: FairUseCondition,
  consumption: Consumption,
  moment: LocalMoment,
): boolean {
  switch (condition.kind) {
    case 'hours':
      return isWithin(condition.windows, moment);
    case 'traffic':
      return (
        octetsOf(consumption(counterKey(counterOf(rules, rule, condition))), condition.direction) >= condition.octets
      );
    case 'online':
      return consumption(counterKey(counterOf(rules, rule, condition))).seconds >= BigInt(condition.seconds);
  }
}

/** What has to be counted for a condition. */
export function counterOf(
  rules: FairUseRules,
  rule: FairUseRule,
  { kind, period }: Exclude<FairUseCondition, { kind: 'hours' }>,
): Counter {
  const startsOn = period === 'week' ? rules.weekStartsOn : period === 'month' ? rules.monthStartsOn : 0;
  const windows =
    kind === 'traffic' ? (rule.trafficWindows ?? rules.trafficWindows) : (rule.onlineWindows ?? rules.onlineWindows);
  return { period, startsOn, windows };
}

export function fairUseCounters(rules: FairUseRules): readonly Counter[] {
  return rules.rules.flatMap((rule) =>
    rule.conditions.flatMap((condition) => (condition.kind === 'hours' ? [] : [counterOf(rules, rule, condition)])),
  );
}

/**
 * A rule that never wins: whenever it holds, one before it holds too. It is told to whoever writes the rules, for it is
 * always a mistake in their order.
 */
export function shadowedRule(rules: FairUseRules): { readonly rule: string; readonly by: string } | undefined {
  for (const [place, rule] of rules.rules.entries()) {
    const by = rules.rules.slice(0, place).find((earlier) => isImplied(rules, earlier, rule));
    if (by) return { rule: rule.name, by: by.name };
  }
  return undefined;
}

/** Does `weaker` hold whenever `rule` does? Each of its conditions has to follow from one of the other's. */
function isImplied(rules: FairUseRules, weaker: FairUseRule, rule: FairUseRule): boolean {
  return weaker.conditions.every((wanted) =>
    rule.conditions.some((given) => follows(rules, weaker, wanted, rule, given)),
  );
}

function follows(
  rules: FairUseRules,
  weaker: FairUseRule,
  wanted: FairUseCondition,
  rule: FairUseRule,
  given: FairUseCondition,
): boolean {
  if (wanted.kind === 'hours' || given.kind === 'hours')
    return wanted.kind === given.kind && JSON.stringify(wanted) === JSON.stringify(given);
  if (counterKey(counterOf(rules, weaker, wanted)) !== counterKey(counterOf(rules, rule, given))) return false;
  if (wanted.kind === 'traffic')
    return given.kind === 'traffic' && given.direction === wanted.direction && given.octets >= wanted.octets;
  return given.kind === 'online' && given.seconds >= wanted.seconds;
}
