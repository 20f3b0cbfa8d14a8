import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { invalid, type Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';
import { RecheckAccess } from '../access/recheck-access.job.js';

const MOST_KBPS = 2_147_483_647;
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
    const version = await this.keep(input, act);
    if (version === undefined) return { planId: input.planId, version: await this.version(input.planId, act) };
    act.audit({ kind: 'plan', id: input.planId }, 'Access policy set', { ...input });
    await act.sql.execute(
      `UPDATE networking.access SET desired_version = desired_version + 1, desired_at = $2, desired_because = NULL, cause = 'policy',
         caused_at = $2, cause_payment_id = NULL, purpose = CASE WHEN converged_version < desired_version THEN coalesce(purpose, 'change') ELSE 'change' END,
         converge_attempts = 0, next_attempt_at = $2 WHERE plan_id = $1 AND live AND desired = 'open'`,
      [input.planId, act.at],
    );
    await announceAccess(act.sql, `plan:${input.planId}`);
    // Accesses that were closed for want of a policy are looked at again.
    act.enqueue(RecheckAccess, { planId: input.planId });
    return { planId: input.planId, version };
  }

  private async keep(input: DefineAccessPolicyInput, act: Act): Promise<number | undefined> {
    const { burst } = input;
    try {
      const row = await act.sql.first<{ version: number }>(UPSERT, [
        input.planId,
        input.downloadKbps,
        input.uploadKbps,
        input.guaranteedPercent ?? null,
        input.contention,
        input.priority,
        burst?.downloadKbps ?? null,
        burst?.uploadKbps ?? null,
        burst?.thresholdDownloadKbps ?? null,
        burst?.thresholdUploadKbps ?? null,
        burst?.seconds ?? null,
        input.downloadProfile ?? null,
        input.uploadProfile ?? null,
        act.at,
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

const COLUMNS = [
  'download_kbps',
  'upload_kbps',
  'guaranteed_percent',
  'contention',
  'priority',
  'burst_download_kbps',
  'burst_upload_kbps',
  'burst_threshold_download_kbps',
  'burst_threshold_upload_kbps',
  'burst_seconds',
  'download_profile',
  'upload_profile',
];

const UPSERT = `
  INSERT INTO networking.access_policy (plan_id, ${COLUMNS.join(', ')}, changed_at)
  VALUES (${[...COLUMNS, 'plan_id', 'changed_at'].map((_, index) => `$${index + 1}`).join(', ')})
  ON CONFLICT (plan_id) DO UPDATE SET ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')},
    version = access_policy.version + 1, changed_at = excluded.changed_at
  WHERE (${COLUMNS.map((column) => `access_policy.${column}`).join(', ')}) IS DISTINCT FROM (${COLUMNS.map((column) => `excluded.${column}`).join(', ')})
  RETURNING version`;

function policyFault(error: unknown): Refusal | undefined {
  if (violatedConstraint(error) !== 'access_policy_plan_id_fkey') return undefined;
  return invalid('UNKNOWN_PLAN', 'There is no such plan.', [{ field: 'planId', message: 'does not exist' }]);
}
