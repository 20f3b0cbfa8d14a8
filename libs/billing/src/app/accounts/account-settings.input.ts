import { Field, InputType, Int } from '@nestjs/graphql';
import { IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import type { Id } from '@demarc/kernel';
import { ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min, ValidateIf } from 'class-validator';
import { TEMPLATE_NAMES, type TemplateName } from '../settings/account-templates.js';
import { AccountProformasEnum } from '../settings/document-enums.js';
import { BillingModeEnum, BillingTypeEnum } from '../settings/enums.js';
import type { Account } from './accounts.js';

@InputType({ description: 'Billing settings of one customer; what is left out stays.' })
export class ChangeBillingSettingsInput {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => BillingTypeEnum, { nullable: true, description: 'How charges come about.' })
  @IsOptional()
  @IsIn(Object.values(BillingTypeEnum))
  billingType?: Account['billingType'];

  @Field(() => Boolean, { nullable: true, description: 'Is anything charged at all?' })
  @IsOptional()
  @IsBoolean()
  billingEnabled?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Do billing runs make invoices?' })
  @IsOptional()
  @IsBoolean()
  autoInvoice?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Day of the month, 1 to 31; a month that lacks it takes its last day.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(31)
  billingDay?: number;

  @Field(() => Int, { nullable: true, description: 'Months in one period, 1 to 12.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  periodMonths?: number;

  @Field(() => BillingModeEnum, { nullable: true, description: 'In advance or in arrears.' })
  @IsOptional()
  @IsIn(Object.values(BillingModeEnum))
  mode?: Account['mode'];

  @Field(() => Int, { nullable: true, description: 'Days from the document date to the due date.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  dueDays?: number;

  @Field(() => Int, { nullable: true, description: 'Days from the due date to the block; null never blocks.' })
  @ValidateIf((input: ChangeBillingSettingsInput) => input.blockingDays !== null && input.blockingDays !== undefined)
  @IsInt()
  @Min(0)
  @Max(365)
  blockingDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days from the block until the customer is inactive; null: never.' })
  @ValidateIf(
    (input: ChangeBillingSettingsInput) => input.deactivationDays !== null && input.deactivationDays !== undefined,
  )
  @IsInt()
  @Min(1)
  @Max(365)
  deactivationDays?: number | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The balance that is still fine: zero, or below zero as a tolerance.',
  })
  @IsOptional()
  @IsAmount()
  minimumBalance?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False takes back a mark “free of tax” that was taken over. A new exemption needs evidence.',
  })
  @IsOptional()
  @IsBoolean()
  taxExempt?: boolean;

  @Field(() => AccountProformasEnum, { nullable: true, description: 'Do proformas make themselves?' })
  @IsOptional()
  @IsIn(Object.values(AccountProformasEnum))
  proformas?: Account['proformas'];

  @Field(() => Int, { nullable: true, description: 'Day of the month of the customer’s own proformas, 1 to 28.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(28)
  proformaDay?: number;

  @Field(() => Int, { nullable: true, description: 'Months that one of the customer’s own proformas asks for.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  proformaMonths?: number;

  @Field(() => [String], {
    nullable: true,
    description:
      'Names of settings that are no longer this customer’s own: they take the value that new customers get.',
  })
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(TEMPLATE_NAMES, { each: true })
  reset?: TemplateName[];
}
