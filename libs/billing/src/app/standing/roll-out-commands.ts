import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, notFound } from '@demarc/kernel';
import type { SuspensionBatchId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { ReasonField } from '../reason-field.js';
import { ApplySuspensionsJob } from './apply-suspensions.job.js';
import { haltBatch } from './suspension-progress.js';

interface Batch {
  readonly status: string;
  readonly partner_id: Id<'Partner'>;
  readonly resume_at: Date | null;
}

async function lockBatch(act: Act, batchId: string): Promise<Batch> {
  const batch = await act.sql.first<Batch>(
    'SELECT status, partner_id, resume_at FROM billing.suspension_batch WHERE id = $1 FOR UPDATE',
    [batchId],
  );
  if (!batch) throw notFound('list of suspensions');
  return batch;
}

@InputType({ description: 'A list of suspensions that goes on.' })
export class GoOnWithSuspensionsInput {
  @Field(() => RecordIdScalar, { description: 'The list.' })
  @IsRecordId()
  batchId: SuspensionBatchId;
}

/** The rest of a list, now: after the first ones were looked at, or after it had been stopped. */
@Injectable()
export class GoOnWithSuspensions extends Command<GoOnWithSuspensionsInput, { batchId: SuspensionBatchId }> {
  readonly rule: CommandRule = {
    name: 'billing.goOnWithSuspensions',
    sentence: 'Go on with the rest of a list of suspensions',
    permission: BillingPermissions['suspension.approve'],
    risk: 'high',
  };
  readonly input = GoOnWithSuspensionsInput;

  async handle({ batchId }: GoOnWithSuspensionsInput, act: Act): Promise<{ batchId: SuspensionBatchId }> {
    const batch = await lockBatch(act, batchId);
    const isWaiting = batch.status === 'approved' && batch.resume_at !== null;
    if (batch.status !== 'halted' && !isWaiting)
      throw conflict('BATCH_NOT_STOPPED', `This list is ${batch.status}; only one that waits on its way goes on.`);
    // Who goes on has seen what failed: it is not counted a second time.
    await act.sql.execute(
      `UPDATE billing.suspension_batch SET status = 'approved', first_count = NULL, resume_at = $2,
         stop_above = stop_above + (SELECT count(*) FROM billing.suspension_item WHERE batch_id = $1 AND network_failed_at IS NOT NULL) WHERE id = $1`,
      [batchId, act.at],
    );
    act.enqueue(ApplySuspensionsJob, { batchId });
    act.audit({ kind: 'suspension_batch', id: batchId, partnerId: batch.partner_id }, 'The rest of the list goes on');
    return { batchId };
  }
}

@InputType({ description: 'A list of suspensions that is stopped on its way.' })
export class StopSuspensionsInput {
  @Field(() => RecordIdScalar, { description: 'The list.' })
  @IsRecordId()
  batchId: SuspensionBatchId;

  @ReasonField('Why, for the record of the list.', 500)
  reason: string;
}

/** Nobody further is suspended by the list until somebody says so; who is suspended stays so. */
@Injectable()
export class StopSuspensions extends Command<StopSuspensionsInput, { batchId: SuspensionBatchId }> {
  readonly rule: CommandRule = {
    name: 'billing.stopSuspensions',
    sentence: 'Stop a list of suspensions on its way',
    permission: BillingPermissions['suspension.approve'],
    risk: 'normal',
  };
  readonly input = StopSuspensionsInput;

  async handle({ batchId, reason }: StopSuspensionsInput, act: Act): Promise<{ batchId: SuspensionBatchId }> {
    const batch = await lockBatch(act, batchId);
    if (batch.status !== 'approved')
      throw conflict('BATCH_NOT_RUNNING', `This list is ${batch.status}; only one on its way is stopped.`);
    await haltBatch(act, { id: batchId, partnerId: batch.partner_id }, reason);
    return { batchId };
  }
}

/** The end of a list that was stopped: who was not suspended yet is left out, and a new list may have them again. */
@Injectable()
export class EndSuspensions extends Command<StopSuspensionsInput, { batchId: SuspensionBatchId }> {
  readonly rule: CommandRule = {
    name: 'billing.endSuspensions',
    sentence: 'Leave out the rest of a list of suspensions that was stopped',
    permission: BillingPermissions['suspension.approve'],
    risk: 'normal',
  };
  readonly input = StopSuspensionsInput;

  async handle({ batchId, reason }: StopSuspensionsInput, act: Act): Promise<{ batchId: SuspensionBatchId }> {
    const batch = await lockBatch(act, batchId);
    if (batch.status !== 'halted')
      throw conflict('BATCH_NOT_STOPPED', `This list is ${batch.status}; only one that was stopped is ended here.`);
    const left = await act.sql.execute(
      `UPDATE billing.suspension_item SET outcome = 'excluded', excluded_reason = 'list_ended' WHERE batch_id = $1 AND outcome IS NULL`,
      [batchId],
    );
    await act.sql.execute(`UPDATE billing.suspension_batch SET status = 'applied', applied_at = $2 WHERE id = $1`, [
      batchId,
      act.at,
    ]);
    act.audit(
      { kind: 'suspension_batch', id: batchId, partnerId: batch.partner_id },
      `The list ends here, ${left} left out: ${reason} (by ${actorLabel(act.actor).name})`,
    );
    return { batchId };
  }
}
