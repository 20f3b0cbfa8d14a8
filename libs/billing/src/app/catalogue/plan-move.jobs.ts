import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts, type Call } from '@demarc/commands';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import { type LocalDate, Refusal } from '@demarc/kernel';
import type { PlanId, PlanMoveId, ServiceId } from '../../ids.js';
import { Accounts } from '../accounts/accounts.js';
import { PlanChanges } from '../plan-changes/change-plan.js';
import { decidePlanChange } from '../plan-changes/decide-plan-change.js';
import { lockService } from '../services/lock-service.js';
import { Policies } from '../settings/policies.js';
import { type MoveLine, moveLines } from './move-lines.js';

const PAGE = 50;
const OPTIONS = { ...DEFAULT_JOB, expireSeconds: 900, retryLimit: 20, concurrency: 1 };
const PREVIEWED = '00000000-0000-7000-8000-000000000000';

interface MoveItem {
  readonly serviceId: ServiceId;
  readonly customerId: string;
  readonly newPlanId: PlanId;
  readonly changeOn: LocalDate;
  readonly unitPrice: string | null;
  readonly hash: string | null;
}

interface Outcome {
  readonly state: 'ready' | 'refused';
  readonly oldPrice?: string | null;
  readonly newPrice?: string;
  readonly lines?: readonly MoveLine[];
  readonly netMinor?: bigint;
  readonly hash?: string;
  readonly code?: string;
  readonly text?: string;
}

const ITEMS = `SELECT service_id AS "serviceId", customer_id AS "customerId", new_plan_id AS "newPlanId", change_on AS "changeOn",
  unit_price AS "unitPrice", hash FROM billing.plan_move_item WHERE move_id = $1 AND state = $2 ORDER BY service_id LIMIT $3`;

/** Works out the change of each service by the decision of a single change, and keeps its lines and its hash. */
@Injectable()
export class PreparePlanMoveJob extends Job<{ moveId: PlanMoveId }> {
  readonly name = 'billing.prepare-plan-move';
  override readonly options = OPTIONS;

  constructor(
    private readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async run({ moveId }: { moveId: PlanMoveId }, context: JobContext): Promise<void> {
    const call = callOf(moveId);
    while (
      !context.signal.aborted &&
      (await this.acts.perform(call, 'billing.preparePlanMove', (act) => this.page(act, moveId)))
    );
  }

  private async page(act: Act, moveId: PlanMoveId): Promise<boolean> {
    const items = await act.sql.query<MoveItem>(ITEMS, [moveId, 'waiting', PAGE]);
    for (const item of items) await keep(act, moveId, item.serviceId, await this.outcome(act, item));
    if (items.length === PAGE) return true;
    await act.sql.execute(`UPDATE billing.plan_move SET status = 'ready' WHERE id = $1 AND status = 'preparing'`, [
      moveId,
    ]);
    return false;
  }

  private async outcome(act: Act, item: MoveItem): Promise<Outcome> {
    const account = await this.accounts.find(act.sql, item.customerId);
    if (!account) return { state: 'refused', code: 'NOT_FOUND', text: 'This customer has no account.' };
    const terms = await this.policies.terms(act.sql, account.partnerId);
    try {
      const decided = await decidePlanChange(act.sql, account, terms, act.todayIn(terms.zone), wishOf(item), PREVIEWED);
      const { plan, service, unitPrice, hash } = decided;
      return {
        state: 'ready',
        oldPrice: service.unitPrice,
        newPrice: unitPrice,
        lines: moveLines(decided),
        netMinor: plan.netMinor,
        hash,
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { state: 'refused', code: error.code, text: error.message };
    }
  }
}

/** Changes what was confirmed, each service in a transaction of its own: what is done stays done when the job goes on later. */
@Injectable()
export class MovePlansJob extends Job<{ moveId: PlanMoveId }> {
  readonly name = 'billing.move-plans';
  override readonly options = OPTIONS;

  constructor(
    private readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly changes: PlanChanges,
  ) {
    super();
  }

  async run({ moveId }: { moveId: PlanMoveId }, context: JobContext): Promise<void> {
    const call = callOf(moveId);
    for (;;) {
      if (context.signal.aborted) return;
      const due = await this.acts.perform(call, 'billing.movePlans', (act) =>
        act.sql.query<MoveItem>(ITEMS, [moveId, 'ready', PAGE]),
      );
      if (due.length === 0) break;
      for (const item of due) if (!context.signal.aborted) await this.one(call, moveId, item);
    }
    await this.acts.perform(call, 'billing.movePlans', async (act) => {
      await act.sql.execute(
        `UPDATE billing.plan_move SET status = 'applied', finished_at = $2 WHERE id = $1 AND status = 'applying'`,
        [moveId, act.at],
      );
    });
  }

  private async one(call: Call, moveId: PlanMoveId, item: MoveItem): Promise<void> {
    try {
      await this.acts.perform(call, 'billing.changePlan', (act) => this.change(act, moveId, item));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.acts.perform(call, 'billing.movePlans', async (act) => {
        await act.sql.execute(
          `UPDATE billing.plan_move_item SET state = 'failed', result_code = $3, result_text = $4 WHERE move_id = $1 AND service_id = $2 AND state = 'ready'`,
          [moveId, item.serviceId, error.code, error.message],
        );
      });
    }
  }

  /** The account is locked first; a second worker finds the item done and leaves it. */
  private async change(act: Act, moveId: PlanMoveId, item: MoveItem): Promise<void> {
    const { account, service } = await lockService(act, this.accounts, item.serviceId);
    const move = await act.sql.first<{ reason: string }>(
      `SELECT move.reason FROM billing.plan_move_item item JOIN billing.plan_move move ON move.id = item.move_id
        WHERE item.move_id = $1 AND item.service_id = $2 AND item.state = 'ready'`,
      [moveId, item.serviceId],
    );
    if (!move) return;
    const { planChangeId } = await this.changes.make(act, account, service, {
      ...wishOf(item),
      ...(move.reason === '' ? {} : { reason: move.reason }),
      ...(item.hash === null ? {} : { planHash: item.hash }),
    });
    await act.sql.execute(
      `UPDATE billing.plan_move_item SET state = 'changed', plan_change_id = $3 WHERE move_id = $1 AND service_id = $2`,
      [moveId, item.serviceId, planChangeId],
    );
  }
}

function callOf(moveId: PlanMoveId): Call {
  return { actor: systemActor('change of plans'), requestId: `move-${moveId}` };
}

function wishOf({ serviceId, newPlanId, changeOn, unitPrice }: MoveItem) {
  return { serviceId, planId: newPlanId, changeOn, ...(unitPrice === null ? {} : { unitPrice }) };
}

async function keep(act: Act, moveId: PlanMoveId, serviceId: ServiceId, outcome: Outcome): Promise<void> {
  await act.sql.execute(
    `UPDATE billing.plan_move_item SET state = $3, old_price = $4, new_price = $5, lines = $6, net_minor = $7, hash = $8, result_code = $9, result_text = $10
      WHERE move_id = $1 AND service_id = $2`,
    [
      moveId,
      serviceId,
      outcome.state,
      outcome.oldPrice ?? null,
      outcome.newPrice ?? null,
      JSON.stringify(outcome.lines ?? []),
      outcome.netMinor?.toString() ?? null,
      outcome.hash ?? null,
      outcome.code ?? null,
      outcome.text ?? null,
    ],
  );
}
