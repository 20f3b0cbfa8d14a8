import { Field, InputType } from '@nestjs/graphql';
import { IsLocalDate, IsRecordId } from '@demarc/commands';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { PauseBilling } from '../../domain/index.js';
import type { ServiceId } from '../../ids.js';
import { PauseBillingEnum } from '../settings/service-enums.js';

@InputType({
  description: 'A pause: no access for a while. What its days cost follows from the settings, or is said here.',
})
export class PauseServiceInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: ServiceId;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day of the pause; today when left out.' })
  @IsOptional()
  @IsLocalDate()
  from?: LocalDate;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Last day of the pause, itself included; until somebody resumes it when left out.',
  })
  @IsOptional()
  @IsLocalDate()
  through?: LocalDate;

  @Field(() => PauseBillingEnum, { nullable: true, description: 'What its days cost; as set when left out.' })
  @IsOptional()
  @IsIn(Object.values(PauseBillingEnum))
  billing?: PauseBilling;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Are days that are on a document already given back? As set when left out.',
  })
  @IsOptional()
  @IsBoolean()
  credit?: boolean;

  @Field(() => String, { nullable: true, description: 'Why, for the record.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  reason?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The hash of the preview; when the figures are others by now, nothing is done.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  planHash?: string;
}
