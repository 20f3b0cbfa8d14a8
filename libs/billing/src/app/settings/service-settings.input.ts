import { Field, InputType, Int } from '@nestjs/graphql';
import { IsPlainDecimal } from '@demarc/commands';
import { DecimalScalar } from '@demarc/graphql';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { ChangeRefundEnum } from './enums.js';
import { EndOnFirstDayEnum, EndRefundEnum, PauseBillingEnum } from './service-enums.js';
import { PricingSettingsInput } from './pricing-settings.input.js';
import type { ServiceSettings } from './service-settings.js';

@InputType({ isAbstract: true })
export class ServiceSettingsInput extends PricingSettingsInput implements Partial<ServiceSettings> {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'A smaller sum after a change of plan makes no document of its own; null: every sum makes one.',
  })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  changeMinimumInvoice?: string | null;

  @Field(() => ChangeRefundEnum, {
    nullable: true,
    description: 'What a change of plan of a prepaid account gives back.',
  })
  @IsOptional()
  @IsIn(Object.values(ChangeRefundEnum))
  prepaidChangeRefund?: ServiceSettings['prepaidChangeRefund'];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Fee of a prepaid account for a change to a dearer plan.',
  })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  prepaidChangeFeeToDearer?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Fee of a prepaid account for a change to a cheaper plan.',
  })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  prepaidChangeFeeToCheaper?: string | null;

  @Field(() => PauseBillingEnum, {
    nullable: true,
    description: 'What the days of a pause cost when nothing else is said.',
  })
  @IsOptional()
  @IsIn(Object.values(PauseBillingEnum))
  pauseBilling?: ServiceSettings['pauseBilling'];

  @Field(() => Int, { nullable: true, description: 'The share of the price that a reduced pause costs, in percent.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99)
  pauseReducedPercent?: number;

  @Field(() => Boolean, { nullable: true, description: 'Are paused days that are on a document already given back?' })
  @IsOptional()
  @IsBoolean()
  pauseCredit?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'The most days of a calendar year that a service can be paused; null: no limit.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(366)
  pauseMostDays?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'May customers pause their services themselves?' })
  @IsOptional()
  @IsBoolean()
  pauseByCustomer?: boolean;

  @Field(() => EndRefundEnum, {
    nullable: true,
    description: 'What an end of a service gives back when nothing else is said.',
  })
  @IsOptional()
  @IsIn(Object.values(EndRefundEnum))
  endRefund?: ServiceSettings['endRefund'];

  @Field(() => EndOnFirstDayEnum, { nullable: true, description: 'What a service costs that ends on its first day.' })
  @IsOptional()
  @IsIn(Object.values(EndOnFirstDayEnum))
  endOnFirstDay?: ServiceSettings['endOnFirstDay'];

  @Field(() => Int, {
    nullable: true,
    description: 'Days before the end of a contract on which it is told; null: never.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(365)
  contractNoticeDays?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Is the end of a contract told also where it renews itself?' })
  @IsOptional()
  @IsBoolean()
  contractNoticeWhenRenewed?: boolean;
}
