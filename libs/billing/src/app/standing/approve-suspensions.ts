import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, notFound, Refusal } from '@demarc/kernel';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { SuspensionBatchId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';
import { ApplySuspensionsJob } from './apply-suspensions.job.js';

@InputType({ description: 'How a list is carried out: some first, the rest after a look at how it went.' })
export class RollOutInput {
  @Field(() => Int, { description: 'So many first; 0: all at once.' })
  @IsInt()
  @Min(0)
  @Max(10_000)
  first: number;

  @Field(() => Int, { description: 'Minutes until the rest.' })
  @IsInt()
  @Min(1)
  @Max(1_440)
  waitMinutes: number;

  @Field(() => Int, { description: 'The rest is stopped when the network did not follow for more than this many.' })
  @IsInt()
  @Min(0)
  @Max(10_000)
  stopAbove: number;
}

@InputType({ description: 'A list of suspensions as it was looked at.' })
export class ApproveSuspensionsInput {
  @Field(() => RecordIdScalar, { description: 'The list.' })
  @IsRecordId()
  batchId: SuspensionBatchId;

  @Field(() => String, { description: 'The hash of the list that was looked at.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  planHash: string;

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Customers to leave out this time.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsRecordId({ each: true })
  except?: Id<'Customer'>[];

  @Field(() => RollOutInput, {
    nullable: true,
    description: 'How it is carried out; as the settings say when left out.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => RollOutInput)
  rollOut?: RollOutInput;
}

/** Releases the day's suspensions. Each customer is decided on once more at that moment: who has paid is not touched. */
@Injectable()
export class ApproveSuspensions extends Command<ApproveSuspensionsInput, { batchId: SuspensionBatchId }> {
  readonly rule: CommandRule = {
    name: 'billing.approveSuspensions',
    sentence: 'Approve the day’s suspensions',
    permission: BillingPermissions['suspension.approve'],
    risk: 'high',
  };
  readonly input = ApproveSuspensionsInput;

  constructor(private readonly policies: Policies) {
    super();
  }

  async handle(
    { batchId, planHash, except = [], rollOut }: ApproveSuspensionsInput,
    act: Act,
  ): Promise<{ batchId: SuspensionBatchId }> {
    const batch = await act.sql.first<{
      status: string;
      plan_hash: string;
      due: number;
      braked: boolean;
      partner_id: Id<'Partner'>;
      created_by_id: string | null;
    }>(
      'SELECT status, plan_hash, due, braked, partner_id, created_by_id FROM billing.suspension_batch WHERE id = $1 FOR UPDATE',
      [batchId],
    );
    if (!batch) throw notFound('list of suspensions');
    if (batch.plan_hash !== planHash)
      throw new Refusal('stale', 'PLAN_CHANGED', 'The list has changed since you looked at it. Look at it again.');
    if (batch.status !== 'previewed')
      throw conflict('BATCH_NOT_WAITING', `This list is ${batch.status}; only a waiting one is approved.`);
    if (batch.braked && act.actor.kind === 'system')
      throw conflict('BRAKE', 'These are so many that a person approves them.');
    const { settings } = await this.policies.terms(act.sql, batch.partner_id);
    secondPerson(act, batch, batch.due - except.length, settings.suspendSecondPersonAbove);
    const author = actorLabel(act.actor);
    const first = rollOut?.first ?? settings.suspendFirst;
    await act.sql.execute(
      `UPDATE billing.suspension_item SET outcome = 'excluded', excluded_reason = 'left out by a person' WHERE batch_id = $1 AND customer_id = ANY ($2::uuid[]) AND outcome IS NULL`,
      [batchId, except],
    );
    await act.sql.execute(
      `UPDATE billing.suspension_batch SET status = 'approved', approved_by_id = $2, approved_by = $3, approved_at = $4,
         first_count = $5, wait_minutes = $6, stop_above = $7 WHERE id = $1`,
      [
        batchId,
        author.id,
        author.name,
        act.at,
        first === 0 ? null : first,
        rollOut?.waitMinutes ?? settings.suspendWaitMinutes,
        rollOut?.stopAbove ?? settings.suspendStopAbove,
      ],
    );
    act.enqueue(ApplySuspensionsJob, { batchId });
    act.audit(
      { kind: 'suspension_batch', id: batchId, partnerId: batch.partner_id },
      `Suspension of ${batch.due - except.length} customers approved`,
      { planHash },
    );
    return { batchId };
  }
}

/** Above the limit of the settings somebody other than the author approves. */
function secondPerson(
  act: Act,
  batch: { readonly created_by_id: string | null },
  count: number,
  most: number | null,
): void {
  if (most === null || count <= most || act.actor.kind === 'system') return;
  if (actorLabel(act.actor).id !== batch.created_by_id) return;
  throw new Refusal(
    'forbidden',
    'SECOND_PERSON',
    `More than ${most} at once are approved by somebody other than the author of the list.`,
  );
}
