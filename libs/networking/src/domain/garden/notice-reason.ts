import type { BlockedFor } from '../desired-access.js';
import type { GardenListNumber } from './garden-recipe.js';

/** Why somebody sees a notice instead of the page that was asked for. */
export const NOTICE_REASONS = [
  'unknown',
  'not_active',
  'balance',
  'quota',
  'hold',
  'device',
  'password',
  'open',
] as const;
export type NoticeReason = (typeof NOTICE_REASONS)[number];

const OF_LIST: Readonly<Record<GardenListNumber, NoticeReason>> = {
  0: 'unknown',
  1: 'not_active',
  2: 'balance',
  3: 'device',
  4: 'password',
};

/** Of the visitor's line: open, closed, or why it is blocked. */
export type VisitorAccess = 'open' | 'closed' | BlockedFor;

/**
 * What is known of the visitor's access goes before the list that the router put the session on, for a list stays as it was
 * until the next login: who has paid meanwhile is told so. A wrong device or password shows in the list alone.
 */
export function noticeReason(list: GardenListNumber | undefined, access: VisitorAccess | undefined): NoticeReason {
  const asListed = list === undefined ? undefined : OF_LIST[list];
  switch (access) {
    case undefined:
      return asListed ?? 'unknown';
    case 'closed':
      return 'not_active';
    case 'open':
      return asListed === 'device' || asListed === 'password' ? asListed : 'open';
    default:
      return access;
  }
}
