import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsListOf } from '@demarc/commands';
import { BigIntScalar } from '@demarc/graphql';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { UsageDirection } from '../../domain/usage-counting.js';
import { PolicyActionInput, UsageDirectionEnum, WeekWindowInput } from './policy-parts.input.js';

export const OCTETS = /^\d{1,18}$/;
export const OCTETS_SENTENCE = { message: '$property is a whole number of octets' };

export const FairUsePeriodEnum = { DAY: 'day', WEEK: 'week', MONTH: 'month' } as const;
registerEnumType(FairUsePeriodEnum, {
  name: 'FairUsePeriod',
  description: 'Over which time usage is added up.',
  valuesMap: {
    DAY: { description: 'From midnight on.' },
    WEEK: { description: 'From the weekday on which weeks begin.' },
    MONTH: { description: 'From the day on which months begin.' },
  },
});

export const FairUseConditionKindEnum = { TRAFFIC: 'traffic', ONLINE: 'online', HOURS: 'hours' } as const;
registerEnumType(FairUseConditionKindEnum, {
  name: 'FairUseConditionKind',
  description: 'What a condition looks at.',
  valuesMap: {
    TRAFFIC: { description: 'At least so many octets were used.' },
    ONLINE: { description: 'Online for at least so long.' },
    HOURS: { description: 'It is one of these hours.' },
  },
});

@InputType('FairUseConditionInput', { description: 'One condition of a fair-use rule.' })
@ObjectType('FairUseCondition', { description: 'One condition of a fair-use rule.' })
export class FairUseConditionInput {
  @Field(() => FairUseConditionKindEnum, { description: 'What it looks at.' })
  @IsIn(['traffic', 'online', 'hours'])
  kind: 'traffic' | 'online' | 'hours';

  @Field(() => FairUsePeriodEnum, { nullable: true, description: 'Of traffic and online time: over which time.' })
  @IsOptional()
  @IsIn(['day', 'week', 'month'])
  period?: 'day' | 'week' | 'month' | null;

  @Field(() => UsageDirectionEnum, { nullable: true, description: 'Of traffic: which way; both when left out.' })
  @IsOptional()
  @IsIn(['both', 'download', 'upload'])
  direction?: UsageDirection | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'Of traffic: from how many octets on.' })
  @IsOptional()
  @Matches(OCTETS, OCTETS_SENTENCE)
  octets?: string | null;

  @Field(() => Int, { nullable: true, description: 'Of online time: from how many seconds on.' })
  @IsOptional()
  @IsInt()
  @Min(60)
  seconds?: number | null;

  @Field(() => [WeekWindowInput], { nullable: true, description: 'Of hours: which.' })
  @IsOptional()
  @IsListOf(() => WeekWindowInput, { least: 1, most: 14 })
  windows?: WeekWindowInput[] | null;
}

@InputType('FairUseRuleInput', { description: 'A fair-use rule: it holds when all its conditions do.' })
@ObjectType('FairUseRule', { description: 'A fair-use rule: it holds when all its conditions do.' })
export class FairUseRuleInput {
  @Field(() => String, { description: 'As the operator calls it; the customer reads it too.' })
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  name: string;

  @Field(() => [FairUseConditionInput], { description: 'All have to hold.' })
  @IsListOf(() => FairUseConditionInput, { least: 1, most: 6 })
  conditions: FairUseConditionInput[];

  @Field(() => PolicyActionInput, { description: 'What it does.' })
  @Type(() => PolicyActionInput)
  @ValidateNested()
  action: PolicyActionInput;

  @Field(() => [WeekWindowInput], {
    nullable: true,
    description: 'Hours at which traffic counts for this rule; those of all rules when left out.',
  })
  @IsOptional()
  @IsListOf(() => WeekWindowInput, { most: 14 })
  trafficWindows?: WeekWindowInput[] | null;

  @Field(() => [WeekWindowInput], {
    nullable: true,
    description: 'Hours at which online time counts for this rule; those of all rules when left out.',
  })
  @IsOptional()
  @IsListOf(() => WeekWindowInput, { most: 14 })
  onlineWindows?: WeekWindowInput[] | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Write to the customer when it begins to hold.' })
  @IsBoolean()
  notifies: boolean = false;
}

@InputType('FairUseInput', {
  description: 'Fair use of a plan: the first rule that holds wins, so the strictest stands first.',
})
@ObjectType('FairUse', { description: 'Fair use of a plan: the first rule that holds wins.' })
export class FairUseInput {
  @Field(() => [FairUseRuleInput], { description: 'In their order.' })
  @IsListOf(() => FairUseRuleInput, { least: 1, most: 20 })
  rules: FairUseRuleInput[];

  @Field(() => [WeekWindowInput], {
    defaultValue: [],
    description: 'Hours at which traffic counts; always when empty.',
  })
  @IsListOf(() => WeekWindowInput, { most: 14 })
  trafficWindows: WeekWindowInput[] = [];

  @Field(() => [WeekWindowInput], {
    defaultValue: [],
    description: 'Hours at which online time counts; always when empty.',
  })
  @IsListOf(() => WeekWindowInput, { most: 14 })
  onlineWindows: WeekWindowInput[] = [];

  @Field(() => Int, { defaultValue: 1, description: 'The weekday on which weeks begin, 1 Monday to 7 Sunday.' })
  @IsInt()
  @Min(1)
  @Max(7)
  weekStartsOn: number = 1;

  @Field(() => Int, { defaultValue: 1, description: 'The day on which months begin.' })
  @IsInt()
  @Min(1)
  @Max(28)
  monthStartsOn: number = 1;
}
