import type { Decimal } from '@demarc/kernel';
import type { TargetCondition } from '../policy-target.js';
import type { SourceFairUseCondition } from '../source/policy-records.js';
import { isHour, window } from './policy-hours.js';

const PERIODS = { daily: 'day', weekly: 'week', monthly: 'month' } as const;
const DIRECTIONS = { updown: 'both', up_down: 'both', '': 'both', down: 'download', up: 'upload' } as const;
/** Splynx reckons amounts in steps of 1000: it shows 2,000,000 octets as 2 MB. */
const OCTETS = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 } as const;
const SECONDS = { minutes: 60, hours: 3_600 } as const;

/** Undefined where there is no such condition here. */
export function conditionOf(one: SourceFairUseCondition): TargetCondition | undefined {
  if (one.kind === 'time')
    return isHour(one.from) && isHour(one.to)
      ? { kind: 'hours', windows: [window(one.days, one.from, one.to)] }
      : undefined;
  const period = valueOf(PERIODS, one.kind);
  if (period === undefined) return undefined;
  const seconds = secondsOf(one.amount, one.unit);
  if (seconds !== undefined) return seconds >= 60 ? { kind: 'online', period, seconds } : undefined;
  const octets = octetsOf(one.amount, one.unit || 'gb');
  const direction = valueOf(DIRECTIONS, one.direction);
  return octets === undefined || octets === '0' || direction === undefined
    ? undefined
    : { kind: 'traffic', period, direction, octets };
}

export function octetsOf(amount: Decimal, unit: string): string | undefined {
  const octets = valueOf(OCTETS, unit.toLowerCase());
  return octets === undefined ? undefined : amount.times(octets).toFixed(0);
}

export function secondsOf(amount: Decimal, unit: string): number | undefined {
  const seconds = valueOf(SECONDS, unit.toLowerCase());
  return seconds === undefined ? undefined : amount.times(seconds).round().toNumber();
}

function valueOf<Values extends Readonly<Record<string, unknown>>>(
  values: Values,
  key: string,
): Values[keyof Values] | undefined {
  return Object.hasOwn(values, key) ? values[key as keyof Values] : undefined;
}
