import { Field, InputType, Int } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { CycleSettings } from './cycle-settings.js';
import { ServiceSettingsInput } from './service-settings.input.js';
import {
  AutoIssueEnum,
  DocumentDateEnum,
  PeriodPriceEnum,
  PrepaidDailyInvoiceEnum,
  PrepaidInvoiceEnum,
} from './cycle-enums.js';
import { BillingTypeEnum } from './enums.js';

@InputType({ isAbstract: true })
export class CycleSettingsInput extends ServiceSettingsInput implements Partial<CycleSettings> {
  @Field(() => BillingTypeEnum, { nullable: true, description: 'How charges of new accounts come about.' })
  @IsOptional()
  @IsIn(Object.values(BillingTypeEnum))
  billingType?: CycleSettings['billingType'];

  @Field(() => Boolean, { nullable: true, description: 'Do billing runs make invoices for new accounts?' })
  @IsOptional()
  @IsBoolean()
  autoInvoice?: boolean;

  @Field(() => PeriodPriceEnum, { nullable: true, description: 'What a price without a period of its own is for.' })
  @IsOptional()
  @IsIn(Object.values(PeriodPriceEnum))
  periodPrice?: CycleSettings['periodPrice'];

  @Field(() => DocumentDateEnum, { nullable: true, description: 'The date that recurring invoices carry.' })
  @IsOptional()
  @IsIn(Object.values(DocumentDateEnum))
  documentDate?: CycleSettings['documentDate'];

  @Field(() => Boolean, { nullable: true, description: 'Do billing runs prepare themselves?' })
  @IsOptional()
  @IsBoolean()
  autoRuns?: boolean;

  @Field(() => Int, { nullable: true, description: 'Days before the billing day on which a run prepares itself.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(28)
  autoPreviewDays?: number;

  @Field(() => AutoIssueEnum, { nullable: true, description: 'When a run goes out without a person.' })
  @IsOptional()
  @IsIn(Object.values(AutoIssueEnum))
  autoIssue?: CycleSettings['autoIssue'];

  @Field(() => Int, { nullable: true, description: 'Days after the billing day until it goes out by itself.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(30)
  autoIssueDays?: number;

  @Field(() => Int, { nullable: true, description: 'Hour of that day, where the operator is.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(23)
  autoIssueHour?: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Do future items make an invoice of their own when nothing else is charged?',
  })
  @IsOptional()
  @IsBoolean()
  futureItemsAlone?: boolean;

  @Field(() => PrepaidInvoiceEnum, {
    nullable: true,
    description: 'Which document the charge of a prepaid period makes.',
  })
  @IsOptional()
  @IsIn(Object.values(PrepaidInvoiceEnum))
  prepaidInvoice?: CycleSettings['prepaidInvoice'];

  @Field(() => PrepaidDailyInvoiceEnum, {
    nullable: true,
    description: 'Which document prepaid days make that are charged one by one.',
  })
  @IsOptional()
  @IsIn(Object.values(PrepaidDailyInvoiceEnum))
  prepaidDailyInvoice?: CycleSettings['prepaidDailyInvoice'];

  @Field(() => Boolean, { nullable: true, description: 'Does prepaid access last through the day of expiry?' })
  @IsOptional()
  @IsBoolean()
  prepaidExpiryDayServed?: boolean;

  @Field(() => Int, { nullable: true, description: 'Hour of the day at which prepaid accounts are charged.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(23)
  prepaidHour?: number;
}
