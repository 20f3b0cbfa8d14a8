import { type EffectivePolicy, nextChange, type PlanPolicy } from './effective-policy.js';
import { sameRates } from './rate-change.js';

const MOST_CHANGES = 400;
const FURTHEST_MS = 62 * 86_400_000;

/** When something else holds by the clock alone, if nothing more is used; undefined when it stays so for two months. */
export function holdsUntil(
  policy: PlanPolicy,
  zone: string,
  from: Date,
  billingDay: number,
  effectiveAt: (at: Date) => EffectivePolicy,
): Date | undefined {
  const now = effectiveAt(from);
  let at = from;
  for (let changes = 0; changes < MOST_CHANGES; changes += 1) {
    const next = nextChange(policy, zone, at, billingDay);
    if (!next || next.getTime() - from.getTime() > FURTHEST_MS) return undefined;
    if (!isAlike(now, effectiveAt(next))) return next;
    at = next;
  }
  return undefined;
}

function isAlike(one: EffectivePolicy, other: EffectivePolicy): boolean {
  return sameRates(one.rates, other.rates) && (one.blockedBy === null) === (other.blockedBy === null);
}
