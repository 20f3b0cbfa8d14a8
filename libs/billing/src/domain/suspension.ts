import type { LocalDate } from '@demarc/kernel';
import { standingDates, standingOn, type Standing, type StandingFacts, type StandingPolicy } from './standing.js';

export interface SuspensionCandidate {
  readonly customerId: string;
  /** The standing on record, which access follows. */
  readonly standing: Standing;
  readonly facts: StandingFacts;
  readonly policy: StandingPolicy;
  /** A payment has been started and its outcome is not known. */
  readonly paymentInFlight: boolean;
  /** Access is closed by a hold already. */
  readonly held: boolean;
  /** What the grace is: a promise of the customer, or time that staff gave. */
  readonly graceKind?: 'promise' | 'grace' | 'protected';
  /** A suspension was taken back, and the time that was given with it is not over. */
  readonly takenBack?: boolean;
}

export type SuspensionExclusion =
  'promise' | 'grace' | 'protected' | 'payment_in_flight' | 'below_tolerance' | 'already_held' | 'rolled_back';

export interface SuspensionItem {
  readonly customerId: string;
  readonly from: Standing;
  readonly to: 'blocked' | 'inactive';
  /** The charge that it follows from, and the day since when it is due to happen. */
  readonly because: { readonly itemId: string; readonly chargedOn: LocalDate; readonly since: LocalDate };
  readonly owedMinor: bigint;
  readonly toPayMinor: bigint;
  /** Why it is left out; empty means that it goes ahead. */
  readonly exclusions: readonly SuspensionExclusion[];
}

/** The day's worsening of standing: everyone whose access would close or who would become inactive, with reasons. */
export function planSuspensions(candidates: readonly SuspensionCandidate[], today: LocalDate): SuspensionItem[] {
  return candidates.flatMap((candidate) => suspensionOf(candidate, today) ?? []);
}

/** Worked out as if nothing spared the customer; what does, is the list of exclusions. */
function suspensionOf(candidate: SuspensionCandidate, today: LocalDate): SuspensionItem | undefined {
  const { facts, policy } = candidate;
  const unspared = standingDates(
    { ...facts, graceUntilOn: null, isProtected: false },
    { ...policy, toleratedDebtMinor: 0n },
  );
  const to = standingOn(unspared, today);
  if ((to !== 'blocked' && to !== 'inactive') || RANK[to] <= RANK[candidate.standing]) return undefined;
  const turn = unspared[to];
  if (!turn) return undefined;
  return {
    customerId: candidate.customerId,
    from: candidate.standing,
    to,
    because: { itemId: turn.itemId, chargedOn: turn.chargedOn, since: turn.on },
    owedMinor: facts.owedMinor,
    toPayMinor: turn.toPayMinor,
    exclusions: exclusionsOf(candidate, to, today),
  };
}

const RANK: Readonly<Record<Standing, number>> = { good: 0, overdue: 1, blocked: 2, inactive: 3 };

function exclusionsOf(
  candidate: SuspensionCandidate,
  to: 'blocked' | 'inactive',
  today: LocalDate,
): SuspensionExclusion[] {
  const { facts, policy, graceKind = 'grace' } = candidate;
  const reaches = (over: Partial<StandingFacts>, looser: Partial<StandingPolicy>): boolean => {
    const dates = standingDates(
      { ...facts, graceUntilOn: null, isProtected: false, ...over },
      { ...policy, toleratedDebtMinor: 0n, ...looser },
    );
    return RANK[standingOn(dates, today)] >= RANK[to];
  };
  const exclusions: SuspensionExclusion[] = [];
  if (!reaches({ graceUntilOn: facts.graceUntilOn }, {})) exclusions.push(graceKind);
  if (facts.isProtected) exclusions.push('protected');
  if (candidate.paymentInFlight) exclusions.push('payment_in_flight');
  if (!reaches({}, { toleratedDebtMinor: policy.toleratedDebtMinor })) exclusions.push('below_tolerance');
  if (candidate.held && to === 'blocked') exclusions.push('already_held');
  if (candidate.takenBack) exclusions.push('rolled_back');
  return exclusions;
}
