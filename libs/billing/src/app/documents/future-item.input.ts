import { Field, InputType, Int } from '@nestjs/graphql';
import { IsLocalDate, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { Id, LocalDate } from '@demarc/kernel';
import { IsBoolean, IsInt, IsOptional, IsString, MaxLength, Min, MinLength } from 'class-validator';
import type { FutureItemId, PlanId, ServiceId, TaxRateId } from '../../ids.js';
import { ReasonField } from '../reason-field.js';

@InputType({ isAbstract: true })
abstract class FutureItemDetailsInput {
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

  @Field(() => String, { nullable: true, description: 'Of what; empty for pieces.' })
  @IsOptional()
  @IsString()
  @MaxLength(30)
  unit?: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Price of one; below zero it is taken off the invoice. Needed without a plan.',
  })
  @IsOptional()
  @IsPlainDecimal({ min: '-99999999999999' })
  unitPrice?: string;

  @Field(() => Boolean, { nullable: true, description: 'Is tax inside the price?' })
  @IsOptional()
  @IsBoolean()
  taxInclusive?: boolean;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The tax rate; null for none.' })
  @IsOptional()
  @IsRecordId()
  taxRateId?: TaxRateId | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'On no invoice before this day; with the next one when null.',
  })
  @IsOptional()
  @IsLocalDate()
  dueOn?: LocalDate | null;
}

@InputType({ description: 'Something to be charged with, or taken off, the customer’s next invoice.' })
export class AddFutureItemInput extends FutureItemDetailsInput {
  @Field(() => RecordIdScalar, { description: 'Who will be charged.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'A one-time plan: gives description, price and tax where they are left out.',
  })
  @IsOptional()
  @IsRecordId()
  planId?: PlanId;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service that it is about.' })
  @IsOptional()
  @IsRecordId()
  serviceId?: ServiceId;
}

@InputType({ description: 'New data of an open future item; what is left out stays.' })
export class ChangeFutureItemInput extends FutureItemDetailsInput {
  @Field(() => RecordIdScalar, { description: 'The item.' })
  @IsRecordId()
  futureItemId: FutureItemId;

  @Field(() => Int, { description: 'The revision that was read: a newer one is not overwritten.' })
  @IsInt()
  @Min(1)
  revision: number;
}

@InputType({ description: 'A future item that shall not be charged.' })
export class CancelFutureItemInput {
  @Field(() => RecordIdScalar, { description: 'The item.' })
  @IsRecordId()
  futureItemId: FutureItemId;

  @ReasonField('Why, for the record.')
  reason: string;
}
