import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DecimalScalar } from '@demarc/graphql';
import { ChangeRefundEnum } from '../app/settings/enums.js';
import { EndOnFirstDayEnum, EndRefundEnum, PauseBillingEnum } from '../app/settings/service-enums.js';
import type { ServiceSettings } from '../app/settings/service-settings.js';
import { PricingSettingsView } from './pricing-settings.view.js';

@ObjectType({ isAbstract: true })
export class ServiceSettingsView extends PricingSettingsView {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'A smaller sum after a change of plan makes no document of its own; null: every sum makes one.',
  })
  changeMinimumInvoice: string | null;

  @Field(() => ChangeRefundEnum, { description: 'What a change of plan of a prepaid account gives back.' })
  prepaidChangeRefund: ServiceSettings['prepaidChangeRefund'];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Fee of a prepaid account for a change to a dearer plan.',
  })
  prepaidChangeFeeToDearer: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Fee of a prepaid account for a change to a cheaper plan.',
  })
  prepaidChangeFeeToCheaper: string | null;

  @Field(() => PauseBillingEnum, { description: 'What the days of a pause cost when nothing else is said.' })
  pauseBilling: ServiceSettings['pauseBilling'];

  @Field(() => Int, { description: 'The share of the price that a reduced pause costs, in percent.' })
  pauseReducedPercent: number;

  @Field(() => Boolean, { description: 'Are paused days that are on a document already given back?' })
  pauseCredit: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'The most days of a calendar year that a service can be paused; null: no limit.',
  })
  pauseMostDays: number | null;

  @Field(() => Boolean, { description: 'May customers pause their services themselves?' })
  pauseByCustomer: boolean;

  @Field(() => EndRefundEnum, { description: 'What an end of a service gives back when nothing else is said.' })
  endRefund: ServiceSettings['endRefund'];

  @Field(() => EndOnFirstDayEnum, { description: 'What a service costs that ends on its first day.' })
  endOnFirstDay: ServiceSettings['endOnFirstDay'];

  @Field(() => Int, {
    nullable: true,
    description: 'Days before the end of a contract on which it is told; null: never.',
  })
  contractNoticeDays: number | null;

  @Field(() => Boolean, { description: 'Is the end of a contract told also where it renews itself?' })
  contractNoticeWhenRenewed: boolean;
}
