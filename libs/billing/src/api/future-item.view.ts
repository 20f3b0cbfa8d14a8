import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  DecimalScalar,
  InstantScalar,
  LocalDateScalar,
  MoneyView,
  moneyViewOf,
  pageOf,
  RecordIdScalar,
} from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import type { FoundFutureItem } from '../app/documents/find-future-items.query.js';
import { FutureItemSourceEnum, FutureItemStatusEnum } from '../app/settings/enums.js';
import type { FutureItemId } from '../ids.js';

@ObjectType('DocumentRef', { description: 'A document by its number.' })
export class DocumentRefView {
  @Field(() => RecordIdScalar, { description: 'Names the document.' })
  id: string;

  @Field(() => String, { description: 'Its number.' })
  number: string;
}

@ObjectType('FutureItem', { description: 'Waits to be charged with, or taken off, an invoice. In no balance before.' })
export class FutureItemView {
  @Field(() => RecordIdScalar, { description: 'Names the item.' })
  id: FutureItemId;

  @Field(() => RecordIdScalar, { description: 'Who will be charged.' })
  customerId: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service that it is about.' })
  serviceId: string | null;

  @Field(() => FutureItemSourceEnum, { description: 'Where it came from.' })
  source: string;

  @Field(() => FutureItemStatusEnum, { description: 'What became of it.' })
  status: string;

  @Field(() => String, { description: 'What the customer reads.' })
  description: string;

  @Field(() => DecimalScalar, { description: 'How many.' })
  quantity: string;

  @Field(() => String, { description: 'Of what; empty for pieces.' })
  unit: string;

  @Field(() => DecimalScalar, { description: 'Price of one; below zero it is taken off.' })
  unitPrice: string;

  @Field(() => Boolean, { description: 'Is tax inside the price?' })
  taxInclusive: boolean;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The tax rate.' })
  taxRateId: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the tax rate.' })
  taxName: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Percent of the tax rate.' })
  taxPercent: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'On no invoice before this day; null: on the next one.',
  })
  dueOn: LocalDate | null;

  @Field(() => LocalDateScalar, { description: 'When it was added.' })
  addedOn: LocalDate;

  @Field(() => MoneyView, { description: 'Quantity × price; whether with tax says taxInclusive.' })
  whole: MoneyView;

  @Field(() => MoneyView, { description: 'What of it stands on no invoice yet.' })
  left: MoneyView;

  @Field(() => [DocumentRefView], { description: 'The invoices that took it.' })
  invoices: readonly DocumentRefView[];

  @Field(() => String, { nullable: true, description: 'Why it was cancelled.' })
  cancelledReason: string | null;

  @Field(() => String, { description: 'Who added it.' })
  createdBy: string;

  @Field(() => InstantScalar, { description: 'When it was added, to the second.' })
  createdAt: Date;

  @Field(() => Int, { description: 'Counts changes; given back with a change.' })
  revision: number;
}

export function futureItemView(found: FoundFutureItem): FutureItemView {
  const leftMinor = found.status === 'cancelled' ? 0n : BigInt(found.wholeMinor) - BigInt(found.takenMinor);
  return {
    ...found,
    whole: moneyViewOf(found.wholeMinor, found.currency),
    left: moneyViewOf(leftMinor, found.currency),
  };
}

export const FutureItemPage = pageOf(FutureItemView, 'FutureItem');
