import { Field, InputType } from '@nestjs/graphql';
import { IsCurrency, IsLocalDate, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { CurrencyCode, Id, LocalDate } from '@demarc/kernel';
import { IsBoolean, IsIn, IsOptional, IsString, Length, MaxLength, MinLength } from 'class-validator';
import type { ResellerBasis } from '../../domain/index.js';
import type { PaymentMethodId, ResellerSettlementId } from '../../ids.js';
import { ReasonField } from '../reason-field.js';
import { ResellerBasisEnum } from './reseller-enums.js';

@InputType({ description: 'What a partner gets, from a day on.' })
export class SetResellerTermsInput {
  @Field(() => RecordIdScalar, { description: 'The partner.' })
  @IsRecordId()
  partnerId: Id<'Partner'>;

  @Field(() => LocalDateScalar, { description: 'Holds for documents issued from this day on.' })
  @IsLocalDate()
  from: LocalDate;

  @Field(() => DecimalScalar, { description: 'Percent of the amount before tax; 0: nothing is shared any more.' })
  @IsPlainDecimal({ min: '0', decimals: 4 })
  percent: string;

  @Field(() => ResellerBasisEnum, { description: 'What the share is taken of.' })
  @IsIn(Object.values(ResellerBasisEnum))
  basis: ResellerBasis;

  @Field(() => Boolean, { nullable: true, description: 'Are fees shared too? No when left out.' })
  @IsOptional()
  @IsBoolean()
  withFees?: boolean;
}

@InputType({ description: 'Which settlement.' })
export class NextSettlementInput {
  @Field(() => RecordIdScalar, { description: 'The partner.' })
  @IsRecordId()
  partnerId: Id<'Partner'>;

  @Field(() => LocalDateScalar, { description: 'Its last day, which must be over.' })
  @IsLocalDate()
  through: LocalDate;

  @Field(() => String, { nullable: true, description: 'The currency; the operator’s own when left out.' })
  @IsOptional()
  @IsCurrency()
  currency?: CurrencyCode;
}

@InputType({ description: 'The settlement that was previewed.' })
export class SettleResellerInput extends NextSettlementInput {
  @Field(() => String, { description: 'Names the figures that were seen.' })
  @IsString()
  @Length(1, 100)
  hash: string;
}

@InputType({ description: 'How a settlement was paid.' })
export class PayResellerInput {
  @Field(() => RecordIdScalar, { description: 'The settlement.' })
  @IsRecordId()
  settlementId: ResellerSettlementId;

  @Field(() => RecordIdScalar, { description: 'The way to pay: out of cash or the bank.' })
  @IsRecordId()
  methodId: PaymentMethodId;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When; today when left out.' })
  @IsOptional()
  @IsLocalDate()
  paidOn?: LocalDate;

  @Field(() => String, { description: 'The reference of the payment, for the books.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  reference: string;
}

@InputType({ isAbstract: true })
abstract class TakeBackInput {
  @Field(() => RecordIdScalar, { description: 'The settlement.' })
  @IsRecordId()
  settlementId: ResellerSettlementId;

  @ReasonField('Why, for the books.')
  reason: string;
}

@InputType({ description: 'A settlement to take back: the last one of its partner, not paid.' })
export class UndoResellerSettlementInput extends TakeBackInput {}

@InputType({ description: 'A settlement whose payout was noted by mistake.' })
export class TakeBackResellerPayoutInput extends TakeBackInput {}
