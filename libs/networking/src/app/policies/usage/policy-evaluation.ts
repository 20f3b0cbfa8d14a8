import { Injectable } from '@nestjs/common';
import { Accounts } from '@demarc/billing';
import type { Act } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import type { Id, LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { countersOf } from '../../../domain/effective-policy.js';
import { localMoment, startOfDay } from '../../../domain/local-time.js';
import { counterKey, periodStart } from '../../../domain/usage-counting.js';
import { HAS_RULES, planPolicyOf, type PolicyRow } from '../policy-row.js';
import { UsageBook, type CounterLine } from '../../../domain/usage-book.js';
import {
  ADD_TO_COUNTERS,
  BEGIN_MARK,
  DRAW,
  DUE,
  FACTS,
  FORGET_COUNTERS,
  IS_BEHIND_HOURS,
  KEEP,
  LAG_MS,
  MARK,
  MOVE_MARK,
  PAST,
  ROLL_OVER,
  TO_FOLD,
} from './usage-statements.js';
import { countedBy, type PolicyFactsRow, type RuledPlan, workOut, type WorkedOut } from './work-out.js';

type Plans = ReadonlyMap<string, RuledPlan>;

interface UsageRow {
  readonly serviceId: Id<'Service'>;
  readonly at: Date;
  readonly download: string;
  readonly upload: string;
  readonly seconds: string;
}

const DAYS_BACK = 31;

/**
 * Works out what holds for accesses, a fixed number of statements whatever their number, and keeps it. What devices are told
 * is left to who asked.
 */
@Injectable()
export class PolicyEvaluation {
  constructor(
    private readonly accounts: Accounts,
    private readonly operators: Operators,
  ) {}

  /** Moves usage into the counters, when any plan goes by it. */
  async count(act: Act): Promise<void> {
    const plans = await this.plans(act.sql);
    if (plans.size > 0) await this.fold(act, plans);
  }

  /** Works out every access whose policy may have changed. Empty when no plan has rules. */
  async evaluateDue(act: Act): Promise<readonly WorkedOut[]> {
    const plans = await this.plans(act.sql);
    if (plans.size === 0) return [];
    const mark = await act.sql.first<{ at: Date }>(MARK);
    const due = await act.sql.query<{ id: string }>(DUE, [
      [...plans.keys()],
      [...plans.values()].map(({ version }) => version),
      act.at,
      mark?.at ?? act.at,
      await this.zone(act.sql),
    ]);
    return this.evaluate(
      act,
      due.map(({ id }) => id),
      plans,
    );
  }

  async evaluatePlan(act: Act, planId: string): Promise<readonly WorkedOut[]> {
    const rows = await act.sql.query<{ id: string }>(
      'SELECT service_id AS id FROM networking.access WHERE plan_id = $1 AND live',
      [planId],
    );
    return this.evaluateSome(
      act,
      rows.map(({ id }) => id),
    );
  }

  async evaluateSome(act: Act, serviceIds: readonly string[]): Promise<readonly WorkedOut[]> {
    if (serviceIds.length === 0) return [];
    const plans = await this.plans(act.sql);
    return plans.size === 0 ? [] : this.evaluate(act, serviceIds, plans);
  }

  /** What holds, with nothing kept: for looking at it. */
  async look(sql: Sql, serviceIds: readonly string[], at: Date): Promise<readonly WorkedOut[]> {
    const plans = await this.plans(sql);
    const zone = await this.zone(sql);
    return this.workedOut(await this.facts(sql, serviceIds, plans, zone, at), plans, zone, at, new Map());
  }

  private async evaluate(act: Act, given: readonly string[], plans: Plans): Promise<readonly WorkedOut[]> {
    if (given.length === 0) return [];
    // Always in one order, so that two at once never wait for each other in a circle.
    const serviceIds = [...given].sort();
    const zone = await this.zone(act.sql);
    let rows = await this.facts(act.sql, serviceIds, plans, zone, act.at);
    const billingDays = await this.billingDays(act.sql, rows, plans, localMoment(zone, act.at).date);
    if (await this.fillNew(act, rows, plans, zone, billingDays))
      rows = await this.facts(act.sql, serviceIds, plans, zone, act.at);
    const worked = this.workedOut(rows, plans, zone, act.at, billingDays);
    return this.keep(act, worked);
  }

  private workedOut(
    rows: readonly PolicyFactsRow[],
    plans: Plans,
    zone: string,
    at: Date,
    billingDays: ReadonlyMap<string, number>,
  ): readonly WorkedOut[] {
    return rows.flatMap((row) => {
      const plan = plans.get(row.planId);
      if (!plan) return [];
      const day = billingDays.get(row.serviceId) ?? row.known?.billing_day ?? 1;
      return [workOut(row, plan, zone, at, day)];
    });
  }

  private async plans(sql: Sql): Promise<Plans> {
    const rows = await sql.query<PolicyRow>(`SELECT * FROM networking.access_policy policy WHERE ${HAS_RULES}`);
    return new Map(rows.map((row) => [row.plan_id, { policy: planPolicyOf(row), version: row.version }]));
  }

  private async zone(sql: Sql): Promise<string> {
    return (await this.operators.settings(sql)).timeZone;
  }

  /** Each stretch of time goes into the counters once, in the same transaction as the mark that says how far it went. */
  private async fold(act: Act, plans: Plans): Promise<void> {
    const to = new Date(act.at.getTime() - LAG_MS);
    const mark = await this.mark(act, 'UPDATE');
    if (mark >= to) return;
    const rows = await act.sql.query<UsageRow & { planId: string; billingDay: number }>(TO_FOLD, [
      mark,
      to,
      [...plans.keys()],
    ]);
    const book = new UsageBook(await this.zone(act.sql));
    for (const { planId, billingDay, ...row } of rows) {
      const plan = plans.get(planId);
      if (plan) book.add({ counters: countersOf(plan.policy), billingDay }, lineOf(row));
    }
    await addToCounters(act.sql, book.all());
    await act.sql.execute(MOVE_MARK, [to]);
  }

  /** What is in the hours has to be in the counters too, or it would be added twice; nearly always it is, and nobody has to wait. */
  private async markBeyondHours(act: Act, plans: Plans): Promise<Date> {
    const behind = await act.sql.first(IS_BEHIND_HOURS);
    if (behind) await this.fold(act, plans);
    return this.mark(act, 'SHARE');
  }

  /** How far usage has gone into the counters; it goes no farther until the transaction ends. */
  private async mark(act: Act, lock: 'SHARE' | 'UPDATE'): Promise<Date> {
    const locked = `${MARK} FOR ${lock}`;
    const known = await act.sql.first<{ at: Date }>(locked);
    if (known) return known.at;
    const begin = new Date(act.at.getTime() - LAG_MS);
    await act.sql.execute(BEGIN_MARK, [begin]);
    return (await act.sql.first<{ at: Date }>(locked))?.at ?? begin;
  }

  private facts(sql: Sql, ids: readonly string[], plans: Plans, zone: string, at: Date): Promise<PolicyFactsRow[]> {
    const { date } = localMoment(zone, at);
    const wanted = new Map<string, readonly [string, LocalDate, number | null]>();
    for (const { policy } of plans.values())
      for (const counter of countersOf(policy)) {
        const key = counterKey(counter);
        const days = counter.period === 'billing' ? EVERY_DAY : [null];
        for (const day of days) {
          const startsOn = periodStart(counter, date, day ?? 1);
          wanted.set(`${key} ${day ?? ''}`, [key, startsOn, day]);
        }
      }
    const lines = [...wanted.values()];
    return sql.query<PolicyFactsRow>(FACTS, [
      ids,
      lines.map(([key]) => key),
      lines.map(([, startsOn]) => startsOn),
      lines.map(([, , day]) => day),
      date,
    ]);
  }

  /** Of accesses that are new here, or whose period is over, where their plan goes by periods of billing. */
  private async billingDays(
    sql: Sql,
    rows: readonly PolicyFactsRow[],
    plans: Plans,
    today: LocalDate,
  ): Promise<ReadonlyMap<string, number>> {
    const asked = rows.filter(
      ({ known, planId }) =>
        plans.get(planId)?.policy.quota?.period === 'billing' &&
        (known?.plan_id !== planId || known.period_ends_on === null || known.period_ends_on <= today),
    );
    if (asked.length === 0) return new Map();
    const accounts = await this.accounts.findMany(sql, [...new Set(asked.map(({ customerId }) => customerId))]);
    const days = new Map<string, number>(accounts.map(({ customerId, billingDay }) => [customerId, billingDay]));
    return new Map(asked.map(({ serviceId, customerId }) => [serviceId, days.get(customerId) ?? 1]));
  }

  /** A counter that is new to an access begins with what was used before. Answers whether the facts have to be read again. */
  private async fillNew(
    act: Act,
    rows: readonly PolicyFactsRow[],
    plans: Plans,
    zone: string,
    billingDays: ReadonlyMap<string, number>,
  ): Promise<boolean> {
    const fresh = rows.flatMap((row) => {
      const plan = plans.get(row.planId);
      if (!plan) return [];
      const filled = new Set((row.known?.counted ?? '').split(';'));
      const counters = countersOf(plan.policy).filter((counter) => !filled.has(counterKey(counter)));
      const billingDay = billingDays.get(row.serviceId) ?? row.known?.billing_day ?? 1;
      return counters.length === 0 || countedBy(plan.policy) === row.known?.counted
        ? []
        : [{ serviceId: row.serviceId, counters, billingDay }];
    });
    if (fresh.length === 0) return false;
    const mark = await this.markBeyondHours(act, plans);
    const since = startOfDay(zone, localMoment(zone, new Date(act.at.getTime() - DAYS_BACK * 86_400_000)).date);
    const past = await act.sql.query<UsageRow>(PAST, [fresh.map(({ serviceId }) => serviceId), since, mark]);
    const byService = new Map(fresh.map((one) => [one.serviceId, one]));
    const book = new UsageBook(zone);
    for (const row of past) {
      const counting = byService.get(row.serviceId);
      if (counting) book.add(counting, lineOf(row));
    }
    const keys = fresh.flatMap(({ serviceId, counters }) =>
      counters.map((one) => [serviceId, counterKey(one)] as const),
    );
    await act.sql.execute(FORGET_COUNTERS, [keys.map(([id]) => id), keys.map(([, key]) => key)]);
    await addToCounters(act.sql, book.all());
    return true;
  }

  /** Answers what was kept, and of it only what is new: who was faster meanwhile has worked out the rest. */
  private async keep(act: Act, worked: readonly WorkedOut[]): Promise<readonly WorkedOut[]> {
    const changed = worked.filter(({ isChanged }) => isChanged);
    const others = worked.filter(({ isChanged, automatic }) => !isChanged && automatic !== undefined);
    if (changed.length === 0) return others;
    const rows = changed
      .toSorted((a, b) => (a.facts.serviceId < b.facts.serviceId ? -1 : 1))
      .map(({ facts, kept }) => ({
        service_id: facts.serviceId,
        customer_id: facts.customerId,
        partner_id: facts.partnerId,
        ...kept,
        notices_sent: `{${kept.notices_sent.join(',')}}`,
      }));
    const written = await act.sql.query<{ id: string }>(KEEP, [JSON.stringify(rows)]);
    const mine = new Set(written.map(({ id }) => id));
    const results = changed.filter(({ facts }) => mine.has(facts.serviceId));
    await this.close(
      act,
      results.filter(({ closed }) => closed !== undefined),
    );
    return [...results, ...others];
  }

  private async close(act: Act, worked: readonly WorkedOut[]): Promise<void> {
    if (worked.length === 0) return;
    const drawn = worked.flatMap(({ closed }) => closed?.drawn ?? []);
    await act.sql.execute(DRAW, [drawn.map(({ id }) => id), drawn.map(({ octets }) => octets.toString())]);
    const over = worked.flatMap(({ closed, facts }) => (closed && closed.rolledOver > 0n ? [{ closed, facts }] : []));
    if (over.length === 0) return;
    await act.sql.execute(ROLL_OVER, [
      over.map(() => act.newId<'QuotaGrant'>()),
      over.map(({ facts }) => facts.serviceId),
      over.map(({ facts }) => facts.customerId),
      over.map(({ facts }) => facts.partnerId),
      over.map(({ closed }) => closed.rolledOver.toString()),
      over.map(({ closed }) => closed.beginsOn),
      act.at,
      over.map(({ closed }) => closed.endsOn),
    ]);
  }
}

const EVERY_DAY = Array.from({ length: 31 }, (_, index) => index + 1);

function lineOf({ serviceId, at, download, upload, seconds }: UsageRow): Parameters<UsageBook['add']>[1] {
  return { serviceId, at, download: BigInt(download), upload: BigInt(upload), seconds: BigInt(seconds) };
}

async function addToCounters(sql: Sql, lines: readonly CounterLine[]): Promise<void> {
  if (lines.length === 0) return;
  await sql.execute(ADD_TO_COUNTERS, [
    lines.map(({ serviceId }) => serviceId),
    lines.map(({ counter }) => counter),
    lines.map(({ startsOn }) => startsOn),
    lines.map(({ download }) => download.toString()),
    lines.map(({ upload }) => upload.toString()),
    lines.map(({ seconds }) => seconds.toString()),
  ]);
}
