import { partnersOf } from '@demarc/crm';
import type { Act, Asking } from '@demarc/commands';
import { type Id, notFound, Refusal } from '@demarc/kernel';
import { requireFullReach } from '../access/reach.js';
import type { RouterId } from '../../domain/ids.js';
import type { RouterWay } from '../../routeros/objects/managed-access.js';
import type { RouterOptions } from '../../domain/router-options.js';
import type { PlanState, RouterPlanId } from './plan-store.js';

export interface RouterOfPlan {
  readonly id: RouterId;
  readonly name: string;
  readonly partnerId: Id<'Partner'> | null;
  readonly options: RouterOptions;
  readonly way: RouterWay;
}

/** The router, for somebody who may write to it: a shared router bears customers of all partners. */
export async function keptRouter(act: Act | Asking, routerId: string): Promise<RouterOfPlan> {
  requireFullReach(act.actor);
  const router = await act.sql.first<RouterOfPlan>(
    `SELECT id, name, partner_id AS "partnerId", options, access_method AS way FROM networking.router WHERE id = $1 AND active`,
    [routerId],
  );
  if (!router) throw notFound('router');
  if (router.partnerId === null && partnersOf(act.actor) !== null)
    throw new Refusal(
      'forbidden',
      'SHARED_ROUTER',
      'Customers of other partners are on this router too. Somebody who works for all partners may write to it.',
    );
  return router;
}

export interface LockedPlan {
  readonly id: RouterPlanId;
  readonly routerId: RouterId;
  readonly kind: 'repair' | 'roll_back';
  readonly state: PlanState;
  readonly digest: string;
  readonly steps: number;
  readonly needsSecond: boolean;
  readonly proposedById: string | null;
}

export async function lockPlan(act: Act, planId: string): Promise<LockedPlan> {
  const plan = await act.sql.first<LockedPlan>(
    `SELECT id, router_id AS "routerId", kind, state, digest, steps, needs_second AS "needsSecond", proposed_by_id AS "proposedById"
       FROM networking.router_plan WHERE id = $1 FOR UPDATE`,
    [planId],
  );
  if (!plan) throw notFound('plan');
  return plan;
}

/** What waited for a plan that was not carried out as planned waits for a person again. */
export async function takeBackWaiting(act: Act, firstPlanId: string): Promise<void> {
  const back = await act.sql.query<{ id: string; routerId: string; partnerId: string | null }>(
    `UPDATE networking.router_plan SET state = 'proposed', after_plan_id = NULL, approved_by_id = NULL, approved_by = NULL, approved_at = NULL,
       next_attempt_at = NULL, note = 'The router that was to go first did not come out as planned'
     WHERE after_plan_id = $1 AND state = 'approved' RETURNING id, router_id AS "routerId", partner_id AS "partnerId"`,
    [firstPlanId],
  );
  for (const { id, routerId } of back)
    act.audit({ kind: 'router', id: routerId }, 'A plan waits for a person again: the router before it failed', {
      planId: id,
      firstPlanId,
    });
}
