import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BigIntScalar, DecimalScalar, InstantScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { EffectivePolicy, PolicyStep } from '../domain/effective-policy.js';
import { whyInWords } from '../domain/why-in-words.js';
import type { FoundAllowance, FoundGrant, FoundOffer } from '../app/policies/find-allowances.query.js';
import type { TriedPolicy } from '../app/policies/try-policy.query.js';

export const PolicyReasonEnum = { HOURS: 'hours', FAIR_USE: 'fair_use', QUOTA: 'quota' } as const;
registerEnumType(PolicyReasonEnum, {
  name: 'PolicyReason',
  description: 'Why the speed is not that of the plan.',
  valuesMap: {
    HOURS: { description: 'It is an hour with a speed of its own.' },
    FAIR_USE: { description: 'A fair-use rule holds.' },
    QUOTA: { description: 'The quota is used up.' },
  },
});

export const GrantKindEnum = {
  TOP_UP: 'top_up',
  BONUS: 'bonus',
  ROLLOVER: 'rollover',
  CORRECTION: 'correction',
} as const;
registerEnumType(GrantKindEnum, {
  name: 'GrantKind',
  description: 'Where data beyond the quota comes from.',
  valuesMap: {
    TOP_UP: { description: 'It was bought.' },
    BONUS: { description: 'It was given by staff.' },
    ROLLOVER: { description: 'It was left of the period before.' },
    CORRECTION: { description: 'What is counted was set right.' },
  },
});

export const GivenByEnum = { STAFF: 'staff', CUSTOMER: 'customer', AUTOMATIC: 'automatic', PERIOD: 'period' } as const;
registerEnumType(GivenByEnum, {
  name: 'GivenBy',
  description: 'Who gave or bought it.',
  valuesMap: {
    STAFF: { description: 'Staff.' },
    CUSTOMER: { description: 'The customer.' },
    AUTOMATIC: { description: 'It was bought by itself.' },
    PERIOD: { description: 'The end of a period.' },
  },
});

@ObjectType('PolicyStep', { description: 'One step from the speed of the plan to what holds.' })
export class PolicyStepView {
  @Field(() => PolicyReasonEnum, { nullable: true, description: 'What it is; null: the plan itself.' })
  by: 'hours' | 'fair_use' | 'quota' | null;

  @Field(() => String, { nullable: true, description: 'As the operator calls it.' })
  name: string | null;

  @Field(() => Int, { description: 'Download after it, kbit/s; 0: no limit.' })
  downloadKbps: number;

  @Field(() => Int, { description: 'Upload after it, kbit/s; 0: no limit.' })
  uploadKbps: number;

  @Field(() => Boolean, { description: 'It blocks.' })
  blocks: boolean;
}

@ObjectType('EffectivePolicy', { description: 'What holds at a moment, and why.' })
export class EffectivePolicyView {
  @Field(() => Int, { description: 'Download, kbit/s; 0: no limit.' })
  downloadKbps: number;

  @Field(() => Int, { description: 'Upload, kbit/s; 0: no limit.' })
  uploadKbps: number;

  @Field(() => Boolean, { description: 'Nothing goes through.' })
  isBlocked: boolean;

  @Field(() => String, { description: 'Why, in words.' })
  why: string;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When something else holds by the clock alone; null: not within two months.',
  })
  until: Date | null;

  @Field(() => [PolicyStepView], { description: 'From the plan to what holds.' })
  steps: PolicyStepView[];
}

@ObjectType('QuotaState', { description: 'How a quota stands.' })
export class QuotaStateView {
  @Field(() => BigIntScalar, { description: 'The limit of the plan.' })
  limitOctets: string;

  @Field(() => BigIntScalar, {
    description: 'What there is to use: the limit and what is left of what was bought and given.',
  })
  totalOctets: string;

  @Field(() => BigIntScalar, { description: 'What counts as used.' })
  usedOctets: string;

  @Field(() => BigIntScalar, { description: 'What did not count, for the hours of the bonus.' })
  sparedOctets: string;

  @Field(() => BigIntScalar, { description: 'What is left.' })
  leftOctets: string;

  @Field(() => Boolean, { description: 'All is used up.' })
  isUsedUp: boolean;

  @Field(() => Boolean, { description: 'Amounts are shown in steps of 1024 in place of 1000.' })
  binaryUnits: boolean;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The first day of the period.' })
  periodStartsOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which the next one begins.' })
  nextPeriodOn: string | null;

  @Field(() => Int, { description: 'How often data was bought by itself in this period.' })
  automaticTopUps: number;
}

@ObjectType('QuotaGrant', { description: 'Data beyond a quota, or a correction of what is counted.' })
export class QuotaGrantView {
  @Field(() => RecordIdScalar, { description: 'Its id.' })
  id: string;

  @Field(() => GrantKindEnum, { description: 'Where it comes from.' })
  kind: FoundGrant['kind'];

  @Field(() => BigIntScalar, { description: 'How much.' })
  octets: string;

  @Field(() => BigIntScalar, { description: 'How much of it is used.' })
  usedOctets: string;

  @Field(() => LocalDateScalar, { description: 'From when on.' })
  beginsOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day on which it can be used; null: until it is used.',
  })
  lastOn: string | null;

  @Field(() => String, { description: 'What was bought, or why it was given.' })
  reason: string;

  @Field(() => GivenByEnum, { description: 'Who gave or bought it.' })
  givenBy: FoundGrant['givenBy'];

  @Field(() => InstantScalar, { description: 'When.' })
  givenAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was taken back.' })
  takenBackAt: Date | null;
}

@ObjectType('TopUpOffer', { description: 'Data that can be bought for a service.' })
export class TopUpOfferView {
  @Field(() => RecordIdScalar, { description: 'Its one-time plan.' })
  planId: string;

  @Field(() => String, { description: 'What the customer reads.' })
  title: string;

  @Field(() => DecimalScalar, { description: 'Its price.' })
  unitPrice: string;

  @Field(() => String, { description: 'The currency of the price.' })
  currency: string;

  @Field(() => Boolean, { description: 'Tax is inside the price.' })
  taxInclusive: boolean;

  @Field(() => BigIntScalar, { description: 'How much data.' })
  octets: string;

  @Field(() => Int, { nullable: true, description: 'For how many periods; null: until it is used.' })
  periods: number | null;
}

@ObjectType('Allowance', { description: 'What a service has used of what it has, what holds for it now, and why.' })
export class AllowanceView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => EffectivePolicyView, { description: 'What holds now.' })
  now: EffectivePolicyView;

  @Field(() => QuotaStateView, { nullable: true, description: 'The quota; null: the plan has none.' })
  quota: QuotaStateView | null;

  @Field(() => [QuotaGrantView], { description: 'What was bought and given, the newest first.' })
  grants: QuotaGrantView[];

  @Field(() => [TopUpOfferView], { description: 'What can be bought.' })
  offers: FoundOffer[];
}

@ObjectType('TriedPolicy', { description: 'What the test bench says.' })
export class TriedPolicyView {
  @Field(() => EffectivePolicyView, { description: 'What would hold.' })
  now: EffectivePolicyView;

  @Field(() => QuotaStateView, { nullable: true, description: 'How the quota would stand; null: there is none.' })
  quota: QuotaStateView | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The place of the fair-use rule that wins, from 1; null: none holds.',
  })
  rulePlace: number | null;

  @Field(() => String, { nullable: true, description: 'A rule that never wins, and which one stands before it.' })
  warning: string | null;
}

export function effectiveView(effective: EffectivePolicy, until: Date | undefined): EffectivePolicyView {
  return {
    downloadKbps: kbps(effective.rates.download),
    uploadKbps: kbps(effective.rates.upload),
    isBlocked: effective.blockedBy !== null,
    why: whyInWords(effective),
    until: until ?? null,
    steps: effective.steps.map(stepView),
  };
}

export function allowanceView(found: FoundAllowance): AllowanceView {
  return {
    serviceId: found.serviceId,
    now: effectiveView(found.effective, found.until),
    quota: quotaView(found.effective, {
      binaryUnits: found.quota?.binaryUnits ?? false,
      periodStartsOn: found.periodStartsOn,
      nextPeriodOn: found.periodEndsOn,
      automaticTopUps: found.automaticTopUps,
    }),
    grants: [...found.grants],
    offers: [...found.offers],
  };
}

export function triedView({ effective, until, shadowed }: TriedPolicy): TriedPolicyView {
  return {
    now: effectiveView(effective, until),
    quota: quotaView(effective, { binaryUnits: false, periodStartsOn: null, nextPeriodOn: null, automaticTopUps: 0 }),
    rulePlace: effective.rule ? effective.rule.place + 1 : null,
    warning: shadowed
      ? `“${shadowed.rule}” never wins: “${shadowed.by}” stands before it and holds whenever it does.`
      : null,
  };
}

function quotaView(
  { quota }: EffectivePolicy,
  more: Pick<QuotaStateView, 'binaryUnits' | 'periodStartsOn' | 'nextPeriodOn' | 'automaticTopUps'>,
): QuotaStateView | null {
  if (!quota) return null;
  return {
    limitOctets: quota.limit.toString(),
    totalOctets: quota.total.toString(),
    usedOctets: quota.used.toString(),
    sparedOctets: quota.spared.toString(),
    leftOctets: quota.left.toString(),
    isUsedUp: quota.isUsedUp,
    ...more,
  };
}

function stepView({ by, name, rates, blocks }: PolicyStep): PolicyStepView {
  return {
    by: by ?? null,
    name: name ?? null,
    downloadKbps: kbps(rates.download),
    uploadKbps: kbps(rates.upload),
    blocks,
  };
}

function kbps(rate: number): number {
  return Math.round(rate / 1_000);
}
