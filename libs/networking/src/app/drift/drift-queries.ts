import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { notFound } from '@demarc/kernel';
import type { RouterId } from '../../domain/ids.js';
import type { RouterMode, RouterShaping } from '../../domain/router-options.js';
import type { FieldDrift } from '../../routeros/objects/router-drift.js';
import type { RowValues } from '../../routeros/objects/router-object.js';
import type { RouterWay } from '../../routeros/objects/managed-access.js';
import { NetworkingPermissions } from '../../permissions.js';
import { reachOf, requireFullReach } from '../access/reach.js';
import type { PlanState, RouterPlanId, StepState } from './plan-store.js';

const SEE = { permission: NetworkingPermissions['drift.view'] };

export interface FoundFleetRow {
  readonly routerId: RouterId;
  readonly name: string;
  readonly revision: number;
  readonly way: RouterWay;
  readonly mode: RouterMode | null;
  readonly shaping: RouterShaping | null;
  readonly isConnected: boolean;
  readonly comparedAt: Date | null;
  readonly failedAt: Date | null;
  readonly fault: string | null;
  readonly version: string | null;
  readonly tookMs: number | null;
  readonly intended: number;
  readonly same: number;
  readonly missing: number;
  readonly differ: number;
  readonly extra: number;
  readonly unfit: number;
  readonly ignored: number;
  readonly rests: boolean;
  readonly planId: RouterPlanId | null;
  readonly planState: PlanState | null;
  readonly planDigest: string | null;
  readonly planSteps: number | null;
  readonly planNeedsSecond: boolean | null;
}

/** MikroTik routers in use with what the last reading found, those that differ most first. */
@Injectable()
export class RouterFleet extends Query<Record<string, never>, FoundFleetRow[]> {
  readonly rule: Rule = {
    name: 'networking.routerFleet',
    sentence: 'See which routers differ from what they should have',
    ...SEE,
  };

  answer(_: Record<string, never>, { sql, actor }: Asking): Promise<FoundFleetRow[]> {
    return sql.query<FoundFleetRow>(FLEET, [partnersOf(actor)]);
  }
}

const FLEET = `
  SELECT router.id AS "routerId", router.name, router.revision, router.access_method AS way, router.options #>> '{api,mode}' AS mode, router.options #>> '{api,shaping}' AS shaping,
    router.api_username IS NOT NULL AS "isConnected", found.compared_at AS "comparedAt", found.failed_at AS "failedAt", found.fault, found.router_version AS version,
    found.took_ms AS "tookMs", coalesce(found.intended, 0) AS intended, coalesce(found.same, 0) AS same, coalesce(found.missing, 0) AS missing,
    coalesce(found.differ, 0) AS differ, coalesce(found.extra, 0) AS extra, coalesce(found.unfit, 0) AS unfit, coalesce(found.ignored, 0) AS ignored,
    coalesce(found.rests, false) AS rests, plan.id AS "planId", plan.state AS "planState",
    plan.digest AS "planDigest", plan.steps AS "planSteps", plan.needs_second AS "planNeedsSecond"
  FROM networking.router router
  LEFT JOIN networking.router_comparison found ON found.router_id = router.id
  LEFT JOIN LATERAL (SELECT id, state, digest, steps, needs_second FROM networking.router_plan WHERE router_id = router.id ORDER BY proposed_at DESC, id DESC LIMIT 1) plan ON true
  WHERE router.active AND router.vendor = 'mikrotik' AND ($1::uuid[] IS NULL OR router.partner_id IS NULL OR router.partner_id = ANY ($1::uuid[]))
  ORDER BY coalesce(found.missing + found.differ + found.extra + found.unfit, 0) DESC, lower(router.name) LIMIT 2000`;

export interface FoundDriftItem {
  readonly ordinal: number;
  readonly menu: string | null;
  readonly kind: string | null;
  readonly key: string | null;
  readonly name: string;
  readonly cause: string;
  readonly remedy: 'add' | 'set' | 'move' | 'remove' | 'ask' | 'none';
  readonly serviceId: string | null;
  readonly customerId: string | null;
  readonly fields: FieldDrift[];
  readonly since: Date;
}

/** What differs on one router. On a router of all partners each sees the rows of their own customers. */
@Injectable()
export class RouterDriftItems extends Query<
  { readonly routerId: string; readonly first: number; readonly after: number },
  FoundDriftItem[]
> {
  readonly rule: Rule = { name: 'networking.routerDrift', sentence: 'See what differs on a router', ...SEE };

  answer(
    { routerId, first, after }: { readonly routerId: string; readonly first: number; readonly after: number },
    { sql, actor }: Asking,
  ): Promise<FoundDriftItem[]> {
    requireFullReach(actor);
    return sql.query<FoundDriftItem>(
      `SELECT ordinal, menu, kind, key, name, cause, remedy, service_id AS "serviceId", about_customer_id AS "customerId", fields, since
         FROM networking.router_drift_item item WHERE router_id = $1 AND ordinal > $2 AND ${OWN('item', 4)} ORDER BY ordinal LIMIT $3`,
      [routerId, after, first, partnersOf(actor)],
    );
  }
}

/** Rows of nobody in particular are those of the router's partner; where it is shared, of those who work for all. */
function OWN(table: string, parameter: number): string {
  return `($${parameter}::uuid[] IS NULL OR ${table}.partner_id = ANY ($${parameter}::uuid[]))`;
}

/** What differs on the network side of one service. */
@Injectable()
export class DriftOfService extends Query<
  { readonly serviceId: string },
  (FoundDriftItem & { readonly routerId: string })[]
> {
  readonly rule: Rule = {
    name: 'networking.driftOfService',
    sentence: 'See what differs on the router of a service',
    permission: NetworkingPermissions['access.view'],
  };

  answer(
    { serviceId }: { readonly serviceId: string },
    { sql, actor }: Asking,
  ): Promise<(FoundDriftItem & { readonly routerId: string })[]> {
    return sql.query(
      `SELECT router_id AS "routerId", ordinal, menu, kind, key, name, cause, remedy, service_id AS "serviceId", about_customer_id AS "customerId", fields, since
         FROM networking.router_drift_item item WHERE service_id = $1 AND EXISTS (SELECT 1 FROM crm.customer reach WHERE reach.id = item.about_customer_id
           AND ($2::uuid IS NULL OR reach.added_by = $2)) ORDER BY ordinal`,
      [serviceId, reachOf(actor)],
    );
  }
}

export interface FoundPlan {
  readonly id: RouterPlanId;
  readonly routerId: RouterId;
  readonly kind: 'repair' | 'roll_back';
  readonly ofPlanId: RouterPlanId | null;
  readonly afterPlanId: RouterPlanId | null;
  readonly state: PlanState;
  readonly digest: string;
  readonly steps: number;
  readonly finished: number;
  readonly sessionsEnded: number;
  readonly services: number;
  readonly base: number;
  readonly needsSecond: boolean;
  readonly proposedById: string | null;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly nextAttemptAt: Date | null;
  readonly commands: number;
  readonly note: string;
}

const PLANS = `
  SELECT plan.id, plan.router_id AS "routerId", plan.kind, plan.of_plan_id AS "ofPlanId", plan.after_plan_id AS "afterPlanId", plan.state, plan.digest, plan.steps,
    plan.services, plan.base, plan.needs_second AS "needsSecond", plan.proposed_by_id AS "proposedById", plan.proposed_by AS "proposedBy",
    plan.proposed_at AS "proposedAt", plan.approved_by AS "approvedBy", plan.approved_at AS "approvedAt", plan.started_at AS "startedAt",
    plan.finished_at AS "finishedAt", plan.next_attempt_at AS "nextAttemptAt", plan.commands, plan.note,
    (SELECT count(*)::int FROM networking.router_plan_step step WHERE step.plan_id = plan.id AND step.state IN ('done', 'was_so')) AS finished,
    (SELECT count(*)::int FROM networking.router_plan_step step WHERE step.plan_id = plan.id AND step.ends_session IS NOT NULL) AS "sessionsEnded"
  FROM networking.router_plan plan`;

/** The plans of a router, newest first, or one of them. */
@Injectable()
export class RouterPlans extends Query<{ readonly routerId?: string; readonly planId?: string }, FoundPlan[]> {
  readonly rule: Rule = {
    name: 'networking.routerPlans',
    sentence: 'See what was and is to be written on routers',
    ...SEE,
  };

  async answer(
    { routerId, planId }: { readonly routerId?: string; readonly planId?: string },
    { sql, actor }: Asking,
  ): Promise<FoundPlan[]> {
    requireFullReach(actor);
    const plans = await sql.query<FoundPlan>(
      `${PLANS} WHERE ($1::uuid IS NULL OR plan.router_id = $1) AND ($2::uuid IS NULL OR plan.id = $2) ORDER BY plan.proposed_at DESC, plan.id DESC LIMIT 20`,
      [routerId ?? null, planId ?? null],
    );
    if (planId !== undefined && plans.length === 0) throw notFound('plan');
    return plans;
  }
}

export interface FoundStep {
  readonly ordinal: number;
  readonly verb: 'add' | 'set' | 'move' | 'remove';
  readonly menu: string;
  readonly key: string | null;
  readonly name: string;
  readonly cause: string | null;
  readonly customerId: string | null;
  readonly values: RowValues;
  readonly before: RowValues;
  readonly endsSession: boolean;
  readonly state: StepState;
  readonly answer: string | null;
  readonly evidence: RowValues | null;
  readonly toldAt: Date | null;
}

/** The steps of a plan in their order, with what the router showed after each. */
@Injectable()
export class RouterPlanSteps extends Query<
  { readonly planId: string; readonly first: number; readonly after: number },
  FoundStep[]
> {
  readonly rule: Rule = {
    name: 'networking.routerPlanSteps',
    sentence: 'See the commands of a plan and what the router made of them',
    ...SEE,
  };

  answer(
    { planId, first, after }: { readonly planId: string; readonly first: number; readonly after: number },
    { sql, actor }: Asking,
  ): Promise<FoundStep[]> {
    requireFullReach(actor);
    return sql.query<FoundStep>(
      `SELECT ordinal, verb, menu, key, name, cause, about_customer_id AS "customerId", new_values AS values, old_values AS before,
         ends_session IS NOT NULL AS "endsSession", state, answer, evidence, told_at AS "toldAt"
       FROM networking.router_plan_step step WHERE plan_id = $1 AND ordinal > $2 AND ${OWN('step', 4)} ORDER BY ordinal LIMIT $3`,
      [planId, after, first, partnersOf(actor)],
    );
  }
}

export interface FoundRowDecision {
  readonly menu: string;
  readonly name: string;
  readonly verdict: 'adopt' | 'ignore' | 'remove';
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

/** What people said about rows that are not ours. */
@Injectable()
export class RouterRowDecisions extends Query<{ readonly routerId: string }, FoundRowDecision[]> {
  readonly rule: Rule = {
    name: 'networking.routerRowDecisions',
    sentence: 'See what was decided about rows made by hand',
    ...SEE,
  };

  answer({ routerId }: { readonly routerId: string }, { sql, actor }: Asking): Promise<FoundRowDecision[]> {
    requireFullReach(actor);
    return sql.query<FoundRowDecision>(
      `SELECT menu, name, verdict, reason, decided_by AS "decidedBy", decided_at AS "decidedAt" FROM networking.router_object_decision decision
        WHERE router_id = $1 AND ${OWN('decision', 2)} ORDER BY decided_at DESC LIMIT 1000`,
      [routerId, partnersOf(actor)],
    );
  }
}
