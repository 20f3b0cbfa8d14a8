import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  BigIntScalar,
  DecimalScalar,
  LocalDateScalar,
  moneyViewOf,
  MoneyView,
  pageOf,
  RecordIdScalar,
} from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import type { DecidedDiscount, DecidedDiscounts, DiscountSkip } from '../app/pricing/decide-discounts.js';
import type { ServiceDiscountId } from '../app/pricing/discount-commands.js';
import { DiscountKindEnum } from '../app/settings/enums.js';
import { DiscountSkipEnum } from '../app/settings/pricing-enums.js';
import type { PlanId, ServiceId } from '../ids.js';

@ObjectType('ServiceDiscount', { description: 'A discount of a service, counted day by day.' })
export class ServiceDiscountView {
  @Field(() => RecordIdScalar, { description: 'Names the discount.' })
  id: ServiceDiscountId;

  @Field(() => Boolean, { description: 'The main one; additional ones go before it.' })
  main: boolean;

  @Field(() => DiscountKindEnum, { description: 'A percentage, or an amount off each period.' })
  kind: 'percent' | 'fixed';

  @Field(() => DecimalScalar, { description: 'The percentage or the amount.' })
  value: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'First day of service that is cheaper; null: from its start.',
  })
  from: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of service that is cheaper; null: no end.' })
  through: LocalDate | null;

  @Field(() => String, { description: 'What the customer reads.' })
  text: string;
}

@ObjectType('ServicePrice', { description: 'A price of a service from a day on.' })
export class ServicePriceView {
  @Field(() => LocalDateScalar, { description: 'The first day at this price; the first one holds before it too.' })
  from: LocalDate;

  @Field(() => DecimalScalar, { description: 'Price of one unit for one period.' })
  unitPrice: string;
}

@ObjectType('PriceException', { description: 'A service that does not cost what its plan does.' })
export class PriceExceptionView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: ServiceId;

  @Field(() => BigIntScalar, { description: 'The number that people use.' })
  number: string;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => String, { description: 'What the customer reads on documents.' })
  description: string;

  @Field(() => RecordIdScalar, { description: 'The plan.' })
  planId: PlanId;

  @Field(() => String, { description: 'The plan’s title.' })
  planTitle: string;

  @Field(() => String, { description: 'ISO 4217 code of the prices.' })
  currency: string;

  @Field(() => DecimalScalar, { description: 'How many; multiplies the price.' })
  quantity: string;

  @Field(() => DecimalScalar, { description: 'What the plan costs today.' })
  listPrice: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'What the service costs today, before discounts.' })
  unitPrice: string | null;
}

export const PriceExceptionPage = pageOf(PriceExceptionView, 'PriceException');

@ObjectType('DiscountPreviewRow', { description: 'What a discount would do to one service.' })
export class DiscountPreviewRowView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: ServiceId;

  @Field(() => BigIntScalar, { description: 'The number that people use.' })
  number: string;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => String, { description: 'What the customer reads on documents.' })
  description: string;

  @Field(() => MoneyView, { description: 'A whole period on the first day of the discount, without it.' })
  before: MoneyView;

  @Field(() => MoneyView, { description: 'A whole period on that day, with it.' })
  after: MoneyView;

  @Field(() => DiscountSkipEnum, { nullable: true, description: 'Why this service would not get it.' })
  skipped: DiscountSkip | null;
}

@ObjectType('DiscountPreview', {
  description: 'What a discount would do to the services of chosen customers. Nothing is written.',
})
export class DiscountPreviewView {
  @Field(() => [DiscountPreviewRowView], { description: 'Each service of the customers.' })
  rows: DiscountPreviewRowView[];

  @Field(() => Int, { description: 'How many would get it.' })
  given: number;

  @Field(() => String, { description: 'Names these figures; applying them gives it back.' })
  planHash: string;
}

@ObjectType('DiscountsApplied', { description: 'What became of a discount for many customers.' })
export class DiscountsAppliedView {
  @Field(() => Int, { description: 'Services that have it now.' })
  given: number;

  @Field(() => Int, { description: 'Services that were left out.' })
  skipped: number;
}

export function discountPreviewView({ rows, hash }: DecidedDiscounts): DiscountPreviewView {
  return {
    rows: rows.map((row: DecidedDiscount) => ({
      ...row,
      before: moneyViewOf(row.beforeMinor.toString(), row.currency),
      after: moneyViewOf(row.afterMinor.toString(), row.currency),
    })),
    given: rows.filter((row) => row.skipped === null).length,
    planHash: hash,
  };
}
