import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, currencyCode, type Id, notFound, Refusal } from '@demarc/kernel';
import { IsString, MaxLength, MinLength } from 'class-validator';
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
}

export async function lockRun(act: Act, runId: BillingRunId, planHash: string | undefined): Promise<RunRow> {
  const run = await act.sql.first<RunRow>(
    'SELECT id, partner_id, status, plan_hash, gross_minor, currency, created_by_id FROM billing.billing_run WHERE id = $1 FOR UPDATE',
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

  async handle(input: RunStepInput, act: Act): Promise<{ runId: BillingRunId }> {
    const run = await lockRun(act, input.runId, input.planHash);
    if (run.status === 'issuing' || run.status === 'issued') return { runId: run.id };
    if (run.status !== 'approved')
      throw conflict('RUN_NOT_APPROVED', `This run is ${run.status}; only an approved one is issued.`);
    await act.sql.execute(`UPDATE billing.billing_run SET status = 'issuing' WHERE id = $1`, [run.id]);
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

@InputType({ description: 'An invoice of a run to be held back.' })
export class HoldRunItemInput {
  @Field(() => RecordIdScalar, { description: 'The run.' })
  @IsRecordId()
  runId: BillingRunId;

  @Field(() => RecordIdScalar, { description: 'The customer whose invoice it is.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => String, { description: 'Why.' })
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  reason: string;
}

/** Leaves one invoice out of a run; a later run finds it again. The plan is another one by it, and is looked at again. */
@Injectable()
export class HoldRunItem extends Command<HoldRunItemInput, { runId: BillingRunId; planHash: string }> {
  readonly rule: CommandRule = {
    name: 'billing.holdRunItem',
    sentence: 'Hold back an invoice of a run',
    permission: BillingPermissions['run.preview'],
    risk: 'normal',
  };
  readonly input = HoldRunItemInput;

  async handle(input: HoldRunItemInput, act: Act): Promise<{ runId: BillingRunId; planHash: string }> {
    const run = await lockRun(act, input.runId, undefined);
    if (run.status !== 'previewed')
      throw conflict('RUN_NOT_PREVIEWED', `This run is ${run.status}; items are held back in a preview.`);
    const item = await act.sql.first<{ gross: string; net: string; tax: string; last: string }>(
      `UPDATE billing.billing_run_item SET status = 'held', reason = $3 WHERE run_id = $1 AND customer_id = $2 AND status = 'planned'
       RETURNING gross_minor AS gross, plan->>'netMinor' AS net, plan->>'taxMinor' AS tax, coalesce(last_gross_minor, 0) AS last`,
      [run.id, input.customerId, input.reason],
    );
    if (!item) throw notFound('planned invoice in this run');
    const after = await act.sql.first<{ plan_hash: string }>(
      `UPDATE billing.billing_run SET planned = planned - 1, held = held + 1, gross_minor = gross_minor - $2, net_minor = net_minor - $3, tax_minor = tax_minor - $4,
         last_gross_minor = last_gross_minor - $5, plan_hash = encode(sha256((plan_hash || $6)::bytea), 'hex') WHERE id = $1 RETURNING plan_hash`,
      [run.id, item.gross, item.net, item.tax, item.last, input.customerId],
    );
    act.audit(
      { kind: 'billing_run', id: run.id, customerId: input.customerId, partnerId: run.partner_id },
      `Invoice held back: ${input.reason}`,
    );
    return { runId: run.id, planHash: after?.plan_hash ?? '' };
  }
}
