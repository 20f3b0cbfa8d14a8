import { addDays, isoWeekday, maxDate, type LocalDate } from '@demarc/kernel';

/** Computed from ledger, policy and day. Only `blocked` and `inactive` close access. */
export type Standing = 'good' | 'overdue' | 'blocked' | 'inactive';

export interface StandingPolicy {
  /** Days from the charge date until payment is late. */
  readonly paymentDueDays: number;
  /** Days from then until the block; 0 is the same day. Null: never block, and so never deactivate. */
  readonly blockingDays: number | null;
  /** Days from the block until the customer is inactive; null: never. */
  readonly deactivationDays: number | null;
  /** The signed balance (paid less invoiced) that is still fine: 0, or less than 0 as a tolerance. */
  readonly minimumBalanceMinor: bigint;
  /** Owing this much or less closes nobody’s access, whatever the minimum balance. */
  readonly toleratedDebtMinor: bigint;
  readonly blockByOneTimeInvoices: boolean;
  /** The operator's master switches. */
  readonly blockingOn: boolean;
  readonly deactivationOn: boolean;
  /** False moves a block or a deactivation that falls on one of `restDays` or `holidays` to the next working day. */
  readonly blockOnRestDays: boolean;
  /** Deactivation counts from the day to which a block was moved; else from the day on which it would have been. */
  readonly deactivationFollowsBlock: boolean;
  /** ISO weekdays, 1 Monday – 7 Sunday. */
  readonly restDays: readonly number[];
  readonly holidays: readonly LocalDate[];
}

export const USUAL_STANDING: StandingPolicy = {
  paymentDueDays: 15,
  blockingDays: 0,
  deactivationDays: 10,
  minimumBalanceMinor: 0n,
  toleratedDebtMinor: 0n,
  blockByOneTimeInvoices: false,
  blockingOn: true,
  deactivationOn: true,
  blockOnRestDays: true,
  deactivationFollowsBlock: true,
  restDays: [6, 7],
  holidays: [],
};

export interface StandingItem {
  readonly itemId: string;
  readonly kind: 'recurring' | 'one_time';
  /** The charge date. Moving an invoice's due date does not move the block; moving this does. */
  readonly chargedOn: LocalDate;
  readonly openMinor: bigint;
}

export interface StandingFacts {
  /** The customer's receivable; positive is owed to us. */
  readonly owedMinor: bigint;
  readonly items: readonly StandingItem[];
  /** Last day of a promise to pay or a grace given by a person. */
  readonly graceUntilOn: LocalDate | null;
  /** Access is never closed for what is owed: a hospital, a duty by law. */
  readonly isProtected?: boolean;
}

/** The days on which standing turns if nothing is paid, and the item that each follows from. */
export interface StandingDates {
  readonly overdue: StandingTurn | null;
  readonly blocked: StandingTurn | null;
  readonly inactive: StandingTurn | null;
}

export interface StandingTurn {
  readonly on: LocalDate;
  readonly itemId: string;
  readonly chargedOn: LocalDate;
  /** Paying this much before then keeps it from happening on that day. */
  readonly toPayMinor: bigint;
}

/**
 * The balance is the gate, not the status of an invoice: items count from the oldest, less the money that is not
 * allocated yet; the clock is that of the first item with which more is owed than the minimum balance allows.
 */
export function standingDates(facts: StandingFacts, policy: StandingPolicy): StandingDates {
  const items = countedItems(facts, policy);
  const overdue = turnOf(items, facts, 0n, (item) => addDays(item.chargedOn, policy.paymentDueDays));
  const { blockingDays } = policy;
  if (blockingDays === null || !policy.blockingOn || facts.isProtected)
    return { overdue, blocked: null, inactive: null };
  const tolerance = toleranceOf(policy);
  const blocked = turnOf(items, facts, tolerance, (item) => blockDate(item, facts, policy, blockingDays));
  const { deactivationDays } = policy;
  const inactive =
    blocked && deactivationDays !== null && policy.deactivationOn
      ? { ...blocked, on: deactivationDate(blocked, policy, blockingDays, deactivationDays) }
      : null;
  return { overdue, blocked, inactive };
}

export function standingOn(dates: StandingDates, today: LocalDate): Standing {
  if (dates.inactive && today >= dates.inactive.on) return 'inactive';
  if (dates.blocked && today >= dates.blocked.on) return 'blocked';
  if (dates.overdue && today >= dates.overdue.on) return 'overdue';
  return 'good';
}

export function standingOf(facts: StandingFacts, policy: StandingPolicy, today: LocalDate): Standing {
  return standingOn(standingDates(facts, policy), today);
}

/** What has to be paid today so that the customer is not blocked; zero when nothing blocks. */
export function amountToRestore(facts: StandingFacts, policy: StandingPolicy, today: LocalDate): bigint {
  const { blockingDays } = policy;
  if (blockingDays === null || !policy.blockingOn || facts.isProtected) return 0n;
  const late = countedItems(facts, policy).filter((item) => blockDate(item, facts, policy, blockingDays) <= today);
  const tolerance = toleranceOf(policy);
  const countedMinor = late.reduce((sum, item) => sum + item.openMinor, -creditOf(facts));
  if (countedMinor <= 0n || countedMinor <= tolerance) return 0n;
  return countedMinor - (tolerance > 0n ? tolerance : 0n);
}

function blockDate(item: StandingItem, facts: StandingFacts, policy: StandingPolicy, blockingDays: number): LocalDate {
  let on = addDays(item.chargedOn, policy.paymentDueDays + blockingDays);
  if (facts.graceUntilOn) on = maxDate(on, addDays(facts.graceUntilOn, 1));
  return workingDay(on, policy);
}

/** Never before the block itself, which a promise may have moved. */
function deactivationDate(
  blocked: StandingTurn,
  policy: StandingPolicy,
  blockingDays: number,
  deactivationDays: number,
): LocalDate {
  const planned = addDays(blocked.chargedOn, policy.paymentDueDays + blockingDays + deactivationDays);
  const following = addDays(blocked.on, deactivationDays);
  return workingDay(policy.deactivationFollowsBlock ? following : maxDate(planned, blocked.on), policy);
}

/** The larger of the two: what the minimum balance allows, and what is too little to bother. */
function toleranceOf(policy: StandingPolicy): bigint {
  const byBalance = -policy.minimumBalanceMinor;
  return byBalance > policy.toleratedDebtMinor ? byBalance : policy.toleratedDebtMinor;
}

function workingDay(date: LocalDate, policy: StandingPolicy): LocalDate {
  if (policy.blockOnRestDays) return date;
  let on = date;
  // Bounded: a calendar that is all rest days must not stop the day's work.
  for (let moved = 0; moved < 366 && isRestDay(on, policy); moved += 1) on = addDays(on, 1);
  return on;
}

function isRestDay(on: LocalDate, policy: StandingPolicy): boolean {
  return policy.restDays.includes(isoWeekday(on)) || policy.holidays.includes(on);
}

function countedItems(facts: StandingFacts, policy: StandingPolicy): StandingItem[] {
  return facts.items
    .filter((item) => item.openMinor > 0n && (item.kind === 'recurring' || policy.blockByOneTimeInvoices))
    .sort((left, right) => (left.chargedOn < right.chargedOn ? -1 : left.chargedOn > right.chargedOn ? 1 : 0));
}

function turnOf(
  items: readonly StandingItem[],
  facts: StandingFacts,
  toleratedMinor: bigint,
  dateOf: (item: StandingItem) => LocalDate,
): StandingTurn | null {
  let countedMinor = -creditOf(facts);
  for (const item of items) {
    countedMinor += item.openMinor;
    if (countedMinor <= 0n || countedMinor <= toleratedMinor) continue;
    const tolerated = toleratedMinor > 0n ? toleratedMinor : 0n;
    return { on: dateOf(item), itemId: item.itemId, chargedOn: item.chargedOn, toPayMinor: countedMinor - tolerated };
  }
  return null;
}

/** Money on the account that no item has been settled with yet. */
function creditOf(facts: StandingFacts): bigint {
  const openMinor = facts.items.reduce((sum, item) => sum + item.openMinor, 0n);
  return openMinor > facts.owedMinor ? openMinor - facts.owedMinor : 0n;
}
