import type { RateChange } from './rate-change.js';
import type { UsagePeriod } from './usage-counting.js';
import { type Counter, octetsOf, type UsageDirection, type Used } from './usage-counting.js';
import type { WeekWindow } from './week-windows.js';

export interface QuotaBonus {
  /** Hours at which usage counts less. */
  readonly windows: readonly WeekWindow[];
  /** How much of it counts: 0 nothing, 50 half. */
  readonly countedPercent: number;
  /** Octets that are spared at most in a period; what is used beyond counts whole. Null: as much as one likes. */
  readonly limitOctets: bigint | null;
  /** In these hours access stays as it is, even when the quota is used up. */
  readonly afterUsedUp: boolean;
}

export interface QuotaOffer {
  /** A one-time plan: what the customer reads and pays. */
  readonly planId: string;
  readonly octets: bigint;
  /** For how many periods it can be used, the one in which it is bought included; null: until it is used. */
  readonly periods: number | null;
}

export interface QuotaNotice {
  readonly percent: number;
  /** Of the limit of the plan alone, or of all that there is to use, top-ups included. */
  readonly of: 'limit' | 'total';
}

export interface QuotaRules {
  readonly limitOctets: bigint;
  readonly period: UsagePeriod;
  readonly direction: UsageDirection;
  readonly bonus: QuotaBonus | null;
  readonly atLimit: { readonly kind: 'block' } | RateChange;
  /** What is bought or given is used before what the plan has. */
  readonly grantsFirst: boolean;
  readonly offers: readonly QuotaOffer[];
  /** Bought by itself when all is used up: which offer, and how often in a period. */
  readonly automatic: { readonly planId: string; readonly atMost: number } | null;
  /** What is left of the plan's limit stays for so many periods more, up to so much. */
  readonly rollover: { readonly periods: number; readonly limitOctets: bigint | null } | null;
  readonly notices: readonly QuotaNotice[];
}

export type GrantKind = 'top_up' | 'bonus' | 'rollover' | 'correction';

/** Data beyond the plan's limit. A correction changes what counts as used, and may be below zero. */
export interface Grant {
  readonly id: string;
  readonly kind: GrantKind;
  readonly octets: bigint;
  /** Of it was used in periods that are over. */
  readonly usedBefore: bigint;
  /** The first day on which it is gone; null: it stays until it is used. */
  readonly endsOn: string | null;
}

export interface QuotaUsage {
  /** All that was used in the period, and how much of it in the hours of the bonus. */
  readonly all: Used;
  readonly inBonus: Used;
  readonly grants: readonly Grant[];
}

export interface QuotaState {
  readonly limit: bigint;
  /** What there is to use: the limit, and what is left of each grant. */
  readonly total: bigint;
  /** What counts: without what the bonus spares, with corrections. */
  readonly used: bigint;
  /** What the bonus spared. */
  readonly spared: bigint;
  readonly left: bigint;
  /** Used beyond all that there was. */
  readonly over: bigint;
  readonly isUsedUp: boolean;
  readonly limitUsed: bigint;
  /** How much of each grant this period has used. */
  readonly drawn: readonly { readonly id: string; readonly octets: bigint }[];
}

export function quotaCounters({ period, bonus }: QuotaRules): readonly Counter[] {
  const startsOn = period === 'week' || period === 'month' ? 1 : 0;
  const all = { period, startsOn, windows: [] };
  return bonus ? [all, { ...all, windows: bonus.windows }] : [all];
}

/** How the quota stands. More used never leaves more, and in which order it was reported does not matter. */
export function quotaState(rules: QuotaRules, usage: QuotaUsage): QuotaState {
  const spared = sparedBy(rules, octetsOf(usage.inBonus, rules.direction));
  const corrections = sumOf(usage.grants.filter(({ kind }) => kind === 'correction').map(({ octets }) => octets));
  const used = atLeastZero(octetsOf(usage.all, rules.direction) - spared + corrections);
  const grants = inOrderOfUse(usage.grants.filter(({ kind }) => kind !== 'correction'));
  const granted = sumOf(grants.map(remaining));
  const total = rules.limitOctets + granted;
  const fromGrants = rules.grantsFirst ? least(used, granted) : least(atLeastZero(used - rules.limitOctets), granted);
  const limitUsed = least(used - fromGrants, rules.limitOctets);
  return {
    limit: rules.limitOctets,
    total,
    used,
    spared,
    left: atLeastZero(total - used),
    over: atLeastZero(used - total),
    isUsedUp: used >= total,
    limitUsed,
    drawn: drawnFrom(grants, fromGrants),
  };
}

/** What the end of a period leaves: what each grant was used, and what of the limit goes on. */
export function closePeriod(
  rules: QuotaRules,
  state: QuotaState,
): { readonly drawn: QuotaState['drawn']; readonly rolledOver: bigint } {
  const unused = state.limit - state.limitUsed;
  const most = rules.rollover?.limitOctets ?? unused;
  return { drawn: state.drawn, rolledOver: rules.rollover ? least(unused, most) : 0n };
}

/** Notices whose mark has been reached, as their places in the list. */
export function noticesReached({ notices }: QuotaRules, state: QuotaState): readonly number[] {
  return notices.flatMap(({ percent, of }, place) => {
    const [used, whole] = of === 'limit' ? [state.used, state.limit] : [state.used, state.total];
    return used * 100n >= whole * BigInt(percent) ? [place] : [];
  });
}

/** The offer to buy by itself now: all is used up, and it was not bought often enough yet. */
export function automaticTopUp(rules: QuotaRules, state: QuotaState, boughtAlready: number): QuotaOffer | undefined {
  const { automatic } = rules;
  if (!automatic || !state.isUsedUp || boughtAlready >= automatic.atMost) return undefined;
  return rules.offers.find(({ planId }) => planId === automatic.planId);
}

function sparedBy({ bonus }: QuotaRules, inBonus: bigint): bigint {
  if (!bonus) return 0n;
  const within = bonus.limitOctets === null ? inBonus : least(inBonus, bonus.limitOctets);
  return (within * BigInt(100 - bonus.countedPercent)) / 100n;
}

/** What ends first is used first; what never ends, last. */
function inOrderOfUse(grants: readonly Grant[]): readonly Grant[] {
  return [...grants].sort((one, other) => {
    if (one.endsOn !== other.endsOn) return (one.endsOn ?? '9') < (other.endsOn ?? '9') ? -1 : 1;
    return one.id < other.id ? -1 : 1;
  });
}

function drawnFrom(grants: readonly Grant[], octets: bigint): QuotaState['drawn'] {
  let left = octets;
  return grants.flatMap((grant) => {
    const drawn = least(left, remaining(grant));
    left -= drawn;
    return drawn > 0n ? [{ id: grant.id, octets: drawn }] : [];
  });
}

function remaining({ octets, usedBefore }: Grant): bigint {
  return atLeastZero(octets - usedBefore);
}

function sumOf(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function atLeastZero(value: bigint): bigint {
  return value < 0n ? 0n : value;
}
