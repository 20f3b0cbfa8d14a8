import { Field, InputType } from '@nestjs/graphql';
import { IsLocalDate, IsPlainDecimal } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { DiscountKindEnum } from '../settings/enums.js';

@InputType({ description: 'A discount on a service, taken off before tax, day by day.' })
export class DiscountInput {
  @Field(() => DiscountKindEnum, { description: 'A percentage, or an amount off each period.' })
  @IsIn(['percent', 'fixed'])
  kind: 'percent' | 'fixed';

  @Field(() => DecimalScalar, { description: 'The percentage or the amount.' })
  @IsPlainDecimal({ min: '0' })
  value: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day of service that is cheaper.' })
  @IsOptional()
  @IsLocalDate()
  from?: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of service that is cheaper.' })
  @IsOptional()
  @IsLocalDate()
  through?: LocalDate;

  @Field(() => String, { nullable: true, description: 'What the customer reads.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  text?: string;
}
