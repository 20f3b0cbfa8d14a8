import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsLocalDate, IsRecordId } from '@demarc/commands';
import { Operators, Partners } from '@demarc/crm';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { addMonths, conflict, contentHash, type Id, type LocalDate } from '@demarc/kernel';
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional } from 'class-validator';
import type { BillingRunId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { PreviewRunJob } from './preview-run.job.js';

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
  ) {
    super();
  }

  async handle(input: PreviewRunInput, act: Act): Promise<{ runId: BillingRunId }> {
    const { actor } = act;
    if (input.partnerId) await this.partners.required(act.sql, input.partnerId);
    else if ((actor.kind === 'staff' || actor.kind === 'api_key') && actor.partners !== 'all') {
      throw conflict('PARTNER_NEEDED', 'Your role reaches some partners only. Say which of them the run is for.');
    }
    const { currency, timeZone } = await this.operators.settings(act.sql);
    if (input.forDate > addMonths(act.todayIn(timeZone), 2))
      throw conflict('RUN_TOO_FAR', 'A run can be prepared at most two months ahead.');
    const runId = act.newId<'BillingRun'>();
    const author = actorLabel(actor);
    await act.sql.execute(
      `INSERT INTO billing.billing_run (id, partner_id, for_date, status, plan_hash, currency, all_days, only_customers, created_by_id, created_by, created_at)
       VALUES ($1, $2, $3, 'previewing', $10, $4, $5, $6, $7, $8, $9)`,
      [
        runId,
        input.partnerId ?? null,
        input.forDate,
        currency,
        input.allDays ?? false,
        input.customerIds ?? null,
        author.id,
        author.name,
        act.at,
        contentHash([input.forDate]),
      ],
    );
    act.enqueue(PreviewRunJob, { runId });
    act.audit(
      { kind: 'billing_run', id: runId, partnerId: input.partnerId ?? null },
      `Billing run for ${input.forDate} prepared`,
    );
    return { runId };
  }
}
