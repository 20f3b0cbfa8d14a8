import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DecimalScalar, LocalDateScalar, MoneyView, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import {
  FeeAsEnum,
  FeeKindEnum,
  FeeStatusEnum,
  PromiseKindEnum,
  PromiseStatusEnum,
  RollbackStaysEnum,
} from '../app/settings/collection-enums.js';
import { CustomerStatusEnum, ServiceStatusEnum, StandingEnum } from '../app/settings/enums.js';
import type { FoundFee, FoundPromise } from '../app/standing/find-collection.query.js';

@ObjectType('Promise', { description: 'A promise to pay, or time that staff gave.' })
export class PromiseView {
  @Field(() => RecordIdScalar, { description: 'Names it.' })
  id: string;

  @Field(() => PromiseKindEnum, { description: 'Which of the two.' })
  kind: string;

  @Field(() => LocalDateScalar, { description: 'Its last day.' })
  untilOn: LocalDate;

  @Field(() => MoneyView, { nullable: true, description: 'What is promised.' })
  amount: MoneyView | null;

  @Field(() => Boolean, { description: 'Did the customer make it in the portal?' })
  byCustomer: boolean;

  @Field(() => String, { description: 'A note for staff.' })
  note: string;

  @Field(() => LocalDateScalar, { description: 'When it was made.' })
  madeOn: LocalDate;

  @Field(() => String, { description: 'By whom.' })
  madeBy: string;

  @Field(() => PromiseStatusEnum, { description: 'What became of it.' })
  status: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Since when.' })
  endedOn: LocalDate | null;
}

export function promiseView(found: FoundPromise): PromiseView {
  return { ...found, amount: found.amountMinor === null ? null : moneyViewOf(found.amountMinor, found.currency) };
}

@ObjectType('Fee', { description: 'A fee that was charged, or waived.' })
export class FeeView {
  @Field(() => RecordIdScalar, { description: 'Names the fee.' })
  id: string;

  @Field(() => FeeKindEnum, { description: 'What it is for.' })
  kind: string;

  @Field(() => String, { description: 'Its name.' })
  title: string;

  @Field(() => LocalDateScalar, { description: 'The day that it is for.' })
  forDate: LocalDate;

  @Field(() => Int, { description: 'Which one of the invoice.' })
  occurrence: number;

  @Field(() => MoneyView, { description: 'How much, before tax.' })
  amount: MoneyView;

  @Field(() => FeeStatusEnum, { description: 'What became of it.' })
  status: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The unpaid invoice.' })
  invoiceId: string | null;

  @Field(() => String, { nullable: true, description: 'Its number.' })
  invoiceNumber: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The invoice that charges it.' })
  madeInvoiceId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The item of the next invoice that charges it.' })
  futureItemId: string | null;

  @Field(() => String, { nullable: true, description: 'Who waived it.' })
  waivedBy: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was waived.' })
  waivedOn: LocalDate | null;

  @Field(() => String, { nullable: true, description: 'Why it was waived.' })
  waivedReason: string | null;
}

export function feeView(found: FoundFee): FeeView {
  return { ...found, amount: moneyViewOf(found.amountMinor, found.currency) };
}

@ObjectType('FeeRule', { description: 'A fee that is charged by itself.' })
export class FeeRuleView {
  @Field(() => RecordIdScalar, { description: 'Names it.' })
  id: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Whose customers pay it; null: everybody else’s.' })
  partnerId: string | null;

  @Field(() => FeeKindEnum, { description: 'What it is for.' })
  kind: string;

  @Field(() => String, { description: 'What the customer reads.' })
  title: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much, before tax.' })
  amount: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Or which percentage.' })
  percent: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Its tax rate.' })
  taxRateId: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that.' })
  taxName: string | null;

  @Field(() => Int, { description: 'Days until the first one.' })
  afterDays: number;

  @Field(() => Int, { nullable: true, description: 'Days from one to the next; null: once.' })
  everyDays: number | null;

  @Field(() => Int, { description: 'How many at most for one invoice.' })
  times: number;

  @Field(() => FeeAsEnum, { description: 'How it is charged.' })
  as: string;

  @Field(() => LocalDateScalar, { description: 'For invoices from this day on.' })
  fromOn: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Since when it is charged no longer.' })
  endedOn: LocalDate | null;

  @Field(() => Int, { description: 'How many were charged and stand.' })
  charged: number;

  @Field(() => Int, { description: 'How many were waived.' })
  waived: number;
}

@ObjectType('RollbackService', { description: 'What a rollback does to one service.' })
export class RollbackServiceView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => ServiceStatusEnum, { description: 'How it stands.' })
  status: string;

  @Field(() => ServiceStatusEnum, { description: 'How it would stand.' })
  after: string;
}

@ObjectType('RollbackItem', { description: 'What a rollback does to one customer.' })
export class RollbackItemView {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  customerId: string;

  @Field(() => StandingEnum, { description: 'The standing now.' })
  standing: string;

  @Field(() => StandingEnum, { description: 'The standing after.' })
  standingAfter: string;

  @Field(() => CustomerStatusEnum, { description: 'The status now.' })
  status: string;

  @Field(() => CustomerStatusEnum, { description: 'The status after.' })
  statusAfter: string;

  @Field(() => [RollbackServiceView], { description: 'The services.' })
  services: readonly RollbackServiceView[];

  @Field(() => RollbackStaysEnum, { nullable: true, description: 'Why this customer stays as is; null: rolled back.' })
  stays: string | null;
}

@ObjectType('RollbackPreview', { description: 'What a rollback of suspensions would do. Nothing has been written.' })
export class RollbackPreviewView {
  @Field(() => [RollbackItemView], { description: 'Each customer.' })
  items: readonly RollbackItemView[];

  @Field(() => String, { description: 'Names what was looked at; the rollback takes it.' })
  hash: string;
}
