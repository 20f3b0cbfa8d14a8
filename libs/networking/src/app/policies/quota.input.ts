import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsListOf, IsRecordId } from '@demarc/commands';
import { BigIntScalar, RecordIdScalar } from '@demarc/graphql';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { UsageDirection, UsagePeriod } from '../../domain/usage-counting.js';
import { OCTETS, OCTETS_SENTENCE } from './fair-use.input.js';
import { PolicyActionInput, UsageDirectionEnum, WeekWindowInput } from './policy-parts.input.js';
import { TOP_UP_REFUNDS, type TopUpRefund, TopUpRefundEnum } from './usage/take-back.input.js';

export const QuotaPeriodEnum = { DAY: 'day', WEEK: 'week', MONTH: 'month', BILLING: 'billing' } as const;
registerEnumType(QuotaPeriodEnum, {
  name: 'QuotaPeriod',
  description: 'When a quota begins anew.',
  valuesMap: {
    DAY: { description: 'Each midnight.' },
    WEEK: { description: 'Each Monday.' },
    MONTH: { description: 'With the calendar month.' },
    BILLING: { description: 'Each month on the billing day of the customer.' },
  },
});

export const QuotaChargeEnum = { NEXT_INVOICE: 'next_invoice', INVOICE: 'invoice' } as const;
registerEnumType(QuotaChargeEnum, {
  name: 'QuotaCharge',
  description: 'How a top-up is charged.',
  valuesMap: {
    NEXT_INVOICE: { description: 'It stands on the next invoice.' },
    INVOICE: { description: 'It is invoiced at once.' },
  },
});

export const NoticeBaseEnum = { LIMIT: 'limit', TOTAL: 'total' } as const;
registerEnumType(NoticeBaseEnum, {
  name: 'NoticeBase',
  description: 'Of what the percentage of a notice is.',
  valuesMap: {
    LIMIT: { description: 'Of the limit of the plan, whatever was bought besides.' },
    TOTAL: { description: 'Of all that there is to use, top-ups included.' },
  },
});

@InputType('QuotaBonusInput', { description: 'Hours at which usage counts less, or not at all.' })
@ObjectType('QuotaBonus', { description: 'Hours at which usage counts less, or not at all.' })
export class QuotaBonusInput {
  @Field(() => [WeekWindowInput], { description: 'When.' })
  @IsListOf(() => WeekWindowInput, { least: 1, most: 14 })
  windows: WeekWindowInput[];

  @Field(() => Int, { defaultValue: 0, description: 'How much of it counts, percent: 0 is nothing.' })
  @IsInt()
  @Min(0)
  @Max(99)
  countedPercent: number = 0;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Up to how much in a period; what is beyond counts whole.',
  })
  @IsOptional()
  @Matches(OCTETS, OCTETS_SENTENCE)
  limitOctets?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Then access stays as it is, even when all is used up.' })
  @IsBoolean()
  afterUsedUp: boolean = false;
}

@InputType('QuotaOfferInput', { description: 'Data that can be bought.' })
@ObjectType('QuotaOffer', { description: 'Data that can be bought.' })
export class QuotaOfferInput {
  @Field(() => RecordIdScalar, { description: 'The one-time plan: what the customer reads and pays.' })
  @IsRecordId()
  planId: string;

  @Field(() => BigIntScalar, { description: 'How much.' })
  @Matches(OCTETS, OCTETS_SENTENCE)
  octets: string;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many periods, the one of the purchase included; until it is used when left out.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36)
  periods?: number | null;
}

@InputType('AutomaticTopUpInput', { description: 'What is bought by itself when all is used up.' })
@ObjectType('AutomaticTopUp', { description: 'What is bought by itself when all is used up.' })
export class AutomaticTopUpInput {
  @Field(() => RecordIdScalar, { description: 'Which offer.' })
  @IsRecordId()
  planId: string;

  @Field(() => Int, { defaultValue: 10, description: 'How often in a period at most.' })
  @IsInt()
  @Min(1)
  @Max(100)
  atMost: number = 10;
}

@InputType('RolloverInput', { description: 'What is left of the limit goes on into the next periods.' })
@ObjectType('Rollover', { description: 'What is left of the limit goes on into the next periods.' })
export class RolloverInput {
  @Field(() => Int, { defaultValue: 1, description: 'For how many periods more.' })
  @IsInt()
  @Min(1)
  @Max(24)
  periods: number = 1;

  @Field(() => BigIntScalar, { nullable: true, description: 'At most so much; all of it when left out.' })
  @IsOptional()
  @Matches(OCTETS, OCTETS_SENTENCE)
  limitOctets?: string | null;
}

@InputType('QuotaNoticeInput', { description: 'When the customer is written to.' })
@ObjectType('QuotaNotice', { description: 'When the customer is written to.' })
export class QuotaNoticeInput {
  @Field(() => Int, { description: 'From how many percent used.' })
  @IsInt()
  @Min(1)
  @Max(1000)
  percent: number;

  @Field(() => NoticeBaseEnum, { defaultValue: 'limit', description: 'Of what.' })
  @IsIn(['limit', 'total'])
  of: 'limit' | 'total' = 'limit';
}

@InputType('QuotaInput', { description: 'How much may be used in a period, and what happens then.' })
@ObjectType('Quota', { description: 'How much may be used in a period, and what happens then.' })
export class QuotaInput {
  @Field(() => BigIntScalar, { description: 'How many octets.' })
  @Matches(OCTETS, OCTETS_SENTENCE)
  limitOctets: string;

  @Field(() => QuotaPeriodEnum, { description: 'In which time.' })
  @IsIn(['day', 'week', 'month', 'billing'])
  period: UsagePeriod;

  @Field(() => UsageDirectionEnum, { defaultValue: 'both', description: 'Which way.' })
  @IsIn(['both', 'download', 'upload'])
  direction: UsageDirection = 'both';

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'How amounts are shown: in steps of 1024 (GiB) in place of 1000 (GB).',
  })
  @IsBoolean()
  binaryUnits: boolean = false;

  @Field(() => QuotaBonusInput, { nullable: true, description: 'Hours at which usage counts less.' })
  @IsOptional()
  @Type(() => QuotaBonusInput)
  @ValidateNested()
  bonus?: QuotaBonusInput | null;

  @Field(() => PolicyActionInput, { description: 'What happens when all is used up.' })
  @Type(() => PolicyActionInput)
  @ValidateNested()
  atLimit: PolicyActionInput;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'What is bought or given is used before the limit of the plan.',
  })
  @IsBoolean()
  grantsFirst: boolean = false;

  @Field(() => [QuotaOfferInput], { defaultValue: [], description: 'What can be bought.' })
  @IsListOf(() => QuotaOfferInput, { most: 12 })
  offers: QuotaOfferInput[] = [];

  @Field(() => QuotaChargeEnum, { defaultValue: 'next_invoice', description: 'How a top-up is charged.' })
  @IsIn(['next_invoice', 'invoice'])
  charge: 'next_invoice' | 'invoice' = 'next_invoice';

  @Field(() => TopUpRefundEnum, {
    defaultValue: 'unused',
    description: 'What of its price goes back when bought data is taken back.',
  })
  @IsIn(TOP_UP_REFUNDS)
  refund: TopUpRefund = 'unused';

  @Field(() => AutomaticTopUpInput, { nullable: true, description: 'Bought by itself; nothing when left out.' })
  @IsOptional()
  @Type(() => AutomaticTopUpInput)
  @ValidateNested()
  automatic?: AutomaticTopUpInput | null;

  @Field(() => RolloverInput, { nullable: true, description: 'What goes on; nothing when left out.' })
  @IsOptional()
  @Type(() => RolloverInput)
  @ValidateNested()
  rollover?: RolloverInput | null;

  @Field(() => [QuotaNoticeInput], { defaultValue: [], description: 'When the customer is written to.' })
  @IsListOf(() => QuotaNoticeInput, { most: 10 })
  notices: QuotaNoticeInput[] = [];
}
