import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, invalid, type Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { NetworkingPermissions } from '../../permissions.js';
import { applyPolicy } from './apply-policy.js';
import { hoursOf } from './policy-document.js';
import { HoursRateInput, MOST_KBPS } from './policy-parts.input.js';

const PROFILE = /^[\w.-]{1,64}$/;

@InputType({
  description:
    'More speed for short downloads: up to `…Kbps` while the average of the last `seconds` is below the threshold.',
})
export class BurstInput {
  @Field(() => Int, { description: 'Download while bursting, kbit/s.' })
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  downloadKbps: number;

  @Field(() => Int, { description: 'Upload while bursting, kbit/s.' })
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  uploadKbps: number;

  @Field(() => Int, { description: 'Average download above which bursting stops, kbit/s.' })
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  thresholdDownloadKbps: number;

  @Field(() => Int, { description: 'Average upload above which bursting stops, kbit/s.' })
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  thresholdUploadKbps: number;

  @Field(() => Int, { description: 'Over how many seconds the average is taken.' })
  @IsInt()
  @Min(1)
  @Max(600)
  seconds: number;
}

@InputType({ description: 'More speed for short downloads, in proportion to the speed that holds.' })
export class RelativeBurstInput {
  @Field(() => Int, { description: 'So many percent above the speed.' })
  @IsInt()
  @Min(0)
  @Max(900)
  limitPercent: number;

  @Field(() => Int, { description: 'Bursting stops when the average is above so many percent of the speed.' })
  @IsInt()
  @Min(1)
  @Max(100)
  thresholdPercent: number;

  @Field(() => Int, { description: 'Over how many seconds the average is taken.' })
  @IsInt()
  @Min(1)
  @Max(600)
  seconds: number;
}

@InputType({ description: 'Speed that is kept free for a customer.' })
export class GuaranteedRatesInput {
  @Field(() => Int, { description: 'Download, kbit/s.' })
  @IsInt()
  @Min(0)
  @Max(MOST_KBPS)
  downloadKbps: number;

  @Field(() => Int, { description: 'Upload, kbit/s.' })
  @IsInt()
  @Min(0)
  @Max(MOST_KBPS)
  uploadKbps: number;
}

@InputType({ description: 'What a plan means on the wire. Download and upload as the customer sees them.' })
export class DefineAccessPolicyInput {
  @Field(() => RecordIdScalar, { description: 'The plan; it has one policy.' })
  @IsRecordId()
  planId: string;

  @Field(() => Int, { description: 'Download, kbit/s.' })
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  downloadKbps: number;

  @Field(() => Int, { description: 'Upload, kbit/s.' })
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  uploadKbps: number;

  @Field(() => Int, { nullable: true, description: 'Guaranteed share of the speed, percent.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  guaranteedPercent?: number | null;

  @Field(() => GuaranteedRatesInput, {
    nullable: true,
    description: 'Guaranteed rates of their own, in place of a share.',
  })
  @IsOptional()
  @Type(() => GuaranteedRatesInput)
  @ValidateNested()
  guaranteedRates?: GuaranteedRatesInput | null;

  @Field(() => Int, { defaultValue: 1, description: 'How many customers share the speed (1:n).' })
  @IsInt()
  @Min(1)
  @Max(1000)
  contention: number = 1;

  @Field(() => Int, { defaultValue: 5, description: 'Queue priority, 1 (first) to 8.' })
  @IsInt()
  @Min(1)
  @Max(8)
  priority: number = 5;

  @Field(() => BurstInput, { nullable: true, description: 'Burst; none when left out.' })
  @IsOptional()
  @Type(() => BurstInput)
  @ValidateNested()
  burst?: BurstInput | null;

  @Field(() => RelativeBurstInput, {
    nullable: true,
    description: 'Burst in proportion to the speed, in place of fixed rates.',
  })
  @IsOptional()
  @Type(() => RelativeBurstInput)
  @ValidateNested()
  relativeBurst?: RelativeBurstInput | null;

  @Field(() => [HoursRateInput], {
    nullable: true,
    description: 'Other speeds at some hours; the first that covers the moment wins. As they are when left out.',
  })
  @IsOptional()
  @IsListOf(() => HoursRateInput, { most: 12 })
  hours?: HoursRateInput[];

  @Field(() => String, { nullable: true, description: 'Name of the download policy on Cisco and Juniper devices.' })
  @IsOptional()
  @Matches(PROFILE, { message: 'downloadProfile has letters, digits, dots, dashes and underscores only' })
  downloadProfile?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the upload policy on Cisco and Juniper devices.' })
  @IsOptional()
  @Matches(PROFILE, { message: 'uploadProfile has letters, digits, dots, dashes and underscores only' })
  uploadProfile?: string | null;
}

/** Sets the speeds of a plan. Sessions that run on it are changed after the commit, with nobody thrown out. */
@Injectable()
export class DefineAccessPolicy extends Command<DefineAccessPolicyInput, { planId: string; version: number }> {
  readonly rule: CommandRule = {
    name: 'networking.defineAccessPolicy',
    sentence: 'Set what a plan means on the network',
    permission: NetworkingPermissions['policy.manage'],
    risk: 'normal',
  };
  readonly input = DefineAccessPolicyInput;

  async handle(input: DefineAccessPolicyInput, act: Act): Promise<{ planId: string; version: number }> {
    refuseDoubleMeaning(input);
    hoursOf(input.hours ?? []);
    await refuseSectors(input, act);
    const version = await this.keep(input, act);
    if (version === undefined) return { planId: input.planId, version: await this.version(input.planId, act) };
    act.audit({ kind: 'plan', id: input.planId }, 'Access policy set', { ...input });
    await applyPolicy(act, input.planId);
    return { planId: input.planId, version };
  }

  private async keep(input: DefineAccessPolicyInput, act: Act): Promise<number | undefined> {
    const { burst, relativeBurst, guaranteedRates } = input;
    try {
      const row = await act.sql.first<{ version: number }>(UPSERT, [
        input.planId,
        input.downloadKbps,
        input.uploadKbps,
        input.guaranteedPercent ?? null,
        guaranteedRates?.downloadKbps ?? null,
        guaranteedRates?.uploadKbps ?? null,
        input.contention,
        input.priority,
        burst?.downloadKbps ?? null,
        burst?.uploadKbps ?? null,
        burst?.thresholdDownloadKbps ?? null,
        burst?.thresholdUploadKbps ?? null,
        relativeBurst?.limitPercent ?? null,
        relativeBurst?.thresholdPercent ?? null,
        burst?.seconds ?? relativeBurst?.seconds ?? null,
        input.downloadProfile ?? null,
        input.uploadProfile ?? null,
        act.at,
        input.hours ? JSON.stringify(input.hours) : null,
      ]);
      return row?.version;
    } catch (error) {
      throw policyFault(error) ?? error;
    }
  }

  private async version(planId: string, act: Act): Promise<number> {
    const row = await act.sql.first<{ version: number }>(
      'SELECT version FROM networking.access_policy WHERE plan_id = $1',
      [planId],
    );
    return row?.version ?? 1;
  }
}

function refuseDoubleMeaning({
  burst,
  relativeBurst,
  guaranteedPercent,
  guaranteedRates,
}: DefineAccessPolicyInput): void {
  if (burst && relativeBurst)
    throw invalid('BURST_TWICE', 'Burst is either fixed or in proportion to the speed.', [
      { field: 'relativeBurst', message: 'burst is given too' },
    ]);
  if (guaranteedRates && typeof guaranteedPercent === 'number')
    throw invalid('GUARANTEE_TWICE', 'A guarantee is either a share of the speed or rates of its own.', [
      { field: 'guaranteedRates', message: 'guaranteedPercent is given too' },
    ]);
}

/** A session can have one parent queue: that of its plan, or that of its sector. */
async function refuseSectors({ planId, contention }: DefineAccessPolicyInput, act: Act): Promise<void> {
  if (contention === 1) return;
  const placed = await act.sql.first(
    'SELECT 1 FROM networking.access WHERE plan_id = $1 AND live AND sector_id IS NOT NULL LIMIT 1',
    [planId],
  );
  if (placed)
    throw conflict(
      'SECTOR_AND_CONTENTION',
      'Services with this plan share the speed of a sector. A plan cannot be shared as well.',
    );
}

const COLUMNS = [
  'download_kbps',
  'upload_kbps',
  'guaranteed_percent',
  'guaranteed_download_kbps',
  'guaranteed_upload_kbps',
  'contention',
  'priority',
  'burst_download_kbps',
  'burst_upload_kbps',
  'burst_threshold_download_kbps',
  'burst_threshold_upload_kbps',
  'burst_limit_percent',
  'burst_threshold_percent',
  'burst_seconds',
  'download_profile',
  'upload_profile',
];
const HOURS = COLUMNS.length + 3;

const UPSERT = `
  INSERT INTO networking.access_policy (plan_id, ${COLUMNS.join(', ')}, changed_at, hours)
  VALUES (${[...COLUMNS, 'plan_id', 'changed_at'].map((_, index) => `$${index + 1}`).join(', ')}, coalesce($${HOURS}::jsonb, '[]'))
  ON CONFLICT (plan_id) DO UPDATE SET ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')},
    hours = coalesce($${HOURS}::jsonb, access_policy.hours), version = access_policy.version + 1, changed_at = excluded.changed_at
  WHERE (${COLUMNS.map((column) => `access_policy.${column}`).join(', ')}, access_policy.hours)
    IS DISTINCT FROM (${COLUMNS.map((column) => `excluded.${column}`).join(', ')}, coalesce($${HOURS}::jsonb, access_policy.hours))
  RETURNING version`;

function policyFault(error: unknown): Refusal | undefined {
  if (violatedConstraint(error) !== 'access_policy_plan_id_fkey') return undefined;
  return invalid('UNKNOWN_PLAN', 'There is no such plan.', [{ field: 'planId', message: 'does not exist' }]);
}
