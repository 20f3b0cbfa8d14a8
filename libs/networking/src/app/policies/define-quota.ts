import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { invalid } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { NetworkingPermissions } from '../../permissions.js';
import { keepRules } from './keep-rules.js';
import { quotaOf } from './policy-document.js';
import { QuotaInput } from './quota.input.js';

@InputType({ description: 'The quota of a plan.' })
export class DefineQuotaInput {
  @Field(() => RecordIdScalar, { description: 'The plan; its speed is set already.' })
  @IsRecordId()
  planId: string;

  @Field(() => QuotaInput, { nullable: true, description: 'Its quota; null: it has none.' })
  @IsOptional()
  @Type(() => QuotaInput)
  @ValidateNested()
  quota?: QuotaInput | null;
}

/** Sets how much may be used with a plan. What was used already in the period counts. */
@Injectable()
export class DefineQuota extends Command<DefineQuotaInput, { planId: string; version: number }> {
  readonly rule: CommandRule = {
    name: 'networking.defineQuota',
    sentence: 'Set the quota of a plan',
    permission: NetworkingPermissions['policy.manage'],
    risk: 'normal',
  };
  readonly input = DefineQuotaInput;

  async handle({ planId, quota }: DefineQuotaInput, act: Act): Promise<{ planId: string; version: number }> {
    if (quota) {
      quotaOf(quota);
      await refuseUnsellable(quota, act);
    }
    return keepRules(act, planId, 'quota', quota ?? null, 'Quota set');
  }
}

/** What is offered has to be something that billing can sell once. */
async function refuseUnsellable({ offers }: QuotaInput, act: Act): Promise<void> {
  const ids = [...new Set(offers.map(({ planId }) => planId))];
  const known = await act.sql.query(
    `SELECT id FROM billing.plan WHERE id = ANY ($1::uuid[]) AND kind = 'one_time' AND active`,
    [ids],
  );
  if (known.length !== ids.length || ids.length !== offers.length)
    throw invalid('OFFER_NOT_FOR_SALE', 'Each offer is a one-time plan of its own that is for sale.', [
      { field: 'offers', message: 'is no one-time plan, or stands there twice' },
    ]);
}
