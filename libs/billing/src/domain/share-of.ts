import type { RoundingRule } from '@demarc/kernel';
import { roundQuotient } from './exact-number.js';

/** So many parts of so many. */
export interface ShareOf {
  readonly parts: bigint;
  readonly of: bigint;
}

/** A share of an amount, rounded once and never more than the whole. */
export function shareOf(wholeMinor: bigint, { parts, of }: ShareOf, rule: RoundingRule): bigint {
  if (parts <= 0n || of <= 0n) return 0n;
  return parts >= of ? wholeMinor : roundQuotient(wholeMinor * parts, of, rule);
}
