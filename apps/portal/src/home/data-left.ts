import type { ResultOf } from '@demarc/web-api';
import type { OwnDataDocument } from '../plan/own-data.graphql';

export type Allowance = NonNullable<ResultOf<typeof OwnDataDocument>['me']['services'][number]['allowance']>;

export type DataLeft = 'enough' | 'nearly' | 'usedUp' | 'slower' | 'closed';

/** The meter of the plan page turns at the same share. */
export const NEARLY_USED_UP = 0.8;

/** How far the data of the period has gone, and what that has done to the line. */
export function dataLeft({ quota, now }: Pick<Allowance, 'quota' | 'now'>): DataLeft {
  if (!quota) return 'enough';
  if (quota.leftOctets !== '0')
    return Number(quota.usedOctets) >= NEARLY_USED_UP * Number(quota.totalOctets) ? 'nearly' : 'enough';
  const step = now.steps.find(({ by }) => by === 'QUOTA');
  if (!step) return 'usedUp';
  return step.blocks ? 'closed' : 'slower';
}

/** Nothing closes the line, and no data of it is used up. */
export function isFlowing(allowance: Allowance): boolean {
  const state = dataLeft(allowance);
  return !allowance.now.isBlocked && (state === 'enough' || state === 'nearly');
}
