import { invalid } from '@demarc/kernel';
import type { HoursRate } from '../../domain/effective-policy.js';
import type { FairUseCondition, FairUseRule, FairUseRules } from '../../domain/fair-use.js';
import type { QuotaRules } from '../../domain/quota.js';
import type { RateChange } from '../../domain/rate-change.js';
import type { WeekWindow } from '../../domain/week-windows.js';
import type { FairUseConditionInput, FairUseInput, FairUseRuleInput } from './fair-use.input.js';
import type { HoursRateInput, PolicyActionInput, RateChangeInput, WeekWindowInput } from './policy-parts.input.js';
import type { QuotaInput } from './quota.input.js';

/**
 * Rules as people write them, which is how they are kept, made into those that are reckoned with. What is incomplete is
 * refused with a sentence, so that nothing half said is ever kept.
 */
export function hoursOf(hours: readonly HoursRateInput[]): HoursRate[] {
  return hours.map(({ name, windows, change }) => ({ name, windows: windows.map(windowOf), change: changeOf(change) }));
}

export function fairUseOf(written: FairUseInput): FairUseRules {
  return {
    trafficWindows: written.trafficWindows.map(windowOf),
    onlineWindows: written.onlineWindows.map(windowOf),
    weekStartsOn: written.weekStartsOn,
    monthStartsOn: written.monthStartsOn,
    rules: written.rules.map(ruleOf),
  };
}

export function quotaOf(written: QuotaInput): QuotaRules {
  const { bonus, rollover, automatic } = written;
  const offers = written.offers.map(({ planId, octets, periods }) => ({
    planId,
    octets: BigInt(octets),
    periods: periods ?? null,
  }));
  if (automatic && !offers.some(({ planId }) => planId === automatic.planId))
    throw invalid('UNKNOWN_OFFER', 'What is bought by itself has to be one of the offers.', [
      { field: 'automatic', message: 'is no offer' },
    ]);
  return {
    limitOctets: BigInt(written.limitOctets),
    period: written.period,
    direction: written.direction,
    bonus: bonus
      ? {
          windows: bonus.windows.map(windowOf),
          countedPercent: bonus.countedPercent,
          limitOctets: octetsOrNull(bonus.limitOctets),
          afterUsedUp: bonus.afterUsedUp,
        }
      : null,
    atLimit: actionOf(written.atLimit, 'atLimit'),
    grantsFirst: written.grantsFirst,
    offers,
    automatic: automatic ?? null,
    rollover: rollover ? { periods: rollover.periods, limitOctets: octetsOrNull(rollover.limitOctets) } : null,
    notices: written.notices,
  };
}

function ruleOf(rule: FairUseRuleInput): FairUseRule {
  const { trafficWindows, onlineWindows } = rule;
  return {
    name: rule.name,
    conditions: rule.conditions.map((condition) => conditionOf(condition, rule.name)),
    action: actionOf(rule.action, rule.name),
    notifies: rule.notifies,
    ...(trafficWindows ? { trafficWindows: trafficWindows.map(windowOf) } : {}),
    ...(onlineWindows ? { onlineWindows: onlineWindows.map(windowOf) } : {}),
  };
}

function conditionOf(written: FairUseConditionInput, rule: string): FairUseCondition {
  const { kind, period, octets, seconds, windows } = written;
  if (kind === 'hours' && windows) return { kind, windows: windows.map(windowOf) };
  if (kind === 'traffic' && period && octets)
    return { kind, period, octets: BigInt(octets), direction: written.direction ?? 'both' };
  if (kind === 'online' && period && seconds) return { kind, period, seconds };
  throw invalid('CONDITION_INCOMPLETE', `A condition of “${rule}” lacks its period, its amount or its hours.`, [
    { field: 'rules', message: 'a condition is incomplete' },
  ]);
}

function actionOf({ blocks, change }: PolicyActionInput, field: string): { readonly kind: 'block' } | RateChange {
  if (blocks) return { kind: 'block' };
  if (change) return changeOf(change);
  throw invalid('ACTION_INCOMPLETE', `“${field}” neither blocks nor says a speed.`, [
    { field: 'action', message: 'is incomplete' },
  ]);
}

export function changeOf({ percent, downloadKbps, uploadKbps }: RateChangeInput): RateChange {
  const hasRates = typeof downloadKbps === 'number' && typeof uploadKbps === 'number';
  if (typeof percent === 'number' && !hasRates) return { kind: 'percent', percent };
  if (hasRates && typeof percent !== 'number')
    return { kind: 'rates', rates: { download: downloadKbps * 1_000, upload: uploadKbps * 1_000 } };
  throw invalid('RATE_INCOMPLETE', 'A speed is either a percentage, or a download and an upload.', [
    { field: 'change', message: 'either percent or both rates' },
  ]);
}

function windowOf({ days, from, until }: WeekWindowInput): WeekWindow {
  return { days, from: minutesOf(from), until: minutesOf(until) };
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function octetsOrNull(octets: string | null | undefined): bigint | null {
  return octets === null || octets === undefined ? null : BigInt(octets);
}
