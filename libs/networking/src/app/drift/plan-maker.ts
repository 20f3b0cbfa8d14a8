import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { contentHash } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { isTooMany } from '../../domain/brake.js';
import type { DriftItem } from '../../routeros/objects/router-drift.js';
import { type RouterStep, stepsFor } from '../../routeros/objects/router-steps.js';
import { brakeSetting } from '../convergence/brake.js';
import { ApplyRouterPlan } from './apply-router-plan.job.js';
import type { KeptRouter } from './managed-routers.js';
import { PlanStore, type RouterPlanId } from './plan-store.js';

/** Who asks for a plan; without an id it is the product itself. */
export interface Proposer {
  readonly id: string | null;
  readonly name: string;
}

export interface NewPlan {
  readonly kind: 'repair' | 'roll_back';
  readonly ofPlanId: RouterPlanId | null;
  readonly steps: readonly (RouterStep & { readonly cause?: string })[];
  readonly by: Proposer;
  /** Goes ahead without a person, as long as the brake allows. */
  readonly mayGoAhead: boolean;
}

export interface ProposedPlan {
  readonly planId: RouterPlanId;
  readonly isApproved: boolean;
}

/** So many are written first and read back, before the rest follows. */
const CANARY = 1;

/** Turns differences into a plan that can be looked at, approved, carried out and undone. */
@Injectable()
export class PlanMaker {
  constructor(private readonly store: PlanStore) {}

  /** The steps for what is ours to do, with the cause of each beside it. */
  stepsOf(items: readonly DriftItem[]): (RouterStep & { cause: string })[] {
    const causes = new Map(items.map((item) => [`${item.menu} ${item.key} ${item.name}`, item.cause]));
    return stepsFor(items).map((step) => ({
      ...step,
      cause: causes.get(`${step.menu} ${step.key} ${step.name}`) ?? 'differs',
    }));
  }

  /** Undefined when another plan of this router is under way, or the same one waits already. */
  async propose(act: Act, router: KeptRouter, plan: NewPlan): Promise<ProposedPlan | undefined> {
    const digest = contentHash(
      plan.steps.map(({ verb, menu, key, name, values }) => [verb, menu, key, name, withoutPassword(values)]),
    );
    if (!(await this.makeRoom(act, router.id, digest, plan.by))) return undefined;
    const planId = act.newId<'RouterPlan'>();
    const touched = touchedBy(plan.steps);
    const { tooMany, base } = await weigh(act.sql, router.id, touched);
    const goesAhead = plan.mayGoAhead && !tooMany && !(await hasFailed(act.sql, router.id, digest));
    await act.sql.execute(
      `INSERT INTO networking.router_plan (id, router_id, partner_id, kind, of_plan_id, state, digest, steps, services, base, needs_second, canary, secrets,
         proposed_by_id, proposed_by, proposed_at, approved_by, approved_at, next_attempt_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)`,
      [
        planId,
        router.id,
        router.partnerId,
        plan.kind,
        plan.ofPlanId,
        goesAhead ? 'approved' : 'proposed',
        digest,
        plan.steps.length,
        touched,
        base,
        tooMany,
        plan.steps.length > CANARY ? CANARY : 0,
        await this.store.sealed(planId, plan.steps),
        plan.by.id,
        plan.by.name,
        act.at,
        goesAhead ? 'within the brake' : null,
        goesAhead ? act.at : null,
      ],
    );
    await this.store.insertSteps(act.sql, planId, router.partnerId, plan.steps);
    act.audit(
      { kind: 'router', id: router.id, partnerId: router.partnerId },
      `Plan of ${plan.steps.length} changes on ${router.name} ${goesAhead ? 'made' : 'proposed'}`,
      {
        planId,
        kind: plan.kind,
      },
    );
    if (goesAhead) act.enqueue(ApplyRouterPlan, { planId }, { singletonKey: planId });
    return { planId, isApproved: goesAhead };
  }

  /** A plan that still waits gives way to one that fits the router as it is now. */
  private async makeRoom(act: Act, routerId: string, digest: string, by: Proposer): Promise<boolean> {
    const open = await act.sql.first<{ id: string; state: string; digest: string; by: string | null }>(
      `SELECT id, state, digest, proposed_by_id AS by FROM networking.router_plan
        WHERE router_id = $1 AND state IN ('proposed', 'approved', 'applying', 'read_back') FOR UPDATE`,
      [routerId],
    );
    if (!open) return true;
    if (open.state !== 'proposed' || (open.digest === digest && (by.id === null || by.id === open.by))) return false;
    // What a person proposed waits for a second person; the product does not take it away from them.
    if (by.id === null && open.by !== null && open.digest === digest) return false;
    await act.sql.execute(
      `UPDATE networking.router_plan SET state = 'discarded', finished_at = $2, note = 'Replaced by a newer plan' WHERE id = $1`,
      [open.id, act.at],
    );
    return true;
  }
}

/** Over the share of the router, or of all, a second person looks at it. */
export async function weigh(sql: Sql, routerId: string, touched: number): Promise<{ tooMany: boolean; base: number }> {
  const setting = await brakeSetting(sql);
  const counted = await sql.first<{ here: number; everywhere: number }>(
    `SELECT count(*) FILTER (WHERE router_id = $1)::int AS here, count(*)::int AS everywhere FROM networking.access WHERE live`,
    [routerId],
  );
  const { here = 0, everywhere = 0 } = counted ?? {};
  const over = (base: number): boolean => isTooMany({ shut: touched, open: Math.max(0, base - touched) + 1 }, setting);
  return { tooMany: over(here) || over(everywhere), base: here };
}

/** What did not come out as planned once is not tried again and again without a person. */
async function hasFailed(sql: Sql, routerId: string, digest: string): Promise<boolean> {
  const last = await sql.first<{ failed: boolean }>(
    `SELECT state = 'failed' AND digest = $2 AS failed FROM networking.router_plan WHERE router_id = $1 ORDER BY proposed_at DESC, id DESC LIMIT 1`,
    [routerId, digest],
  );
  return last?.failed === true;
}

function touchedBy(steps: readonly RouterStep[]): number {
  return new Set(steps.map(({ serviceId, menu, key, name }) => serviceId ?? `${menu} ${key ?? name}`)).size;
}

function withoutPassword(values: RouterStep['values']): [string, string][] {
  return Object.entries(values).filter(([field]) => field !== 'password');
}
