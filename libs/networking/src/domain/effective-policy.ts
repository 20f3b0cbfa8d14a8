import { type Consumption, fairUseCounters, type FairUseRules, type HeldRule, ruleThatHolds } from './fair-use.js';
import { type LocalMoment, localMoment, startOfDay } from './local-time.js';
import { type Grant, quotaCounters, type QuotaRules, type QuotaState, quotaState } from './quota.js';
import { changed, type RateChange, sameRates, share, slower } from './rate-change.js';
import { type Counter, counterKey, NOTHING, periodEnd, periodStart } from './usage-counting.js';
import type { DevicePolicy, PolicyAdjustment, Rates } from './rates.js';
import { isWithin, nextEdge, type WeekWindow } from './week-windows.js';

/** Other rates at some hours: a faster night, a slower evening. The first that covers the moment wins. */
export interface HoursRate {
  readonly name: string;
  readonly windows: readonly WeekWindow[];
  readonly change: RateChange;
}

export type Guarantee =
  { readonly kind: 'percent'; readonly percent: number } | { readonly kind: 'rates'; readonly rates: Rates };

export type BurstRule =
  | {
      readonly kind: 'relative';
      readonly limitPercent: number;
      readonly thresholdPercent: number;
      readonly seconds: number;
    }
  | { readonly kind: 'fixed'; readonly rate: Rates; readonly threshold: Rates; readonly seconds: number };

/** What a plan means on the network. */
export interface PlanPolicy {
  readonly planId: string;
  readonly rates: Rates;
  readonly burst: BurstRule | null;
  readonly guaranteed: Guarantee | null;
  readonly priority: number;
  readonly contention: number;
  readonly downloadProfile: string | null;
  readonly uploadProfile: string | null;
  readonly hours: readonly HoursRate[];
  readonly fairUse: FairUseRules | null;
  readonly quota: QuotaRules | null;
}

/** What is known of an access when its policy is worked out. */
export interface PolicyFacts {
  readonly consumption: Consumption;
  readonly grants: readonly Grant[];
}

export interface PolicyStep extends Partial<PolicyAdjustment> {
  /** Rates after this step; the first is the plan's own. */
  readonly rates: Rates;
  readonly blocks: boolean;
}

export interface EffectivePolicy {
  readonly rates: Rates;
  readonly blockedBy: PolicyAdjustment | null;
  readonly adjusted: PolicyAdjustment | null;
  readonly steps: readonly PolicyStep[];
  readonly rule: HeldRule | undefined;
  readonly quota: QuotaState | null;
}

/**
 * What holds now, and why: the plan's rates, then the hours, then the fair-use rule that wins, then the quota, which only
 * makes slower. Counted, previewed and tried out by this one function.
 */
export function effectivePolicy(policy: PlanPolicy, facts: PolicyFacts, moment: LocalMoment): EffectivePolicy {
  const steps: PolicyStep[] = [{ rates: policy.rates, blocks: false }];
  const take = (by: PolicyAdjustment['by'], name: string, rates: Rates, blocks = false): void => {
    steps.push({ by, name, rates, blocks });
  };
  const now = (): Rates => steps.at(-1)?.rates ?? policy.rates;
  const hours = policy.hours.find(({ windows }) => isWithin(windows, moment));
  if (hours) take('hours', hours.name, changed(policy.rates, hours.change));
  const rule = policy.fairUse ? ruleThatHolds(policy.fairUse, facts.consumption, moment) : undefined;
  if (rule) {
    const { action, name } = rule.rule;
    take('fair_use', name, action.kind === 'block' ? now() : changed(now(), action), action.kind === 'block');
  }
  const quota = policy.quota ? stateOf(policy.quota, facts) : null;
  if (policy.quota && quota?.isUsedUp && !isSpared(policy.quota, quota, moment)) {
    const { atLimit } = policy.quota;
    take(
      'quota',
      QUOTA,
      atLimit.kind === 'block' ? now() : slower(now(), changed(now(), atLimit)),
      atLimit.kind === 'block',
    );
  }
  return { ...outcomeOf(steps, policy.rates), steps, rule, quota };
}

/** The name of the quota among the reasons; it has no other. */
export const QUOTA = 'quota';

export function stateOf(rules: QuotaRules, { consumption, grants }: PolicyFacts): QuotaState {
  const [all, bonus] = quotaCounters(rules);
  return quotaState(rules, {
    all: all ? consumption(counterKey(all)) : NOTHING,
    inBonus: bonus ? consumption(counterKey(bonus)) : NOTHING,
    grants,
  });
}

function isSpared({ bonus }: QuotaRules, state: QuotaState, moment: LocalMoment): boolean {
  if (!bonus?.afterUsedUp || !isWithin(bonus.windows, moment)) return false;
  return bonus.limitOctets === null || (state.spared * 100n) / BigInt(100 - bonus.countedPercent) < bonus.limitOctets;
}

function outcomeOf(
  steps: readonly PolicyStep[],
  own: Rates,
): Pick<EffectivePolicy, 'rates' | 'blockedBy' | 'adjusted'> {
  const rates = steps.at(-1)?.rates ?? own;
  const blocking = steps.find(({ blocks }) => blocks);
  const last = steps.findLast(
    ({ by }, place) => by !== undefined && !sameRates(steps[place]?.rates ?? own, steps[place - 1]?.rates ?? own),
  );
  return {
    rates,
    blockedBy: blocking ? reasonOf(blocking) : null,
    adjusted: last && !sameRates(rates, own) ? reasonOf(last) : null,
  };
}

function reasonOf({ by, name }: PolicyStep): PolicyAdjustment | null {
  return by === undefined || name === undefined ? null : { by, name };
}

/** What the devices are told: burst and guarantee follow the rates as they are now, or a slowed customer would still burst at full speed. */
export function accessPolicy(policy: PlanPolicy, rates: Rates, adjusted: PolicyAdjustment | null): DevicePolicy {
  const burst = burstOf(policy, rates);
  const guaranteed = guaranteedOf(policy, rates);
  const tellsPriority = policy.priority !== 5 || burst !== undefined || guaranteed !== undefined;
  return {
    id: policy.planId,
    rates,
    ...(burst ? { burst } : {}),
    ...(tellsPriority ? { priority: policy.priority } : {}),
    ...(guaranteed ? { guaranteed } : {}),
    ...(policy.contention > 1 ? { contention: policy.contention } : {}),
    ...(policy.downloadProfile === null ? {} : { downloadProfile: policy.downloadProfile }),
    ...(policy.uploadProfile === null ? {} : { uploadProfile: policy.uploadProfile }),
    ...(adjusted ? { adjusted } : {}),
  };
}

function burstOf({ burst, rates: own }: PlanPolicy, rates: Rates): DevicePolicy['burst'] {
  if (!burst) return undefined;
  const { seconds } = burst;
  if (burst.kind === 'relative')
    return { rate: share(rates, 100 + burst.limitPercent), threshold: share(rates, burst.thresholdPercent), seconds };
  return { rate: inStep(burst.rate, own, rates), threshold: inStep(burst.threshold, own, rates), seconds };
}

function guaranteedOf({ guaranteed, rates: own }: PlanPolicy, rates: Rates): Rates | undefined {
  if (!guaranteed) return undefined;
  return guaranteed.kind === 'percent' ? share(rates, guaranteed.percent) : inStep(guaranteed.rates, own, rates);
}

/** A fixed value keeps its proportion to the speed. */
function inStep(value: Rates, own: Rates, rates: Rates): Rates {
  const one = (fixed: number, from: number, to: number): number =>
    from === to || from === 0 ? fixed : Math.floor((fixed * to) / from / 1_000) * 1_000;
  return {
    download: one(value.download, own.download, rates.download),
    upload: one(value.upload, own.upload, rates.upload),
  };
}

const counters = new WeakMap<PlanPolicy, ReadonlyMap<string, Counter>>();

/** Everything that has to be counted for a plan, each counter once, by its key. */
export function countersByKey(policy: PlanPolicy): ReadonlyMap<string, Counter> {
  let known = counters.get(policy);
  if (!known) {
    const { fairUse, quota } = policy;
    const all = [...(fairUse ? fairUseCounters(fairUse) : []), ...(quota ? quotaCounters(quota) : [])];
    known = new Map(all.map((counter) => [counterKey(counter), counter]));
    counters.set(policy, known);
  }
  return known;
}

export function countersOf(policy: PlanPolicy): readonly Counter[] {
  return [...countersByKey(policy).values()];
}

/** When something may be different without anything being used: an hour begins or ends, or a period begins anew. */
export function nextChange(policy: PlanPolicy, zone: string, at: Date, billingDay: number): Date | undefined {
  const { date } = localMoment(zone, at);
  const windows = [
    ...policy.hours.flatMap((hours) => hours.windows),
    ...(policy.fairUse?.rules ?? []).flatMap(({ conditions }) =>
      conditions.flatMap((condition) => (condition.kind === 'hours' ? condition.windows : [])),
    ),
    ...(policy.quota?.bonus?.afterUsedUp ? policy.quota.bonus.windows : []),
  ];
  const resets = countersOf(policy).map((counter) =>
    startOfDay(zone, periodEnd(counter, periodStart(counter, date, billingDay), billingDay)),
  );
  const edge = nextEdge(windows, zone, at);
  const moments = [...resets, ...(edge ? [edge] : [])].map((moment) => moment.getTime());
  return moments.length === 0 ? undefined : new Date(Math.min(...moments));
}
