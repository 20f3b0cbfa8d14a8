import { addDays, type Id, type LocalDate } from '@demarc/kernel';
import {
  countersOf,
  effectivePolicy,
  type EffectivePolicy,
  nextChange,
  type PlanPolicy,
  stateOf,
} from '../../../domain/effective-policy.js';
import { type LocalMoment, localMoment } from '../../../domain/local-time.js';
import {
  automaticTopUp,
  closePeriod,
  type Grant,
  noticesReached,
  quotaCounters,
  type QuotaOffer,
  type QuotaRules,
} from '../../../domain/quota.js';
import { counterKey, periodEnd, periodStart } from '../../../domain/usage-counting.js';
import type { PolicyAdjustment, Rates } from '../../../radius/snapshot.js';
import { UsageBook } from '../../../domain/usage-book.js';

export interface RuledPlan {
  readonly policy: PlanPolicy;
  readonly version: number;
}

type WrittenUsage = readonly [at: string, download: string, upload: string, seconds: number];
type WrittenCounter = readonly [
  counter: string,
  startsOn: LocalDate,
  download: string,
  upload: string,
  seconds: string,
];

export interface WrittenGrant {
  readonly id: string;
  readonly kind: Grant['kind'];
  readonly octets: string;
  readonly usedBefore: string;
  readonly beginsOn: LocalDate;
  readonly endsOn: LocalDate | null;
}

/** A row of `networking.effective_policy`, as JSON. */
export interface KeptPolicy {
  readonly plan_id: string;
  readonly policy_version: number;
  readonly billing_day: number;
  readonly time_zone: string;
  readonly counted: string;
  readonly download_bps: number;
  readonly upload_bps: number;
  readonly adjusted: PolicyAdjustment | null;
  readonly blocked_by: PolicyAdjustment | null;
  readonly since: string;
  readonly next_at: string | null;
  readonly period_starts_on: LocalDate | null;
  readonly period_ends_on: LocalDate | null;
  readonly notices_sent: readonly number[];
  readonly automatic_top_ups: number;
  readonly revision: number;
}

export interface PolicyFactsRow {
  readonly serviceId: Id<'Service'>;
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly planId: string;
  readonly desired: 'open' | 'blocked' | 'closed';
  readonly known: KeptPolicy | null;
  readonly fresh: readonly WrittenUsage[];
  readonly counted: readonly WrittenCounter[];
  readonly grants: readonly WrittenGrant[];
}

/** The end of a period: what was used of each grant, and what goes on. */
export interface ClosedPeriod {
  readonly drawn: readonly { readonly id: string; readonly octets: bigint }[];
  readonly rolledOver: bigint;
  readonly beginsOn: LocalDate;
  readonly endsOn: LocalDate;
}

export interface WorkedOut {
  readonly facts: PolicyFactsRow;
  readonly plan: RuledPlan;
  readonly effective: EffectivePolicy;
  readonly kept: KeptPolicy;
  /** Something of what is kept differs. */
  readonly isChanged: boolean;
  /** Devices have to be told something else. */
  readonly tells: boolean;
  readonly closed: ClosedPeriod | undefined;
  readonly notices: readonly number[];
  readonly automatic: QuotaOffer | undefined;
}

/** What holds for an access at a moment, and what follows from it: pure, so that the same facts give the same answer. */
export function workOut(facts: PolicyFactsRow, plan: RuledPlan, zone: string, at: Date, billingDay: number): WorkedOut {
  const { policy } = plan;
  const { known } = facts;
  const moment = localMoment(zone, at);
  const book = bookOf(facts, policy, zone, billingDay);
  const closed = policy.quota ? closing(facts, policy, policy.quota, book, moment) : undefined;
  const effective = effectivePolicy(policy, factsAt(facts, policy, book, moment, billingDay, closed), moment);
  const period = policy.quota ? periodAt(policy.quota, moment, billingDay) : undefined;
  const isSamePeriod = known?.period_starts_on === (period?.startsOn ?? null);
  const sent = isSamePeriod ? (known?.notices_sent ?? []) : [];
  const bought = isSamePeriod ? (known?.automatic_top_ups ?? 0) : 0;
  const reached = policy.quota && effective.quota ? noticesReached(policy.quota, effective.quota) : [];
  const hasMoved = !known || !isSame(known, effective) || known.plan_id !== facts.planId;
  const kept: KeptPolicy = {
    plan_id: facts.planId,
    policy_version: plan.version,
    billing_day: billingDay,
    time_zone: zone,
    counted: countedBy(policy),
    download_bps: effective.rates.download,
    upload_bps: effective.rates.upload,
    adjusted: effective.adjusted,
    blocked_by: effective.blockedBy,
    since: hasMoved ? at.toISOString() : known.since,
    next_at: nextChange(policy, zone, at, billingDay)?.toISOString() ?? null,
    period_starts_on: period?.startsOn ?? null,
    period_ends_on: period?.endsOn ?? null,
    notices_sent: [...new Set([...sent, ...reached])],
    automatic_top_ups: bought,
    revision: (known?.revision ?? 0) + 1,
  };
  return {
    facts,
    plan,
    effective,
    kept,
    isChanged: !known || differs(known, kept),
    tells: tellsOther(facts, plan, effective),
    closed,
    // An access that is new to the plan is not told what it used up before.
    notices: known?.plan_id === facts.planId ? reached.filter((place) => !sent.includes(place)) : [],
    automatic: policy.quota && effective.quota ? automaticTopUp(policy.quota, effective.quota, bought) : undefined,
  };
}

/** The counters that a plan needs, as one text: where it differs, some have to be filled first. */
export function countedBy(policy: PlanPolicy): string {
  return countersOf(policy).map(counterKey).sort().join(';');
}

export function periodAt(
  rules: QuotaRules,
  moment: LocalMoment,
  billingDay: number,
): { readonly startsOn: LocalDate; readonly endsOn: LocalDate } | undefined {
  const [counter] = quotaCounters(rules);
  if (!counter) return undefined;
  const startsOn = periodStart(counter, moment.date, billingDay);
  return { startsOn, endsOn: periodEnd(counter, startsOn, billingDay) };
}

function bookOf(facts: PolicyFactsRow, policy: PlanPolicy, zone: string, billingDay: number): UsageBook {
  const { serviceId } = facts;
  const book = new UsageBook(zone);
  for (const [counter, startsOn, download, upload, seconds] of facts.counted)
    book.put({
      serviceId,
      counter,
      startsOn,
      download: BigInt(download),
      upload: BigInt(upload),
      seconds: BigInt(seconds),
    });
  const counting = { counters: countersOf(policy), billingDay };
  for (const [at, download, upload, seconds] of facts.fresh)
    book.add(counting, {
      serviceId,
      at: new Date(at),
      download: BigInt(download),
      upload: BigInt(upload),
      seconds: BigInt(seconds),
    });
  return book;
}

function factsAt(
  facts: PolicyFactsRow,
  policy: PlanPolicy,
  book: UsageBook,
  moment: LocalMoment,
  billingDay: number,
  closed: ClosedPeriod | undefined,
): Parameters<typeof effectivePolicy>[1] {
  const starts = new Map(
    countersOf(policy).map((counter) => [counterKey(counter), periodStart(counter, moment.date, billingDay)]),
  );
  const drawn = new Map(closed?.drawn.map(({ id, octets }) => [id, octets]));
  const grants = facts.grants
    .map(grantOf)
    .map((one) => ({ ...one, usedBefore: one.usedBefore + (drawn.get(one.id) ?? 0n) }));
  if (closed && closed.rolledOver > 0n)
    grants.push({
      id: 'rollover',
      kind: 'rollover',
      octets: closed.rolledOver,
      usedBefore: 0n,
      beginsOn: closed.beginsOn,
      endsOn: closed.endsOn,
    });
  return {
    consumption: (key) => book.used(facts.serviceId, key, starts.get(key) ?? moment.date),
    grants: grants.filter((one) => one.beginsOn <= moment.date && (one.endsOn === null || one.endsOn > moment.date)),
  };
}

/** What will be known at a later moment, if nothing more is used. */
export function factsLater(
  { facts, plan, kept, closed }: WorkedOut,
  zone: string,
  when: Date,
): Parameters<typeof effectivePolicy>[1] {
  const { billing_day: billingDay } = kept;
  const book = bookOf(facts, plan.policy, zone, billingDay);
  return factsAt(facts, plan.policy, book, localMoment(zone, when), billingDay, closed);
}

/** A period that is over is closed with what is known of it, and the next begins with what it leaves. */
function closing(
  facts: PolicyFactsRow,
  policy: PlanPolicy,
  rules: QuotaRules,
  book: UsageBook,
  moment: LocalMoment,
): ClosedPeriod | undefined {
  const { known, serviceId } = facts;
  if (!known || known.plan_id !== policy.planId) return undefined;
  const { period_starts_on: startsOn, period_ends_on: endsOn } = known;
  if (startsOn === null || endsOn === null || endsOn > moment.date) return undefined;
  const grants = facts.grants
    .map(grantOf)
    .filter((one) => one.beginsOn < endsOn && (one.endsOn === null || one.endsOn > startsOn));
  const state = stateOf(rules, { consumption: (key) => book.used(serviceId, key, startsOn), grants });
  const begins = periodAt(rules, moment, known.billing_day)?.startsOn ?? endsOn;
  return {
    ...closePeriod(rules, state),
    beginsOn: begins,
    endsOn: lastsUntil(rules, begins, rules.rollover?.periods ?? 1, known.billing_day),
  };
}

/** The first day after so many periods, the one that begins then included. */
export function lastsUntil(rules: QuotaRules, startsOn: LocalDate, periods: number, billingDay: number): LocalDate {
  const [counter] = quotaCounters(rules);
  let day = startsOn;
  for (let passed = 0; passed < periods; passed += 1)
    day = counter ? periodEnd(counter, day, billingDay) : addDays(day, 1);
  return day;
}

function grantOf({ octets, usedBefore, ...grant }: WrittenGrant): Grant & Pick<WrittenGrant, 'beginsOn' | 'endsOn'> {
  return { ...grant, octets: BigInt(octets), usedBefore: BigInt(usedBefore) };
}

function tellsOther({ known, planId }: PolicyFactsRow, plan: RuledPlan, effective: EffectivePolicy): boolean {
  if (known?.plan_id !== planId) return !isSameRates(plan.policy.rates, effective.rates);
  return (
    known.policy_version !== plan.version ||
    !isSameRates({ download: known.download_bps, upload: known.upload_bps }, effective.rates) ||
    !isSameReason(known.adjusted, effective.adjusted)
  );
}

function isSame(known: KeptPolicy, { rates, adjusted, blockedBy }: EffectivePolicy): boolean {
  return (
    isSameRates({ download: known.download_bps, upload: known.upload_bps }, rates) &&
    isSameReason(known.adjusted, adjusted) &&
    isSameReason(known.blocked_by, blockedBy)
  );
}

function differs(known: KeptPolicy, kept: KeptPolicy): boolean {
  const shape = (one: KeptPolicy): string =>
    JSON.stringify([
      one.plan_id,
      one.policy_version,
      one.billing_day,
      one.time_zone,
      one.counted,
      one.download_bps,
      one.upload_bps,
      one.adjusted && [one.adjusted.by, one.adjusted.name],
      one.blocked_by && [one.blocked_by.by, one.blocked_by.name],
      one.next_at === null ? null : new Date(one.next_at).getTime(),
      one.period_starts_on,
      one.period_ends_on,
      one.notices_sent,
      one.automatic_top_ups,
    ]);
  return shape(known) !== shape(kept);
}

function isSameRates(one: Rates, other: Rates): boolean {
  return one.download === other.download && one.upload === other.upload;
}

function isSameReason(one: PolicyAdjustment | null, other: PolicyAdjustment | null): boolean {
  return one?.by === other?.by && one?.name === other?.name;
}
