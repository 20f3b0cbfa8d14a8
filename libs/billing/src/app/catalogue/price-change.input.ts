import { Field, InputType } from '@nestjs/graphql';
import { IsLocalDate, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { PlanId } from '../../ids.js';
import { words } from '../settings/enums.js';

export type PriceReach = 'plan_only' | 'still_equal' | 'all';

export const PriceReachEnum = words('PriceReach', 'Which existing services a change of a plan reaches.', {
  plan_only: 'None: it holds for new services.',
  still_equal: 'Those that still have what the plan said before; what was agreed otherwise stays.',
  all: 'All of them; prices and texts of their own are overwritten.',
});

@InputType({ description: 'A new list price from a day on, a new text on documents, or both.' })
export class PriceChangeInput {
  @Field(() => RecordIdScalar, { description: 'The plan.' })
  @IsRecordId()
  planId: PlanId;

  @Field(() => LocalDateScalar, { description: 'The first day of the new price. Days that are charged keep theirs.' })
  @IsLocalDate()
  from: LocalDate;

  @Field(() => DecimalScalar, { nullable: true, description: 'The new price of one unit; as before when left out.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  unitPrice?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The new text on documents, at once; as before when left out.',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  serviceDescription?: string;

  @Field(() => PriceReachEnum, { description: 'Which existing services it reaches.' })
  @IsIn(Object.values(PriceReachEnum))
  reach: PriceReach;
}

@InputType({ description: 'A change of price as it was looked at.' })
export class ApplyPriceChangeInput extends PriceChangeInput {
  @Field(() => String, { description: 'The hash of the preview; when anything is different by now, nothing is done.' })
  @IsString()
  @MaxLength(100)
  hash: string;
}
