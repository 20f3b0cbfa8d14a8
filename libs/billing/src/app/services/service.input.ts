import { Field, InputType, Int } from '@nestjs/graphql';
import { IsLocalDate, IsPlainDecimal } from '@demarc/commands';
import { IsGps } from '@demarc/crm';
import { DecimalScalar, JsonScalar, LocalDateScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { ContractAtEnd } from '../../domain/index.js';
import { ContractAtEndEnum } from '../settings/service-enums.js';
import { DiscountInput } from '../pricing/discount.input.js';
import { VoiceLineInput } from './voice-line.input.js';

@InputType({ isAbstract: true })
export abstract class ServiceDetailsInput {
  @Field(() => String, {
    nullable: true,
    description: 'What customers read on documents; the plan’s description when left out.',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  description?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'How many; multiplies the price.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0.0001' })
  quantity?: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Price of one unit for one period; the plan’s when left out.',
  })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  unitPrice?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Own pay period in months; the plan’s or the account’s when left out.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  periodMonths?: number;

  @Field(() => String, { nullable: true, description: 'What one unit is, as in “3 pcs.”; nothing when left out.' })
  @IsOptional()
  @IsString()
  @MaxLength(30)
  unit?: string;

  @Field(() => String, { nullable: true, description: 'Kind of connection, in the words of the regulator.' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  connectionType?: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Last day of the contract; by the plan when left out, none when null.',
  })
  @IsOptional()
  @IsLocalDate()
  contractEndsOn?: LocalDate | null;

  @Field(() => ContractAtEndEnum, {
    nullable: true,
    description: 'What the end of the contract does; what the plan says when null.',
  })
  @IsOptional()
  @IsIn(Object.values(ContractAtEndEnum))
  contractAtEnd?: ContractAtEnd | null;

  @Field(() => DiscountInput, { nullable: true, description: 'A discount; null takes it away.' })
  @IsOptional()
  @Type(() => DiscountInput)
  @ValidateNested()
  discount?: DiscountInput | null;

  @Field(() => VoiceLineInput, { nullable: true, description: 'The number of a voice service; null takes it away.' })
  @IsOptional()
  @Type(() => VoiceLineInput)
  @ValidateNested()
  voice?: VoiceLineInput | null;

  @Field(() => String, {
    nullable: true,
    description: '`latitude,longitude` in degrees, where the service is not at the customer’s address.',
  })
  @IsOptional()
  @IsGps()
  gps?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Values of custom fields by name; `null` takes one away.' })
  @IsOptional()
  @IsObject()
  customFields?: Record<string, unknown>;
}
