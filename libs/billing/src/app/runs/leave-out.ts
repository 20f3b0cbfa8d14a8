import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, notFound } from '@demarc/kernel';
import { IsIn, IsOptional } from 'class-validator';
import { countItem, readSummary, type RunCause, storedSummary, type SummarisedItem } from '../../domain/index.js';
import type { BillingRunId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { ReasonField } from '../reason-field.js';
import { RunAbsenceEnum } from '../settings/cycle-enums.js';
import type { PlannedDocument } from './find-runs.query.js';
import { PreviewRunJob } from './preview-run.job.js';
import { heldCauses } from './run-item.js';
import { causesText } from './run-records.js';
import { lockRun, type RunRow } from './run-steps.js';

@InputType({ description: 'An invoice of a run to be held back.' })
export class HoldRunItemInput {
  @Field(() => RecordIdScalar, { description: 'The run.' })
  @IsRecordId()
  runId: BillingRunId;

  @Field(() => RecordIdScalar, { description: 'The customer whose invoice it is.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @ReasonField('Why.')
  reason: string;

  @Field(() => RunAbsenceEnum, { nullable: true, description: 'Held for a run of its own, or just left out.' })
  @IsOptional()
  @IsIn(Object.values(RunAbsenceEnum))
  kind?: 'hold' | 'exclude';
}

interface ItemRow {
  partner_id: string;
  gross: string;
  last: string | null;
  plan: PlannedDocument & { readonly netMinor: string; readonly taxMinor: string };
  causes: Readonly<Record<string, string>>;
  flags: readonly string[];
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
    const kind = input.kind ?? 'hold';
    const item = await act.sql.first<ItemRow>(
      `SELECT partner_id, gross_minor AS gross, last_gross_minor AS last, plan, causes, flags FROM billing.billing_run_item
        WHERE run_id = $1 AND customer_id = $2 AND status = 'planned' FOR UPDATE`,
      [run.id, input.customerId],
    );
    if (!item) throw notFound('planned invoice in this run');
    const { name } = actorLabel(act.actor);
    await act.sql.execute(
      `INSERT INTO billing.billing_run_exclusion (run_id, customer_id, partner_id, kind, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [run.id, input.customerId, item.partner_id, kind, input.reason, name, act.at],
    );
    const causes = heldCauses(item.last === null ? undefined : BigInt(item.last));
    await act.sql.execute(
      `UPDATE billing.billing_run_item SET status = $3, reason = $4, causes = $5, cause = $6 WHERE run_id = $1 AND customer_id = $2`,
      [
        run.id,
        input.customerId,
        kind === 'hold' ? 'held' : 'excluded',
        input.reason,
        causesText(causes),
        causes.size > 0 ? 'held' : 'same',
      ],
    );
    const planHash = await takeOut(act, run, input.customerId, item, causes);
    const said = kind === 'hold' ? 'held back' : 'left out';
    act.audit(
      { kind: 'billing_run', id: run.id, customerId: input.customerId, partnerId: run.partner_id },
      `Invoice ${said}: ${input.reason}`,
    );
    return { runId: run.id, planHash };
  }
}

/** Takes the planned invoice out of the run’s figures and counts what is left of it there. */
async function takeOut(
  act: Act,
  run: RunRow,
  customerId: string,
  item: ItemRow,
  causes: ReadonlyMap<RunCause, bigint>,
): Promise<string> {
  const figures = readSummary(run.summary);
  const about = { partnerId: item.partner_id, currency: run.currency, flags: item.flags };
  const had = new Map(Object.entries(item.causes).map(([cause, minor]) => [cause as RunCause, BigInt(minor)]));
  countItem(figures, { ...about, invoice: invoiceOf(item), causes: had }, -1);
  countItem(figures, { ...about, invoice: null, causes }, 1);
  const after = await act.sql.first<{ plan_hash: string }>(
    `UPDATE billing.billing_run SET planned = planned - 1, held = held + 1, gross_minor = gross_minor - $2, net_minor = net_minor - $3, tax_minor = tax_minor - $4,
       summary = $5, plan_hash = encode(sha256((plan_hash || $6)::bytea), 'hex') WHERE id = $1 RETURNING plan_hash`,
    [run.id, item.gross, item.plan.netMinor, item.plan.taxMinor, JSON.stringify(storedSummary(figures)), customerId],
  );
  return after?.plan_hash ?? '';
}

function invoiceOf({ plan, gross }: ItemRow): SummarisedItem['invoice'] {
  const taxes = new Map<string, { name: string; percent: string; netMinor: bigint; taxMinor: bigint }>();
  for (const line of plan.lines) {
    const [name, percent] = [line.taxName ?? '', line.taxPercent];
    const row = taxes.get(`${name}|${percent}`) ?? { name, percent, netMinor: 0n, taxMinor: 0n };
    row.netMinor += BigInt(line.netMinor);
    row.taxMinor += BigInt(line.taxMinor);
    taxes.set(`${name}|${percent}`, row);
  }
  return {
    netMinor: BigInt(plan.netMinor),
    taxMinor: BigInt(plan.taxMinor),
    grossMinor: BigInt(gross),
    taxes: [...taxes.values()],
  };
}

@InputType({ description: 'An invoice of a run that was left out.' })
export class TakeBackRunItemInput {
  @Field(() => RecordIdScalar, { description: 'The run.' })
  @IsRecordId()
  runId: BillingRunId;

  @Field(() => RecordIdScalar, { description: 'The customer whose invoice it is.' })
  @IsRecordId()
  customerId: Id<'Customer'>;
}

/** Takes an invoice into the run again; the preview is worked out anew. */
@Injectable()
export class TakeBackRunItem extends Command<TakeBackRunItemInput, { runId: BillingRunId }> {
  readonly rule: CommandRule = {
    name: 'billing.takeBackRunItem',
    sentence: 'Take an invoice into a run again',
    permission: BillingPermissions['run.preview'],
    risk: 'normal',
  };
  readonly input = TakeBackRunItemInput;

  async handle({ runId, customerId }: TakeBackRunItemInput, act: Act): Promise<{ runId: BillingRunId }> {
    const run = await lockRun(act, runId, undefined);
    if (run.status !== 'previewed')
      throw conflict('RUN_NOT_PREVIEWED', `This run is ${run.status}; items are taken back into a preview.`);
    const taken = await act.sql.execute(
      'DELETE FROM billing.billing_run_exclusion WHERE run_id = $1 AND customer_id = $2',
      [runId, customerId],
    );
    if (taken === 0) throw notFound('held invoice in this run');
    await workOutAnew(act, run.id);
    act.audit(
      { kind: 'billing_run', id: run.id, customerId, partnerId: run.partner_id },
      'Invoice taken into the run again',
    );
    return { runId };
  }
}

@InputType({ description: 'Names one billing run.' })
export class RefreshRunInput {
  @Field(() => RecordIdScalar, { description: 'The run.' })
  @IsRecordId()
  runId: BillingRunId;
}

/** Works a preview out anew, from the facts as they are now. What people left out stays out. */
@Injectable()
export class RefreshRun extends Command<RefreshRunInput, { runId: BillingRunId }> {
  readonly rule: CommandRule = {
    name: 'billing.refreshRun',
    sentence: 'Work the preview of a billing run out anew',
    permission: BillingPermissions['run.preview'],
    risk: 'normal',
  };
  readonly input = RefreshRunInput;

  async handle({ runId }: RefreshRunInput, act: Act): Promise<{ runId: BillingRunId }> {
    const run = await lockRun(act, runId, undefined);
    if (run.status !== 'previewed' && run.status !== 'approved')
      throw conflict('RUN_NOT_PREVIEWED', `This run is ${run.status}; only a preview is worked out anew.`);
    await workOutAnew(act, run.id);
    act.audit({ kind: 'billing_run', id: run.id, partnerId: run.partner_id }, 'Preview worked out anew');
    return { runId };
  }
}

export async function workOutAnew(act: Act, runId: BillingRunId): Promise<void> {
  await act.sql.execute('DELETE FROM billing.billing_run_item WHERE run_id = $1', [runId]);
  await act.sql.execute('DELETE FROM billing.billing_run_chunk WHERE run_id = $1', [runId]);
  await act.sql.execute(
    `UPDATE billing.billing_run SET status = 'previewing', phase = 'accounts', preview_after = NULL, accounts = 0, planned = 0, held = 0, failed = 0,
       net_minor = 0, tax_minor = 0, gross_minor = 0, last_gross_minor = 0, summary = '{}', approved_by = NULL, approved_at = NULL, refreshed_at = $2
     WHERE id = $1`,
    [runId, act.at],
  );
  act.enqueue(PreviewRunJob, { runId });
}
