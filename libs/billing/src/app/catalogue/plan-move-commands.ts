import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, invalid, notFound, Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PlanMoveId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { ApplyPlanMoveInput, PreparePlanMoveInput } from './plan-move.input.js';
import { MovePlansJob, PreparePlanMoveJob } from './plan-move.jobs.js';

const MOVE: Pick<CommandRule, 'permission'> = { permission: BillingPermissions['plan.manage'] };

/** Writes down who has the plans; a job works out for each what the change of plan would do. Nothing is changed yet. */
@Injectable()
export class PreparePlanMove extends Command<PreparePlanMoveInput, { moveId: PlanMoveId }> {
  readonly rule: CommandRule = {
    name: 'billing.preparePlanMove',
    sentence: 'Prepare a change of plan for many customers',
    ...MOVE,
    risk: 'normal',
  };
  readonly input = PreparePlanMoveInput;

  async handle({ rows, reason = '' }: PreparePlanMoveInput, act: Act): Promise<{ moveId: PlanMoveId }> {
    const known = await act.sql.query('SELECT 1 FROM billing.plan WHERE id = ANY ($1::uuid[])', [
      rows.flatMap((row) => [row.planId, row.newPlanId]),
    ]);
    if (known.length !== new Set(rows.flatMap((row) => [row.planId, row.newPlanId])).size) throw notFound('plan');
    if (rows.some((row) => row.planId === row.newPlanId))
      throw invalid('PLAN_IS_THE_SAME', 'A plan is replaced by another one.');
    const moveId = act.newId<'PlanMove'>();
    await act.sql.execute(
      `INSERT INTO billing.plan_move (id, rows, reason, status, created_by, created_at) VALUES ($1, $2, $3, 'preparing', $4, $5)`,
      [moveId, JSON.stringify(rows), reason, actorLabel(act.actor).name, act.at],
    );
    const found = await act.sql.query(
      `INSERT INTO billing.plan_move_item (move_id, service_id, customer_id, partner_id, plan_id, new_plan_id, change_on, unit_price)
       SELECT $1, service.id, service.customer_id, service.partner_id, service.plan_id, row."newPlanId", row."changeOn", row."unitPrice"
         FROM jsonb_to_recordset($2::jsonb) AS row ("planId" uuid, "newPlanId" uuid, "changeOn" date, "unitPrice" numeric)
         JOIN billing.service service ON service.plan_id = row."planId"
        WHERE service.status IN ('pending', 'active', 'paused') AND service.bundle_service_id IS NULL
          AND (service.ends_on IS NULL OR service.ends_on >= row."changeOn")
       RETURNING service_id`,
      [moveId, JSON.stringify(rows)],
    );
    if (found.length === 0) throw conflict('NOBODY_HAS_THE_PLAN', 'No service has any of these plans on that day.');
    act.enqueue(PreparePlanMoveJob, { moveId });
    act.audit({ kind: 'plan_move', id: moveId }, `Change of plan prepared for ${found.length} services`, {
      after: { rows, reason },
    });
    return { moveId };
  }
}

/** Confirms what was previewed; each service is an ordinary change of plan that can be undone. */
@Injectable()
export class ApplyPlanMove extends Command<ApplyPlanMoveInput, { moveId: PlanMoveId }> {
  readonly rule: CommandRule = {
    name: 'billing.applyPlanMove',
    sentence: 'Change the plan of many customers',
    ...MOVE,
    risk: 'high',
  };
  readonly input = ApplyPlanMoveInput;

  async handle({ moveId, hash }: ApplyPlanMoveInput, act: Act): Promise<{ moveId: PlanMoveId }> {
    const move = await act.sql.first<{ status: string }>(
      'SELECT status FROM billing.plan_move WHERE id = $1 FOR UPDATE',
      [moveId],
    );
    if (!move) throw notFound('change of plans');
    if (move.status === 'preparing') throw conflict('MOVE_NOT_READY', 'The preview is still being worked out.');
    if (move.status !== 'ready') throw conflict('MOVE_CONFIRMED_ALREADY', 'This change has been confirmed already.');
    if ((await moveHash(act.sql, moveId)) !== hash)
      throw new Refusal('stale', 'MOVE_CHANGED', 'The figures have changed since the preview. Look at them again.');
    await act.sql.execute(`UPDATE billing.plan_move SET status = 'applying' WHERE id = $1`, [moveId]);
    act.enqueue(MovePlansJob, { moveId });
    act.audit({ kind: 'plan_move', id: moveId }, 'Change of plan for many customers confirmed', { after: { hash } });
    return { moveId };
  }
}

/** Names all figures of a preview; null while it is being worked out. */
export async function moveHash(sql: Sql, moveId: PlanMoveId): Promise<string | null> {
  const row = await sql.first<{ hash: string | null }>(
    `SELECT encode(sha256(string_agg(concat_ws('|', service_id, state, hash, result_code), ';' ORDER BY service_id)::bytea), 'hex') AS hash
       FROM billing.plan_move_item WHERE move_id = $1 HAVING NOT bool_or(state = 'waiting')`,
    [moveId],
  );
  return row?.hash ?? null;
}
