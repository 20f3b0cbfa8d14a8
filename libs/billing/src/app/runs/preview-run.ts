import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsLocalDate, IsRecordId } from '@demarc/commands';
import { Operators, Partners } from '@demarc/crm';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { addMonths, conflict, type Id, type LocalDate } from '@demarc/kernel';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional } from 'class-validator';
import type { BillingRunId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { partnerOrEverybody } from '../accounts/reach.js';
import { RunKindEnum } from '../settings/cycle-enums.js';
import { Policies } from '../settings/policies.js';
import { prepareRun } from './new-run.js';

@InputType({ description: 'A billing run to prepare: nothing is issued by it.' })
export class PreviewRunInput {
  @Field(() => LocalDateScalar, { description: 'The document date. Accounts whose billing day it is take part.' })
  @IsLocalDate()
  forDate: LocalDate;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only the customers of this partner.' })
  @IsOptional()
  @IsRecordId()
  partnerId?: Id<'Partner'>;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Accounts of every billing day take part, with what was missed.',
  })
  @IsOptional()
  @IsBoolean()
  allDays?: boolean;

  @Field(() => [RecordIdScalar], {
    nullable: true,
    description: 'Only these customers, whatever their billing day: for what an earlier run held back.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsRecordId({ each: true })
  customerIds?: Id<'Customer'>[];

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'Only what this run held back, or could not issue: a run of its own for the rest.',
  })
  @IsOptional()
  @IsRecordId()
  leftOverOf?: BillingRunId;

  @Field(() => RunKindEnum, { nullable: true, description: 'Whom it charges; recurring accounts when left out.' })
  @IsOptional()
  @IsIn(Object.values(RunKindEnum))
  kind?: 'recurring' | 'prepaid';
}

/** Starts the preview of a billing run; a job works it out, page by page. */
@Injectable()
export class PreviewRun extends Command<PreviewRunInput, { runId: BillingRunId }> {
  readonly rule: CommandRule = {
    name: 'billing.previewRun',
    sentence: 'Prepare a billing run',
    permission: BillingPermissions['run.preview'],
    risk: 'normal',
  };
  readonly input = PreviewRunInput;

  constructor(
    private readonly operators: Operators,
    private readonly partners: Partners,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle(input: PreviewRunInput, act: Act): Promise<{ runId: BillingRunId }> {
    await partnerOrEverybody(act, this.partners, input.partnerId, 'Say which of them the run is for.');
    const { timeZone } = await this.operators.settings(act.sql);
    if (input.forDate > addMonths(act.todayIn(timeZone), 2))
      throw conflict('RUN_TOO_FAR', 'A run can be prepared at most two months ahead.');
    const runId = await prepareRun(
      act,
      {
        kind: input.kind ?? 'recurring',
        forDate: input.forDate,
        partnerId: input.partnerId ?? null,
        allDays: input.allDays ?? false,
        customerIds: input.leftOverOf ? await leftOver(act, input.leftOverOf) : (input.customerIds ?? null),
      },
      await this.policies.terms(act.sql, input.partnerId ?? ''),
    );
    if (!runId) throw conflict('RUN_EXISTS', 'This run has been prepared already.');
    return { runId };
  }
}

const MOST_LEFT_OVER = 10_000;

async function leftOver(act: Act, runId: BillingRunId): Promise<string[]> {
  const rows = await act.sql.query<{ customer_id: string }>(
    `SELECT customer_id FROM billing.billing_run_item WHERE run_id = $1 AND status IN ('held', 'failed', 'changed') ORDER BY customer_id LIMIT ${MOST_LEFT_OVER}`,
    [runId],
  );
  if (rows.length === 0)
    throw conflict('NOTHING_LEFT_OVER', 'This run held nothing back. There is nothing to run again.');
  return rows.map((row) => row.customer_id);
}
