import { Field, InputType, Int } from '@nestjs/graphql';
import { IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { CATEGORIES, type CustomerCategory, CustomerCategoryEnum } from '@demarc/crm';
import { DecimalScalar, JsonScalar, RecordIdScalar } from '@demarc/graphql';
import type { Id } from '@demarc/kernel';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import type { PlanId, TaxRateId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import type { VoiceKind } from '../../domain/index.js';
import { BillingTypeEnum, VoiceKindEnum } from '../settings/enums.js';
import { PlanTermsInput } from './plan-terms.input.js';

@InputType({ isAbstract: true })
export abstract class PlanDetailsInput extends PlanTermsInput {
  @Field(() => String, { description: 'What staff call it.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  title: string;

  @Field(() => String, { nullable: true, description: 'What customers read on documents; the title when left out.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  serviceDescription?: string;

  @Field(() => DecimalScalar, { description: 'Price of one unit for one period, at most four decimals.' })
  @IsPlainDecimal({ min: '0' })
  unitPrice: string;

  @Field(() => Boolean, { description: 'Is tax inside the price?' })
  @IsBoolean()
  taxInclusive: boolean;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The tax rate; none when left out.' })
  @IsOptional()
  @IsRecordId()
  taxRateId?: TaxRateId | null;

  @Field(() => Int, { nullable: true, description: 'Own pay period in months; the account’s when left out.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  periodMonths?: number | null;

  @Field(() => Int, { nullable: true, description: 'Own pay period in weeks, in place of months.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(52)
  periodWeeks?: number | null;

  @Field(() => Int, { nullable: true, description: 'Length of the contract in months.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(120)
  contractMonths?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'May new services take it?' })
  @IsOptional()
  @IsBoolean()
  available?: boolean;

  @Field(() => [RecordIdScalar], {
    nullable: true,
    description: 'Partners whose customers may have it; all when empty.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsRecordId({ each: true })
  partnerIds?: Id<'Partner'>[];

  @Field(() => Int, { nullable: true, description: 'Days that a prepaid period lasts; a month when left out.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(365)
  prepaidDays?: number | null;

  @Field(() => [BillingTypeEnum], {
    nullable: true,
    description: 'Which ways of being charged it is sold for; all when empty.',
  })
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(Object.values(BillingTypeEnum), { each: true })
  billingTypes?: Account['billingType'][];

  @Field(() => [CustomerCategoryEnum], { nullable: true, description: 'Who may have it; everybody when empty.' })
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(CATEGORIES, { each: true })
  customerCategories?: CustomerCategory[];

  @Field(() => [RecordIdScalar], {
    nullable: true,
    description: 'Locations where it is sold, with all that lies in them; everywhere when empty.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsRecordId({ each: true })
  locationIds?: Id<'Location'>[];

  @Field(() => [RecordIdScalar], { nullable: true, description: 'For bundles: the plans that it contains.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsRecordId({ each: true })
  bundledPlanIds?: PlanId[];

  @Field(() => VoiceKindEnum, { nullable: true, description: 'For voice plans: what kind of telephony it is.' })
  @IsOptional()
  @IsIn(Object.values(VoiceKindEnum))
  voiceKind?: VoiceKind | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Values of custom fields by name; `null` takes one away.' })
  @IsOptional()
  @IsObject()
  customFields?: Record<string, unknown>;
}
