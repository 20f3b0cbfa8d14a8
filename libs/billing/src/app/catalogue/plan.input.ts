import { Field, InputType, Int } from '@nestjs/graphql';
import { IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import type { Id } from '@demarc/kernel';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import type { PlanId, TaxRateId } from '../../ids.js';
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

  @Field(() => [RecordIdScalar], { nullable: true, description: 'For bundles: the plans that it contains.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsRecordId({ each: true })
  bundledPlanIds?: PlanId[];
}
