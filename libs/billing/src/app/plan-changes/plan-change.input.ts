import { Field, InputType } from '@nestjs/graphql';
import { IsLocalDate, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import type { PlanId, ServiceId } from '../../ids.js';
import { ChangeInvoiceEnum, ChangeRefundEnum } from '../settings/enums.js';

@InputType({ description: 'What a change of plan does differently from the billing settings.' })
export class PlanChangeOptionsInput {
  @Field(() => ChangeRefundEnum, { nullable: true, description: 'What it gives back; as set when left out.' })
  @IsOptional()
  @IsIn(Object.values(ChangeRefundEnum))
  refund?: 'none' | 'unused' | 'rollover';

  @Field(() => ChangeInvoiceEnum, {
    nullable: true,
    description: 'When the new plan is charged; as set when left out.',
  })
  @IsOptional()
  @IsIn(Object.values(ChangeInvoiceEnum))
  invoice?: 'period_end' | 'thirty_days' | 'next_run';

  @Field(() => Boolean, { nullable: true, description: 'Is the fee of the settings taken? Yes when left out.' })
  @IsOptional()
  @IsBoolean()
  withFee?: boolean;
}

@InputType({ description: 'A change of plan: the old service ends the day before, a new one begins.' })
export class ChangePlanInput {
  @Field(() => RecordIdScalar, { description: 'The service whose plan changes.' })
  @IsRecordId()
  serviceId: ServiceId;

  @Field(() => RecordIdScalar, { description: 'The new plan.' })
  @IsRecordId()
  planId: PlanId;

  @Field(() => LocalDateScalar, { description: 'The first day of the new plan.' })
  @IsLocalDate()
  changeOn: LocalDate;

  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one unit; the plan’s when left out.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  unitPrice?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'How many; as before when left out.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0.0001' })
  quantity?: string;

  @Field(() => PlanChangeOptionsInput, { nullable: true, description: 'What differs from the billing settings.' })
  @IsOptional()
  @Type(() => PlanChangeOptionsInput)
  @ValidateNested()
  options?: PlanChangeOptionsInput;

  @Field(() => Boolean, { nullable: true, description: 'Do the discounts of the old service go on? No when left out.' })
  @IsOptional()
  @IsBoolean()
  keepDiscounts?: boolean;

  @Field(() => String, { nullable: true, description: 'Why, for the record.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  reason?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Is the customer told by e-mail, in the words of the preview? No when left out.',
  })
  @IsOptional()
  @IsBoolean()
  notify?: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The hash of the preview; when the figures are others by now, nothing is done.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  planHash?: string;
}
