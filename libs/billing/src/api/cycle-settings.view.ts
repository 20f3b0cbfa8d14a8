import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  AutoIssueEnum,
  DocumentDateEnum,
  PeriodPriceEnum,
  PrepaidDailyInvoiceEnum,
  PrepaidInvoiceEnum,
} from '../app/settings/cycle-enums.js';
import type { CycleSettings } from '../app/settings/cycle-settings.js';
import { ServiceSettingsView } from './service-settings.view.js';
import { BillingTypeEnum } from '../app/settings/enums.js';

@ObjectType({ isAbstract: true })
export class CycleSettingsView extends ServiceSettingsView {
  @Field(() => BillingTypeEnum, { description: 'How charges of new accounts come about.' })
  billingType: CycleSettings['billingType'];

  @Field(() => Boolean, { description: 'Do billing runs make invoices for new accounts?' })
  autoInvoice: boolean;

  @Field(() => PeriodPriceEnum, { description: 'What a price without a period of its own is for.' })
  periodPrice: CycleSettings['periodPrice'];

  @Field(() => DocumentDateEnum, { description: 'The date that recurring invoices carry.' })
  documentDate: CycleSettings['documentDate'];

  @Field(() => Boolean, { description: 'Do billing runs prepare themselves?' })
  autoRuns: boolean;

  @Field(() => Int, { description: 'Days before the billing day on which a run prepares itself.' })
  autoPreviewDays: number;

  @Field(() => AutoIssueEnum, { description: 'When a run goes out without a person.' })
  autoIssue: CycleSettings['autoIssue'];

  @Field(() => Int, { description: 'Days after the billing day until it goes out by itself.' })
  autoIssueDays: number;

  @Field(() => Int, { description: 'Hour of that day, where the operator is.' })
  autoIssueHour: number;

  @Field(() => Boolean, { description: 'Do future items make an invoice of their own when nothing else is charged?' })
  futureItemsAlone: boolean;

  @Field(() => PrepaidInvoiceEnum, { description: 'Which document the charge of a prepaid period makes.' })
  prepaidInvoice: CycleSettings['prepaidInvoice'];

  @Field(() => PrepaidDailyInvoiceEnum, {
    description: 'Which document prepaid days make that are charged one by one.',
  })
  prepaidDailyInvoice: CycleSettings['prepaidDailyInvoice'];

  @Field(() => Boolean, { description: 'Does prepaid access last through the day of expiry?' })
  prepaidExpiryDayServed: boolean;

  @Field(() => Int, { description: 'Hour of the day at which prepaid accounts are charged.' })
  prepaidHour: number;
}
