import type { SourceDataLimit, SourceFairUseRule, SourceTopUp } from '../source/policy-records.js';
import type { SourceTariff } from '../source/records.js';
import type { SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { TargetAction, TargetFairUse, TargetOffer, TargetPlanRules, TargetQuota } from '../policy-target.js';
import type { PlanKey } from '../target.js';
import { conditionOf, octetsOf, secondsOf } from './policy-conditions.js';
import { countedWindows, otherHours } from './policy-hours.js';

/** Something of a tariff's rules that has no counterpart here, or that a person has to look at. */
export interface LostRule {
  readonly tariffId: SourceId;
  readonly code: 'POLICY_NOT_CARRIED' | 'POLICY_TO_CHECK';
  readonly what: string;
}

export interface MappedPolicies {
  readonly rules: readonly TargetPlanRules[];
  readonly lost: readonly LostRule[];
}

type Source = Pick<SourceSet, 'tariffs' | 'fairUseRules' | 'dataLimits' | 'topUps'>;

const NAME_LENGTH = 60;
const MOST_RULES = 20;
const MOST_OFFERS = 12;

/** Fair use and data limits of the source, tariff by tariff; what cannot be said here is listed, never approximated in silence. */
export function mapPolicies(set: Source): MappedPolicies {
  const rules: TargetPlanRules[] = [];
  const lost: LostRule[] = [];
  for (const tariff of set.tariffs.filter(({ kind, speeds }) => kind === 'internet' && speeds !== undefined)) {
    const say = (code: LostRule['code'], what: string): void => void lost.push({ tariffId: tariff.id, code, what });
    const own = set.fairUseRules.filter(({ tariffId }) => tariffId === tariff.id);
    const limit = set.dataLimits.find(({ tariffId }) => tariffId === tariff.id);
    const fairUse = fairUseOf(own, limit, say);
    const quota = limit && limit.amount.greaterThan(0) ? quotaOf(tariff, limit, set.topUps, say) : undefined;
    if (fairUse === undefined && quota === undefined) continue;
    rules.push({
      plan: `internet/${tariff.id}`,
      ...(fairUse === undefined ? {} : { fairUse }),
      ...(quota === undefined ? {} : { quota }),
    });
  }
  return { rules, lost };
}

type Say = (code: LostRule['code'], what: string) => void;

function fairUseOf(
  rules: readonly SourceFairUseRule[],
  limit: SourceDataLimit | undefined,
  say: Say,
): TargetFairUse | undefined {
  const mapped = [...rules.flatMap((rule) => ruleOf(rule, say)), ...onlineLimit(limit, say)];
  for (const { name } of mapped.slice(MOST_RULES))
    say('POLICY_NOT_CARRIED', `rule "${name}": a plan has ${MOST_RULES} rules at most`);
  if (mapped.length === 0) return undefined;
  return {
    rules: mapped.slice(0, MOST_RULES),
    trafficWindows: limit && !limit.amount.greaterThan(0) ? countedWindows(limit.traffic) : [],
    onlineWindows: limit ? countedWindows(limit.online) : [],
  };
}

function ruleOf(rule: SourceFairUseRule, say: Say): TargetFairUse['rules'] {
  const name = (rule.name.trim() || `Rule ${rule.id}`).slice(0, NAME_LENGTH);
  const conditions = rule.conditions.map(conditionOf);
  const unknown = rule.conditions.filter((_, place) => conditions[place] === undefined);
  const action = actionOf(rule, `rule "${name}"`, say);
  if (rule.conditions.length === 0 || unknown.length > 0 || action === undefined) {
    const why = unknown.map(({ kind, unit }) => `${kind || 'nameless'} ${unit}`.trim()).join(', ');
    say('POLICY_NOT_CARRIED', `rule "${name}": ${why === '' ? 'it has no condition or action' : `condition ${why}`}`);
    return [];
  }
  if (!rule.countsTraffic || !rule.countsOnline)
    say('POLICY_NOT_CARRIED', `rule "${name}": usage does not count while it holds; here it does`);
  return [{ name, conditions: conditions.flatMap((one) => one ?? []), action, notifies: false }];
}

/** A limit of the time online in a month, as a rule of its own. */
function onlineLimit(limit: SourceDataLimit | undefined, say: Say): TargetFairUse['rules'] {
  if (!limit?.onlineAmount.greaterThan(0)) return [];
  const seconds = secondsOf(limit.onlineAmount, limit.onlineUnit);
  const action = actionOf(limit, 'the limit of time online', say);
  if (seconds === undefined || action === undefined) {
    say('POLICY_NOT_CARRIED', `the limit of ${limit.onlineAmount.toFixed()} ${limit.onlineUnit} online`);
    return [];
  }
  if (limit.rollsOverTime) say('POLICY_NOT_CARRIED', 'time online that is left does not go on into the next month');
  const conditions = [{ kind: 'online' as const, period: 'month' as const, seconds }];
  return [{ name: 'Time online', conditions, action, notifies: false }];
}

interface SaidAction {
  readonly action: 'block' | 'increase' | 'decrease' | 'fixed';
  readonly percent: number;
  readonly fixed: { readonly down: number; readonly up: number };
}

/** A fixed speed counts wherever both of its rates are there: the API has it beside the other actions. */
function actionOf({ action, percent, fixed }: SaidAction, of: string, say: Say): TargetAction | undefined {
  if (action === 'block') return { blocks: true };
  if (fixed.down > 0 && fixed.up > 0) {
    const [downloadKbps, uploadKbps] = [fixed.down, fixed.up].map((bytes) => Math.max(1, Math.round(bytes / 125)));
    if (downloadKbps === undefined || uploadKbps === undefined) return undefined;
    say(
      'POLICY_TO_CHECK',
      `${of}: its fixed speed was read as bytes a second, so it is ${downloadKbps} / ${uploadKbps} kbit/s here`,
    );
    return { blocks: false, change: { downloadKbps, uploadKbps } };
  }
  if (action === 'fixed' || percent <= 0) return undefined;
  const change = action === 'increase' ? Math.min(percent, 900) : -Math.min(percent, 99);
  return { blocks: false, change: { percent: change } };
}

function quotaOf(
  tariff: SourceTariff,
  limit: SourceDataLimit,
  topUps: readonly SourceTopUp[],
  say: Say,
): TargetQuota | undefined {
  const limitOctets = octetsOf(limit.amount, limit.unit);
  const atLimit = actionOf(limit, 'the data limit', say);
  if (limitOctets === undefined || atLimit === undefined) {
    say('POLICY_NOT_CARRIED', `the data limit of ${limit.amount.toFixed()} ${limit.unit}`);
    return undefined;
  }
  const own = topUps.filter(({ tariffId }) => tariffId === tariff.id);
  const offers = own.flatMap((topUp) => offerOf(topUp, say)).slice(0, MOST_OFFERS);
  const automatic = offers.find(
    ({ plan }) => plan === topUpKey(limit.automaticId ?? own.find((one) => one.isAutomatic)?.id ?? ''),
  );
  sayWhatIsLost(limit, own, automatic !== undefined, say);
  const windows = otherHours(limit.traffic);
  return {
    limitOctets,
    direction: limit.direction === 'up_down' ? 'both' : limit.direction === 'down' ? 'download' : 'upload',
    ...(windows.length === 0
      ? {}
      : {
          bonus: {
            windows,
            limitOctets: limit.bonusIsUnlimited ? null : (octetsOf(limit.bonusAmount, limit.bonusUnit) ?? '0'),
            afterUsedUp: limit.bonusWhenUsedUp,
          },
        }),
    atLimit,
    offers,
    ...(automatic ? { automatic: automatic.plan } : {}),
    charge: own.some(({ onInvoice }) => !onInvoice) ? 'invoice' : 'next_invoice',
    rollsOver: limit.rollsOver,
  };
}

function sayWhatIsLost(limit: SourceDataLimit, topUps: readonly SourceTopUp[], isAutomatic: boolean, say: Say): void {
  if (limit.compensates)
    say('POLICY_NOT_CARRIED', 'usage beyond the limit is not charged afterwards by further top-ups');
  if (isAutomatic && limit.triggerPercent > 0 && limit.triggerPercent !== 100)
    say(
      'POLICY_NOT_CARRIED',
      `a top-up is bought by itself when all is used up, not at ${limit.triggerPercent} percent`,
    );
  if (new Set(topUps.map(({ onInvoice }) => onInvoice)).size > 1)
    say('POLICY_TO_CHECK', 'some top-ups wait for the next invoice there; all are invoiced at once here');
  if (limit.automaticId !== undefined && !isAutomatic)
    say('POLICY_NOT_CARRIED', `top-up ${limit.automaticId}, bought by itself, is not among those of the tariff`);
}

function offerOf(topUp: SourceTopUp, say: Say): readonly TargetOffer[] {
  const octets = octetsOf(topUp.amount, topUp.unit);
  const periods = periodsOf(topUp.validity);
  if (octets === undefined || octets === '0') {
    say('POLICY_NOT_CARRIED', `top-up "${topUp.title}": ${topUp.amount.toFixed()} ${topUp.unit}`);
    return [];
  }
  if (periods === undefined)
    say('POLICY_TO_CHECK', `top-up "${topUp.title}": valid "${topUp.validity}" there, to the end of the month here`);
  return [{ plan: topUpKey(topUp.id), octets, periods: periods === undefined ? 1 : periods }];
}

/** The period in which it is bought counts; null: until it is used; undefined: in weeks, days or words of its own. */
function periodsOf(validity: string): number | null | undefined {
  if (validity === 'unlimited' || validity === '0') return null;
  if (validity === 'end_of_period') return 1;
  const months = /^(?:month_)?(\d{1,2})$/.exec(validity)?.[1];
  return months === undefined ? undefined : Math.min(Number(months) + 1, 36);
}

/** Top-ups become one-time plans: that is what the customer reads and pays. */
export function topUpKey(id: string): PlanKey {
  return `one_time/top-up-${id}`;
}
