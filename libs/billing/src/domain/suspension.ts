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
}

export interface SuspensionSettings {
  /** Owing this much or less suspends nobody. */
  readonly toleranceMinor: bigint;
}

export type SuspensionExclusion = 'grace' | 'payment_in_flight' | 'below_tolerance' | 'already_held';

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
export function planSuspensions(
  candidates: readonly SuspensionCandidate[],
  settings: SuspensionSettings,
  today: LocalDate,
): SuspensionItem[] {
  return candidates.flatMap((candidate) => suspensionOf(candidate, settings, today) ?? []);
}

function suspensionOf(
  candidate: SuspensionCandidate,
  settings: SuspensionSettings,
  today: LocalDate,
): SuspensionItem | undefined {
  const { facts, policy } = candidate;
  const withoutGrace = standingDates({ ...facts, graceUntilOn: null }, policy);
  const to = standingOn(withoutGrace, today);
  if ((to !== 'blocked' && to !== 'inactive') || RANK[to] <= RANK[candidate.standing]) return undefined;
  const turn = withoutGrace[to];
  if (!turn) return undefined;
  return {
    customerId: candidate.customerId,
    from: candidate.standing,
    to,
    because: { itemId: turn.itemId, chargedOn: turn.chargedOn, since: turn.on },
    owedMinor: facts.owedMinor,
    toPayMinor: turn.toPayMinor,
    exclusions: exclusionsOf(candidate, to, settings, today),
  };
}

const RANK: Readonly<Record<Standing, number>> = { good: 0, overdue: 1, blocked: 2, inactive: 3 };

function exclusionsOf(
  candidate: SuspensionCandidate,
  to: 'blocked' | 'inactive',
  settings: SuspensionSettings,
  today: LocalDate,
): SuspensionExclusion[] {
  const exclusions: SuspensionExclusion[] = [];
  if (RANK[standingOn(standingDates(candidate.facts, candidate.policy), today)] < RANK[to]) exclusions.push('grace');
  if (candidate.paymentInFlight) exclusions.push('payment_in_flight');
  if (candidate.facts.owedMinor <= settings.toleranceMinor) exclusions.push('below_tolerance');
  if (candidate.held && to === 'blocked') exclusions.push('already_held');
  return exclusions;
}
