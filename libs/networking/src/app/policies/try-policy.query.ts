import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Asking, IsListOf, IsLocalDate, IsRecordId, Query, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { BigIntScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { invalid, type LocalDate, notFound } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { IsOptional, Matches, ValidateNested } from 'class-validator';
import {
  countersByKey,
  effectivePolicy,
  type EffectivePolicy,
  type PlanPolicy,
} from '../../domain/effective-policy.js';
import { shadowedRule } from '../../domain/fair-use.js';
import { holdsUntil } from '../../domain/holds-until.js';
import { instantsOf, localMoment } from '../../domain/local-time.js';
import type { Grant } from '../../domain/quota.js';
import { NOTHING, periodStart, type Used } from '../../domain/usage-counting.js';
import { NetworkingPermissions } from '../../permissions.js';
import { FairUseInput, OCTETS, OCTETS_SENTENCE } from './fair-use.input.js';
import { fairUseOf, hoursOf, quotaOf } from './policy-document.js';
import { HoursRateInput } from './policy-parts.input.js';
import { planPolicyOf, type PolicyRow } from './policy-row.js';
import { QuotaInput } from './quota.input.js';

@InputType({ description: 'What a customer would have used in a stretch of time, at hours at which it counts.' })
export class TriedUsageInput {
  @Field(() => BigIntScalar, { defaultValue: '0', description: 'Downloaded octets.' })
  @Matches(OCTETS, OCTETS_SENTENCE)
  downloadOctets: string = '0';

  @Field(() => BigIntScalar, { defaultValue: '0', description: 'Uploaded octets.' })
  @Matches(OCTETS, OCTETS_SENTENCE)
  uploadOctets: string = '0';

  @Field(() => BigIntScalar, { defaultValue: '0', description: 'Seconds online.' })
  @Matches(OCTETS, OCTETS_SENTENCE)
  seconds: string = '0';
}

@InputType({
  description: 'A question to the test bench: the rules of a plan, as they are or as they may become, at a moment.',
})
export class TryPolicyInput {
  @Field(() => RecordIdScalar, { description: 'The plan; what is not given below is taken from it.' })
  @IsRecordId()
  planId: string;

  @Field(() => LocalDateScalar, { description: 'The day.' })
  @IsLocalDate()
  date: LocalDate;

  @Field(() => String, { description: 'The time of day in the operator’s zone: 19:00.' })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'time is a time of day like 19:00' })
  time: string;

  @Field(() => TriedUsageInput, { description: 'Used that day.' })
  @Type(() => TriedUsageInput)
  @ValidateNested()
  day: TriedUsageInput;

  @Field(() => TriedUsageInput, { description: 'Used that week, the day included.' })
  @Type(() => TriedUsageInput)
  @ValidateNested()
  week: TriedUsageInput;

  @Field(() => TriedUsageInput, { description: 'Used that month or period of the quota, the day included.' })
  @Type(() => TriedUsageInput)
  @ValidateNested()
  month: TriedUsageInput;

  @Field(() => TriedUsageInput, {
    nullable: true,
    description: 'Of it in the hours of the bonus; nothing when left out.',
  })
  @IsOptional()
  @Type(() => TriedUsageInput)
  @ValidateNested()
  inBonus?: TriedUsageInput | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'Data that was bought or given besides the quota.' })
  @IsOptional()
  @Matches(OCTETS, OCTETS_SENTENCE)
  grantedOctets?: string | null;

  @Field(() => [HoursRateInput], { nullable: true, description: 'Hours to try in place of those of the plan.' })
  @IsOptional()
  @IsListOf(() => HoursRateInput, { most: 12 })
  hours?: HoursRateInput[] | null;

  @Field(() => FairUseInput, {
    nullable: true,
    description: 'Fair use to try in place of that of the plan; null: none.',
  })
  @IsOptional()
  @Type(() => FairUseInput)
  @ValidateNested()
  fairUse?: FairUseInput | null;

  @Field(() => QuotaInput, { nullable: true, description: 'A quota to try in place of that of the plan; null: none.' })
  @IsOptional()
  @Type(() => QuotaInput)
  @ValidateNested()
  quota?: QuotaInput | null;
}

export interface TriedPolicy {
  readonly effective: EffectivePolicy;
  readonly policy: PlanPolicy;
  readonly until: Date | undefined;
  /** A rule that never wins, and the one that stands before it. */
  readonly shadowed: { readonly rule: string; readonly by: string } | undefined;
}

/** “A customer used so much by then, it is Tuesday 19:00”: which rule holds, what the rates are, why, and until when. */
@Injectable()
export class TryPolicy extends Query<TryPolicyInput, TriedPolicy> {
  readonly rule: Rule = {
    name: 'networking.tryPolicy',
    sentence: 'Try out the rules of a plan',
    permission: NetworkingPermissions['policy.view'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(input: TryPolicyInput, { sql }: Asking): Promise<TriedPolicy> {
    const row = await sql.first<PolicyRow>(
      'SELECT * FROM networking.access_policy WHERE plan_id = $1 AND EXISTS (SELECT 1 FROM billing.plan WHERE plan.id = plan_id)',
      [input.planId],
    );
    if (!row) throw notFound('access policy of this plan');
    const kept = planPolicyOf(row);
    const policy: PlanPolicy = {
      ...kept,
      ...(input.hours ? { hours: hoursOf(input.hours) } : {}),
      ...(input.fairUse === undefined ? {} : { fairUse: input.fairUse && fairUseOf(input.fairUse) }),
      ...(input.quota === undefined ? {} : { quota: input.quota && quotaOf(input.quota) }),
    };
    const zone = (await this.operators.settings(sql)).timeZone;
    const minute = Number(input.time.slice(0, 2)) * 60 + Number(input.time.slice(3));
    const [at] = instantsOf(zone, input.date, minute);
    if (!at) throw invalid('NO_SUCH_TIME', 'The clock does not show this time on that day.');
    const effectiveAt = (when: Date): EffectivePolicy => tried(policy, input, zone, when);
    return {
      effective: effectiveAt(at),
      policy,
      until: holdsUntil(policy, zone, at, BILLING_DAY, effectiveAt),
      shadowed: policy.fairUse ? shadowedRule(policy.fairUse) : undefined,
    };
  }
}

/** On the bench, periods of billing are those of the month. */
const BILLING_DAY = 1;

/** What was used holds for the periods that the moment of the question lies in; those after it begin with nothing. */
function tried(policy: PlanPolicy, input: TryPolicyInput, zone: string, when: Date): EffectivePolicy {
  const moment = localMoment(zone, when);
  const counters = countersByKey(policy);
  const consumption = (key: string): Used => {
    const counter = counters.get(key);
    if (!counter) return NOTHING;
    const isSame = periodStart(counter, moment.date, BILLING_DAY) === periodStart(counter, input.date, BILLING_DAY);
    if (!isSame) return NOTHING;
    if (policy.quota?.bonus && counter.windows === policy.quota.bonus.windows) return usedOf(input.inBonus);
    const used = counter.period === 'day' ? input.day : counter.period === 'week' ? input.week : input.month;
    return usedOf(used);
  };
  return effectivePolicy(policy, { consumption, grants: grantsOf(input) }, moment);
}

function usedOf(usage: TriedUsageInput | null | undefined): Used {
  if (!usage) return NOTHING;
  return { download: BigInt(usage.downloadOctets), upload: BigInt(usage.uploadOctets), seconds: BigInt(usage.seconds) };
}

function grantsOf({ grantedOctets }: TryPolicyInput): readonly Grant[] {
  const octets = BigInt(grantedOctets ?? 0);
  return octets > 0n ? [{ id: 'tried', kind: 'bonus', octets, usedBefore: 0n, endsOn: null }] : [];
}
