import { Field, InputType } from '@nestjs/graphql';
import { IsLocalDate, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { PlanId, PlanMoveId } from '../../ids.js';

@InputType({ description: 'All services of one plan change to another one.' })
export class PlanMoveRowInput {
  @Field(() => RecordIdScalar, { description: 'The plan that they have.' })
  @IsRecordId()
  planId: PlanId;

  @Field(() => RecordIdScalar, { description: 'The plan that they get.' })
  @IsRecordId()
  newPlanId: PlanId;

  @Field(() => LocalDateScalar, { description: 'The first day of the new plan.' })
  @IsLocalDate()
  changeOn: LocalDate;

  @Field(() => DecimalScalar, { nullable: true, description: 'The price for them; the list price when left out.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  unitPrice?: string;
}

@InputType({ description: 'Plans that are replaced by others for everybody who has them.' })
export class PreparePlanMoveInput {
  @Field(() => [PlanMoveRowInput], { description: 'Each plan once, at most 50.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique((row: PlanMoveRowInput) => row.planId)
  @Type(() => PlanMoveRowInput)
  @ValidateNested({ each: true })
  rows: PlanMoveRowInput[];

  @Field(() => String, { nullable: true, description: 'Why, for the record of each customer.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  reason?: string;
}

@InputType({ description: 'A change of plan for many, as it was looked at.' })
export class ApplyPlanMoveInput {
  @Field(() => RecordIdScalar, { description: 'Which.' })
  @IsRecordId()
  moveId: PlanMoveId;

  @Field(() => String, { description: 'The hash of the preview.' })
  @IsString()
  @MaxLength(100)
  hash: string;
}
