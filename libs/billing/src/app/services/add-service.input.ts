import { Field, InputType } from '@nestjs/graphql';
import { IsListOf, IsLocalDate, IsRecordId } from '@demarc/commands';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { Id, LocalDate } from '@demarc/kernel';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { PlanId } from '../../ids.js';
import { OneTimeItemInput } from './one-time-item.input.js';
import { ServiceDetailsInput } from './service.input.js';

@InputType({ description: 'A service to add: a plan, and what differs from it.' })
export class AddServiceInput extends ServiceDetailsInput {
  @Field(() => RecordIdScalar, { description: 'Whose service it is.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => RecordIdScalar, { description: 'The plan.' })
  @IsRecordId()
  planId: PlanId;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day of service; today when left out.' })
  @IsOptional()
  @IsLocalDate()
  startsOn?: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of service, itself included.' })
  @IsOptional()
  @IsLocalDate()
  endsOn?: LocalDate;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'First day that is charged; the first day of service when left out.',
  })
  @IsOptional()
  @IsLocalDate()
  billingFrom?: LocalDate;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day that its anniversaries count from; the first day that is charged when left out.',
  })
  @IsOptional()
  @IsLocalDate()
  anchorOn?: LocalDate;

  @Field(() => [OneTimeItemInput], { nullable: true, description: 'Sold once with it, on the first invoice.' })
  @IsOptional()
  @IsListOf(() => OneTimeItemInput, { most: 20 })
  oneTimeItems?: OneTimeItemInput[];

  @Field(() => String, {
    nullable: true,
    description: 'The hash of the preview; when the figures are others by now, nothing is done.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  planHash?: string;
}
