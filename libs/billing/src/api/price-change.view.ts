import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  DecimalScalar,
  encodeCursor,
  InstantScalar,
  LocalDateScalar,
  MoneyView,
  moneyViewOf,
  pageOf,
  RecordIdScalar,
} from '@demarc/graphql';
import type { CurrencyCode, LocalDate } from '@demarc/kernel';
import type { PriceChangePreview } from '../app/catalogue/change-plan-price.js';
import type { FoundPriceChange, PriceChangeItem } from '../app/catalogue/find-price-changes.query.js';
import { PriceChangeItemStateEnum, PriceChangeStatusEnum } from '../app/catalogue/catalogue-enums.js';
import { type PriceReach, PriceReachEnum } from '../app/catalogue/price-change.input.js';
import type { PlanId, PriceChangeId, ServiceId } from '../ids.js';

@ObjectType('PriceChangeRow', { description: 'What a change of a plan does to one service.' })
export class PriceChangeRowView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: ServiceId;

  @Field(() => String, { description: 'The number of the service.' })
  number: string;

  customerId: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Its price until then.' })
  oldPrice: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Its price from then on.' })
  newPrice: string | null;

  @Field(() => String, { description: 'Its text until then.' })
  oldDescription: string;

  @Field(() => String, { description: 'Its text from now on.' })
  newDescription: string;

  @Field(() => LocalDateScalar, { description: 'The first day at the new price, after all days that are charged.' })
  from: LocalDate;

  @Field(() => MoneyView, { description: 'The difference in a month, without discounts.' })
  monthly: MoneyView;

  @Field(() => PriceChangeItemStateEnum, { description: 'What came of it.' })
  state: PriceChangeItem['state'];

  @Field(() => String, { nullable: true, description: 'Why it was left as it is.' })
  resultCode: string | null;
}

@ObjectType('PriceChangePreview', { description: 'Whom a change of a plan would touch.' })
export class PriceChangePreviewView {
  @Field(() => String, { description: 'Names these figures; the change is made only while they hold.' })
  hash: string;

  @Field(() => DecimalScalar, { description: 'The list price until then.' })
  priceBefore: string;

  @Field(() => Int, { description: 'Services that it touches.' })
  touched: number;

  @Field(() => Int, { description: 'Customers who have them.' })
  customers: number;

  @Field(() => MoneyView, { description: 'The difference in a month, of all of them together.' })
  monthly: MoneyView;

  @Field(() => [PriceChangeRowView], { description: 'A page of them, by number.' })
  rows: PriceChangeRowView[];

  @Field(() => Boolean, { description: 'Are there more?' })
  hasMore: boolean;

  @Field(() => String, { nullable: true, description: 'Where the next page starts; null when there are no rows.' })
  endCursor: string | null;
}

@ObjectType('PriceChange', { description: 'A change of a plan’s price or text, and how far it is.' })
export class PriceChangeView {
  @Field(() => RecordIdScalar, { description: 'Names the change.' })
  id: PriceChangeId;

  @Field(() => RecordIdScalar, { description: 'The plan.' })
  planId: PlanId;

  @Field(() => PriceReachEnum, { description: 'Which existing services it reaches.' })
  reach: PriceReach;

  @Field(() => LocalDateScalar, { description: 'The first day of the new price.' })
  from: LocalDate;

  @Field(() => DecimalScalar, { description: 'The list price until then.' })
  priceBefore: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'The new list price; null when the text alone changed.' })
  unitPrice: string | null;

  @Field(() => String, { nullable: true, description: 'The new text; null when the price alone changed.' })
  serviceDescription: string | null;

  @Field(() => PriceChangeStatusEnum, { description: 'How far it is.' })
  status: FoundPriceChange['status'];

  @Field(() => Int, { description: 'Services that it was to touch.' })
  touched: number;

  @Field(() => Int, { description: 'Services that are changed.' })
  done: number;

  @Field(() => Int, { description: 'Services that were left as they are.' })
  skipped: number;

  @Field(() => MoneyView, { description: 'The difference in a month, as it was previewed.' })
  monthly: MoneyView;

  @Field(() => String, { description: 'Who made it.' })
  createdBy: string;

  @Field(() => InstantScalar, { description: 'When.' })
  createdAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When the last service was changed.' })
  finishedAt: Date | null;
}

export const PriceChangeRowPage = pageOf(PriceChangeRowView, 'PriceChangeRow');

export function priceChangePreviewView({
  rows,
  monthlyMinor,
  currency,
  ...said
}: PriceChangePreview): PriceChangePreviewView {
  return {
    ...said,
    monthly: moneyViewOf(monthlyMinor, currency),
    endCursor: rows.length === 0 ? null : encodeCursor([rows.at(-1)?.number ?? '']),
    rows: rows.map((row) => priceChangeRowView({ ...row, state: 'waiting', resultCode: null }, currency)),
  };
}

export function priceChangeRowView(
  { monthlyMinor, ...row }: Omit<PriceChangeItem, 'monthlyMinor' | 'currency'> & { monthlyMinor: bigint | string },
  currency: CurrencyCode,
): PriceChangeRowView {
  return { ...row, monthly: moneyViewOf(monthlyMinor, currency) };
}

export function priceChangeView({ monthlyMinor, currency, ...said }: FoundPriceChange): PriceChangeView {
  return { ...said, monthly: moneyViewOf(monthlyMinor, currency) };
}
