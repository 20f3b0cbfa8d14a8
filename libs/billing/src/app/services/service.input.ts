import { Field, InputType, Int } from '@nestjs/graphql';
import { IsLocalDate, IsPlainDecimal } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { DiscountKindEnum } from '../settings/enums.js';

@InputType({ description: 'A discount on a service, taken off before tax.' })
export class DiscountInput {
  @Field(() => DiscountKindEnum, { description: 'A percentage, or an amount off each period.' })
  @IsIn(['percent', 'fixed'])
  kind: 'percent' | 'fixed';

  @Field(() => DecimalScalar, { description: 'The percentage or the amount.' })
  @IsPlainDecimal({ min: '0' })
  value: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day on which runs take it off.' })
  @IsOptional()
  @IsLocalDate()
  from?: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day on which runs take it off.' })
  @IsOptional()
  @IsLocalDate()
  through?: LocalDate;

  @Field(() => String, { nullable: true, description: 'What the customer reads.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  text?: string;
}

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

  @Field(() => DiscountInput, { nullable: true, description: 'A discount; null takes it away.' })
  @IsOptional()
  @Type(() => DiscountInput)
  @ValidateNested()
  discount?: DiscountInput | null;
}

/** A discount as columns; `undefined` leaves them alone. */
export function discountColumns(discount: DiscountInput | null | undefined): object {
  if (discount === undefined) return {};
  return {
    discountKind: discount?.kind ?? null,
    discountValue: discount?.value ?? null,
    discountFrom: discount?.from ?? null,
    discountTo: discount?.through ?? null,
    discountText: discount?.text ?? null,
  };
}
