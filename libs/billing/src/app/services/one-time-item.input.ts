import { Field, InputType } from '@nestjs/graphql';
import { IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { PlanId } from '../../ids.js';

@InputType({ description: 'Something sold once with a service, such as its installation: on the first invoice.' })
export class OneTimeItemInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'A one-time plan: gives what is left out.' })
  @IsOptional()
  @IsRecordId()
  planId?: PlanId;

  @Field(() => String, { nullable: true, description: 'What the customer reads; needed without a plan.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  description?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'How many; one when left out.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0.0001' })
  quantity?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one; needed without a plan.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  unitPrice?: string;
}
