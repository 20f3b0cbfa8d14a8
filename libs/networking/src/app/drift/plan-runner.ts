import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import type { ActualRows } from '../../routeros/objects/router-drift.js';
import type { RowValues } from '../../routeros/objects/router-object.js';
import { findStep, isParentKey, RowsOfMenu, type StepFinding } from '../../routeros/objects/router-steps.js';
import { RouterPlanEnded } from '../../events.js';
import { pauseBeforeMs } from '../../domain/retry.js';
import { opensAt } from '../../domain/write-window.js';
import { RouterError, type RouterLine } from '../../routeros/index.js';
import { type KeptRouter, ManagedRouters } from './managed-routers.js';
import { type KeptStep, PlanStore, type StepNews } from './plan-store.js';
import { RouterLines } from './router-lines.js';
import { readRows } from './router-rows.js';
import { RouterIsWrittenError, RouterWriter } from './router-writer.js';
import { type Places, sendStep, type Sent } from './send-step.js';

/** Longer than the longest batch may take, so that only what died is taken over. */
const CLAIM_MS = 120_000;
const BATCH = 64;
const LONGEST_PAUSE_MS = 120_000;

interface Claimed {
  readonly id: string;
  readonly routerId: string;
  readonly canary: number;
  readonly attempts: number;
  readonly ignoresWindow: boolean;
}

interface Open {
  readonly step: KeptStep;
  readonly row: RowValues | null;
}

/** It cannot go on now; what is under way is read back when it does. */
class Interrupted extends Error {}

/**
 * Carries a plan out. On record before anything is sent; at the beginning, and after whatever cut it off, the router is read, and
 * only what it does not have yet is written. No transaction is open while the router is spoken to.
 */
@Injectable()
export class PlanRunner {
  constructor(
    private readonly database: Database,
    private readonly routers: ManagedRouters,
    private readonly lines: RouterLines,
    private readonly writer: RouterWriter,
    private readonly store: PlanStore,
    private readonly operators: Operators,
    private readonly acts: Acts,
    private readonly clock: Clock,
  ) {}

  /** Answers when to try again. */
  async run(planId: string): Promise<Date | undefined> {
    const plan = await this.claim(planId);
    if (!plan) return undefined;
    const router = await this.routers.find(plan.routerId);
    if (!router?.door || router.options.api === undefined || router.options.api.mode === 'passive')
      return this.fail(
        plan,
        'The router is not written to any more: it is retired, has no login, or is only compared.',
      );
    const closed = plan.ignoresWindow ? undefined : await this.closedUntil(router);
    if (closed) return this.waitForWindow(plan, closed);
    const line = this.lines.to(router.door);
    try {
      const isWell = await this.carryOut(plan, router, line);
      return await this.readBack(plan, router, line, isWell);
    } catch (error) {
      if (!(error instanceof Interrupted || error instanceof RouterError || error instanceof RouterIsWrittenError))
        throw error;
      return this.miss(plan, error.message);
    }
  }

  private claim(planId: string): Promise<Claimed | undefined> {
    const now = this.clock.now();
    return this.database.write(EVERYTHING, ({ sql }) =>
      sql.first<Claimed>(
        `UPDATE networking.router_plan plan SET state = CASE state WHEN 'approved' THEN 'applying' ELSE state END, started_at = coalesce(started_at, $2),
           worker_until = $3
         WHERE id = $1 AND state IN ('approved', 'applying', 'read_back') AND (worker_until IS NULL OR worker_until <= $2)
           AND (next_attempt_at IS NULL OR next_attempt_at <= $2)
           AND (after_plan_id IS NULL OR EXISTS (SELECT 1 FROM networking.router_plan first WHERE first.id = plan.after_plan_id AND first.state = 'done'))
         RETURNING id, router_id AS "routerId", canary, attempts, ignores_window AS "ignoresWindow"`,
        [planId, now, new Date(now.getTime() + CLAIM_MS)],
      ),
    );
  }

  private async closedUntil(router: KeptRouter): Promise<Date | undefined> {
    const { timeZone } = await this.database.read(EVERYTHING, (sql) => this.operators.settings(sql));
    return opensAt(router.options.api?.window, this.clock.now(), timeZone);
  }

  /** False when the first ones did not come out as meant, so that the rest was not sent. */
  private async carryOut(plan: Claimed, router: KeptRouter, line: RouterLine): Promise<boolean> {
    const steps = await this.database.read(EVERYTHING, (sql) => this.store.steps(sql, plan.id));
    const found = await this.find(line, steps);
    await this.note(
      plan,
      found.flatMap(({ step, finding }) => settledAlready(step, finding)),
    );
    const open = found.flatMap(({ step, finding }) =>
      step.state !== 'refused' && finding.is === 'open' ? [{ step, row: finding.row }] : [],
    );
    const isFirstTime = steps.every(({ state }) => state === 'waiting');
    const first = isFirstTime ? plan.canary : 0;
    if (first > 0) {
      await this.sendAll(plan, router, line, open.slice(0, first));
      const canaries = open.slice(0, first).map(({ step }) => step);
      const back = await this.find(line, canaries);
      if (back.some(({ finding }) => finding.is !== 'done')) return false;
    }
    await this.sendAll(plan, router, line, open.slice(first));
    return true;
  }

  private async find(
    line: RouterLine,
    steps: readonly KeptStep[],
  ): Promise<{ step: KeptStep; finding: StepFinding }[]> {
    const menus = [...new Set(steps.map(({ menu }) => menu))];
    return findAll(steps, await line.read((client) => readRows(client, menus)));
  }

  private async sendAll(plan: Claimed, router: KeptRouter, line: RouterLine, open: readonly Open[]): Promise<void> {
    const again: Open[] = [];
    for (const batch of batchesOf(open)) again.push(...(await this.send(plan, router, line, batch)));
    // A name that another row held is free once that row was renamed or is gone.
    for (const batch of batchesOf(again)) await this.send(plan, router, line, batch);
  }

  private send(plan: Claimed, router: KeptRouter, line: RouterLine, batch: readonly Open[]): Promise<Open[]> {
    return this.writer.alone(router.id, async () => {
      await this.note(
        plan,
        batch.map(({ step }) => news(step, 'sending', null)),
      );
      const places: Places = new Map();
      const sent = await line
        .write((client) => Promise.all(batch.map(({ step, row }) => sendStep(client, step, row, places))))
        .catch(notSent(batch));
      await this.note(
        plan,
        batch.map(({ step }, k) => newsOf(step, sent[k])),
        sent,
      );
      if (sent.some(({ isLineGone }) => isLineGone))
        throw new Interrupted(sent.find(({ isLineGone }) => isLineGone)?.answer);
      return batch.filter((_, k) => sent[k]?.alreadyExists);
    });
  }

  private async readBack(plan: Claimed, router: KeptRouter, line: RouterLine, isWell: boolean): Promise<undefined> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(`UPDATE networking.router_plan SET state = 'read_back' WHERE id = $1`, [plan.id]),
    );
    const steps = await this.database.read(EVERYTHING, (sql) => this.store.steps(sql, plan.id));
    const found = await this.find(line, steps);
    const proof = found.flatMap(({ step, finding }) => proofOf(step, finding));
    const left = proof.filter(({ state }) => state !== 'done' && state !== 'was_so').length + (isWell ? 0 : 1);
    await this.finish(plan, router, proof, left === 0, isWell);
    return undefined;
  }

  private finish(
    plan: Claimed,
    router: KeptRouter,
    proof: readonly StepNews[],
    isDone: boolean,
    isWell: boolean,
  ): Promise<void> {
    return this.perform(router, async (act) => {
      await this.store.note(act.sql, plan.id, act.at, proof);
      const missed = proof.filter(({ state }) => state !== 'done' && state !== 'was_so').length;
      const note = isDone
        ? ''
        : isWell
          ? `${missed} of ${proof.length} changes are not on the router as planned`
          : 'The first change did not come out as planned; nothing more was written';
      const ended = await act.sql.first<{ kind: string; of: string | null }>(
        `UPDATE networking.router_plan SET state = $2, finished_at = $3, worker_until = NULL, next_attempt_at = NULL, note = $4 WHERE id = $1
         RETURNING kind, of_plan_id AS of`,
        [plan.id, isDone ? 'done' : 'failed', act.at, note],
      );
      if (isDone && ended?.kind === 'roll_back') await undone(act, router, plan.id, ended.of);
      act.audit(
        { kind: 'router', id: router.id, partnerId: router.partnerId },
        `Plan on ${router.name} ${isDone ? 'carried out and read back' : 'failed'}`,
        { planId: plan.id, note },
      );
      act.emit(RouterPlanEnded, { routerId: router.id, planId: plan.id, isDone }, { partnerId: router.partnerId });
    });
  }

  private note(plan: Claimed, stepNews: readonly StepNews[], sent: readonly Sent[] = []): Promise<void> {
    const now = this.clock.now();
    return this.database.write(EVERYTHING, async ({ sql }) => {
      await this.store.note(sql, plan.id, now, stepNews);
      await sql.execute(
        'UPDATE networking.router_plan SET commands = commands + $2, worker_until = $3, attempts = CASE WHEN $2 > 0 THEN 0 ELSE attempts END WHERE id = $1',
        [plan.id, sent.reduce((total, { commands }) => total + commands, 0), new Date(now.getTime() + CLAIM_MS)],
      );
    });
  }

  private async miss(plan: Claimed, why: string): Promise<Date> {
    const pause = Math.min(pauseBeforeMs(plan.attempts + 1), LONGEST_PAUSE_MS);
    return this.wait(plan, new Date(this.clock.now().getTime() + pause), why, 1);
  }

  private async wait(plan: Claimed, until: Date, note: string, attempts = 0): Promise<Date> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(
        'UPDATE networking.router_plan SET worker_until = NULL, next_attempt_at = $2, note = $3, attempts = least(attempts + $4, 1000) WHERE id = $1',
        [plan.id, until, note, attempts],
      ),
    );
    return until;
  }

  /** What has not begun is approved still, and can be discarded meanwhile. */
  private async waitForWindow(plan: Claimed, opens: Date): Promise<Date> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `UPDATE networking.router_plan plan SET state = 'approved', started_at = NULL WHERE id = $1
           AND NOT EXISTS (SELECT FROM networking.router_plan_step step WHERE step.plan_id = plan.id AND step.state <> 'waiting')`,
        [plan.id],
      ),
    );
    return this.wait(plan, opens, 'Waits until the router may be written');
  }

  private async fail(plan: Claimed, note: string): Promise<undefined> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `UPDATE networking.router_plan SET state = 'failed', finished_at = $2, worker_until = NULL, next_attempt_at = NULL, note = $3 WHERE id = $1`,
        [plan.id, this.clock.now(), note],
      ),
    );
    return undefined;
  }

  private perform(router: KeptRouter, work: (act: Act) => Promise<void>): Promise<void> {
    const call = { actor: systemActor('networking.apply-router-plan'), requestId: router.id };
    return this.acts.perform(call, 'networking.applyRouterPlan', work);
  }
}

/** What differs from now on was rolled back, and nobody did it by hand. */
async function undone(act: Act, router: KeptRouter, planId: string, of: string | null): Promise<void> {
  await act.sql.execute(`UPDATE networking.router_plan SET state = 'rolled_back' WHERE id = $1`, [of]);
  await act.sql.execute(
    `UPDATE networking.router_object SET is_undone = true
      WHERE router_id = $1 AND key IN (SELECT key FROM networking.router_plan_step WHERE plan_id = $2)`,
    [router.id, planId],
  );
}

function findAll(steps: readonly KeptStep[], rows: ActualRows): { step: KeptStep; finding: StepFinding }[] {
  const byMenu = new Map([...rows].map(([menu, all]) => [menu, new RowsOfMenu(menu, all)]));
  const taken = new Set<RowValues>();
  return steps.map((step) => {
    const finding = findStep(step, byMenu.get(step.menu) ?? new RowsOfMenu(step.menu, []), taken);
    if (step.verb === 'remove' && finding.row) taken.add(finding.row);
    return { step, finding };
  });
}

/** What the router shows before anything is sent: done by us before we were cut off, there anyhow, or changed by somebody. */
function settledAlready(step: KeptStep, { is, row }: StepFinding): StepNews[] {
  if (step.state === 'done' || step.state === 'was_so' || step.state === 'refused') return [];
  if (is === 'open') return [];
  if (is === 'overtaken')
    return [{ ...news(step, 'overtaken', 'Changed on the router since the plan was made'), evidence: row }];
  const wasSent = step.state === 'sending' || step.state === 'unknown';
  return [
    {
      ...news(step, wasSent ? 'done' : 'was_so', wasSent ? 'Written; seen when it was read again' : 'Was so already'),
      evidence: row,
    },
  ];
}

/** The last word has the router: what it shows after all is written. */
function proofOf(step: KeptStep, { is, row }: StepFinding): StepNews[] {
  const evidence = row;
  if (is === 'done') {
    const state = step.state === 'was_so' ? 'was_so' : 'done';
    return [{ ordinal: step.ordinal, state, answer: step.answer, evidence }];
  }
  if (step.state === 'waiting' || step.state === 'sending') return [{ ...news(step, 'waiting', 'Not sent'), evidence }];
  if (step.state === 'refused' || step.state === 'overtaken')
    return [{ ...news(step, step.state, step.answer), evidence }];
  return [{ ...news(step, 'overtaken', 'The router shows it otherwise'), evidence }];
}

function news({ ordinal }: KeptStep, state: StepNews['state'], answer: string | null): StepNews {
  return { ordinal, state, answer, evidence: null };
}

function newsOf(step: KeptStep, sent: Sent | undefined): StepNews {
  return news(step, sent?.state ?? 'unknown', sent?.answer ?? null);
}

/** The line was not there to begin with: nothing of the batch was sent. */
function notSent(batch: readonly Open[]): (error: unknown) => Sent[] {
  return (error) => {
    if (!(error instanceof RouterError)) throw error;
    const state = error.outcome === 'unknown' ? 'unknown' : 'waiting';
    return batch.map(() => ({ state, answer: error.message, commands: 0, isLineGone: true, alreadyExists: false }));
  };
}

/** Side by side goes what does not need each other: one menu, one verb, parents apart from their children. */
function batchesOf(open: readonly Open[]): Open[][] {
  const batches: Open[][] = [];
  let last: string | undefined;
  for (const one of open) {
    const { menu, verb, key } = one.step;
    const phase = `${menu} ${verb} ${key !== null && isParentKey(key)}`;
    const batch = batches.at(-1);
    if (batch && phase === last && batch.length < BATCH) batch.push(one);
    else batches.push([one]);
    last = phase;
  }
  return batches;
}
