import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, currencyCode, type Id, notFound, Refusal } from '@demarc/kernel';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { isExplained, readSummary, type StoredSummary } from '../../domain/index.js';
import type { BillingRunId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { IssueRunJob } from './issue-run.job.js';
import { Policies } from '../settings/policies.js';
import { settingMinor } from '../settings/settings.js';

@InputType({ description: 'A billing run as it was looked at.' })
export class RunStepInput {
  @Field(() => RecordIdScalar, { description: 'The run.' })
  @IsRecordId()
  runId: BillingRunId;

  @Field(() => String, {
    description: 'The hash of the plan that was looked at. When the plan is another by now, nothing is done.',
  })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  planHash: string;
}

export interface RunRow {
  readonly id: BillingRunId;
  readonly partner_id: Id<'Partner'> | null;
  readonly status: 'previewing' | 'previewed' | 'approved' | 'issuing' | 'issued' | 'cancelled';
  readonly plan_hash: string;
  readonly gross_minor: string;
  readonly currency: string;
  readonly created_by_id: string | null;
  readonly floating: boolean;
  readonly kind: 'recurring' | 'prepaid';
  readonly summary: StoredSummary;
}

export async function lockRun(act: Act, runId: BillingRunId, planHash: string | undefined): Promise<RunRow> {
  const run = await act.sql.first<RunRow>(
    'SELECT id, partner_id, status, plan_hash, gross_minor, currency, created_by_id, floating, kind, summary FROM billing.billing_run WHERE id = $1 FOR UPDATE',
    [runId],
  );
  if (!run) throw notFound('billing run');
  if (planHash !== undefined && run.plan_hash !== planHash) {
    throw new Refusal(
      'stale',
      'PLAN_CHANGED',
      'The plan of this run has changed since you looked at it. Look at it again.',
    );
  }
  return run;
}

/** Releases a preview. Over the limit of the settings this is somebody else than its author. */
@Injectable()
export class ApproveRun extends Command<RunStepInput, { runId: BillingRunId }> {
  readonly rule: CommandRule = {
    name: 'billing.approveRun',
    sentence: 'Approve a billing run',
    permission: BillingPermissions['run.approve'],
    risk: 'high',
  };
  readonly input = RunStepInput;

  constructor(private readonly policies: Policies) {
    super();
  }

  async handle(input: RunStepInput, act: Act): Promise<{ runId: BillingRunId }> {
    const run = await lockRun(act, input.runId, input.planHash);
    if (run.status !== 'previewed')
      throw conflict('RUN_NOT_PREVIEWED', `This run is ${run.status}; only a finished preview is approved.`);
    if (!isExplained(readSummary(run.summary)))
      throw conflict(
        'RUN_UNEXPLAINED',
        'A part of the difference to the last run has no cause. Look at the customers with that cause, or hold them back.',
      );
    const { settings } = await this.policies.terms(act.sql, run.partner_id ?? '');
    const limit = settings.secondPersonAbove;
    const actor = actorLabel(act.actor);
    if (
      limit !== null &&
      BigInt(run.gross_minor) > settingMinor(limit, currencyCode(run.currency)) &&
      actor.id !== null &&
      actor.id === run.created_by_id
    ) {
      throw new Refusal(
        'forbidden',
        'SECOND_PERSON_NEEDED',
        `A run over ${limit} ${run.currency} is approved by somebody else than its author.`,
      );
    }
    await act.sql.execute(
      `UPDATE billing.billing_run SET status = 'approved', approved_by = $2, approved_at = $3 WHERE id = $1`,
      [run.id, actor.name, act.at],
    );
    act.audit({ kind: 'billing_run', id: run.id, partnerId: run.partner_id }, 'Billing run approved', {
      planHash: run.plan_hash,
    });
    return { runId: run.id };
  }
}

/** Starts the issuing of an approved run. Saying it again while it runs changes nothing. */
@Injectable()
export class IssueRun extends Command<RunStepInput, { runId: BillingRunId }> {
  readonly rule: CommandRule = {
    name: 'billing.issueRun',
    sentence: 'Issue a billing run',
    permission: BillingPermissions['run.issue'],
    risk: 'high',
  };
  readonly input = RunStepInput;

  constructor(private readonly policies: Policies) {
    super();
  }

  async handle(input: RunStepInput, act: Act): Promise<{ runId: BillingRunId }> {
    const run = await lockRun(act, input.runId, input.planHash);
    if (run.status === 'issuing' || run.status === 'issued') return { runId: run.id };
    if (run.status !== 'approved')
      throw conflict('RUN_NOT_APPROVED', `This run is ${run.status}; only an approved one is issued.`);
    const { zone } = await this.policies.terms(act.sql, run.partner_id ?? '');
    await act.sql.execute(
      `UPDATE billing.billing_run SET status = 'issuing', dated_on = CASE WHEN floating THEN greatest(for_date, $2::date) ELSE dated_on END WHERE id = $1`,
      [run.id, act.todayIn(zone)],
    );
    for (let worker = 0; worker < 2; worker += 1) act.enqueue(IssueRunJob, { runId: run.id });
    act.audit({ kind: 'billing_run', id: run.id, partnerId: run.partner_id }, 'Issuing of the billing run started');
    return { runId: run.id };
  }
}

@InputType({ description: 'Names one billing run.' })
export class CancelRunInput {
  @Field(() => RecordIdScalar, { description: 'The run.' })
  @IsRecordId()
  runId: BillingRunId;
}

/** Puts away a run that is not being issued yet. */
@Injectable()
export class CancelRun extends Command<CancelRunInput, { runId: BillingRunId }> {
  readonly rule: CommandRule = {
    name: 'billing.cancelRun',
    sentence: 'Cancel a billing run',
    permission: BillingPermissions['run.preview'],
    risk: 'normal',
  };
  readonly input = CancelRunInput;

  async handle({ runId }: CancelRunInput, act: Act): Promise<{ runId: BillingRunId }> {
    const run = await lockRun(act, runId, undefined);
    if (run.status === 'issuing' || run.status === 'issued')
      throw conflict('RUN_ISSUED', 'Invoices of this run are issued already. Void them one by one.');
    await act.sql.execute(`UPDATE billing.billing_run SET status = 'cancelled', finished_at = $2 WHERE id = $1`, [
      runId,
      act.at,
    ]);
    act.audit({ kind: 'billing_run', id: runId, partnerId: run.partner_id }, 'Billing run cancelled');
    return { runId };
  }
}
