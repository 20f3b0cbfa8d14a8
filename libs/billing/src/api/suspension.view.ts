import { Field, Int, ObjectType } from '@nestjs/graphql';
import { InstantScalar, LocalDateScalar, MoneyView, moneyViewOf, pageOf, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import type { FoundBatch, FoundSuspension } from '../app/runs/find-runs.query.js';
import { StandingEnum, SuspensionBatchStatusEnum, SuspensionOutcomeEnum } from '../app/settings/enums.js';
import type { SuspensionBatchId } from '../ids.js';

@ObjectType('SuspensionBatch', { description: 'A list of suspensions of one day and partner.' })
export class SuspensionBatchView {
  @Field(() => RecordIdScalar, { description: 'Names the list.' })
  id: SuspensionBatchId;

  @Field(() => RecordIdScalar, { description: 'The partner whose customers they are.' })
  partnerId: string;

  @Field(() => LocalDateScalar, { description: 'The day.' })
  forDate: LocalDate;

  @Field(() => SuspensionBatchStatusEnum, { description: 'How far it is.' })
  status: string;

  @Field(() => String, { description: 'Names the list as it is: give it with the approval.' })
  planHash: string;

  @Field(() => Int, { description: 'Customers who would be suspended.' })
  due: number;

  @Field(() => Int, { description: 'Customers who are left out, with reasons.' })
  excluded: number;

  @Field(() => Int, { description: 'Active customers of the partner, for comparison.' })
  activeCustomers: number;

  @Field(() => Boolean, { description: 'So many that only a person can approve them.' })
  braked: boolean;

  @Field(() => String, { description: 'Who worked it out.' })
  createdBy: string;

  @Field(() => InstantScalar, { description: 'When.' })
  createdAt: Date;

  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  approvedBy: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was approved.' })
  approvedAt: Date | null;

  @Field(() => Boolean, { description: 'The daily watch worked it out, no person did.' })
  madeByItself: boolean;

  @Field(() => Boolean, { description: 'It was released by the settings, no person did.' })
  approvedByItself: boolean;

  @Field(() => Int, { nullable: true, description: 'So many are suspended first; null: all at once.' })
  firstCount: number | null;

  @Field(() => Int, { nullable: true, description: 'Minutes between the first ones and the rest.' })
  waitMinutes: number | null;

  @Field(() => Int, { nullable: true, description: 'More than this many failures on the network stop it.' })
  stopAbove: number | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When the rest follows; null before the first are done.' })
  resumeAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was stopped on its way, the last time.' })
  haltedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Who stopped it.' })
  haltedBy: string | null;

  @Field(() => Boolean, { description: 'It stopped by itself, because the network did not follow.' })
  haltedByItself: boolean;

  @Field(() => String, { nullable: true, description: 'Why it was stopped.' })
  haltedReason: string | null;

  @Field(() => Int, { description: 'Customers whose turn has not come.' })
  waiting: number;

  @Field(() => Int, { description: 'Customers who are suspended by it.' })
  suspended: number;

  @Field(() => Int, { description: 'Customers for whom the network did not follow.' })
  failed: number;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was carried out.' })
  appliedAt: Date | null;

  @Field(() => MoneyView, { description: 'What those owe who are not left out.' })
  owed: MoneyView;

  @Field(() => String, { nullable: true, description: 'Who took suspensions of it back last.' })
  rolledBackBy: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When they were taken back.' })
  rolledBackAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why they were taken back.' })
  rolledBackReason: string | null;
}

export function batchView(found: FoundBatch): SuspensionBatchView {
  return { ...found, owed: moneyViewOf(found.owedMinor, found.currency) };
}

@ObjectType('Suspension', { description: 'One customer on a list of suspensions.' })
export class SuspensionView {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  customerId: string;

  @Field(() => StandingEnum, { description: 'The standing before.' })
  fromStanding: string;

  @Field(() => StandingEnum, { description: 'The standing after.' })
  toStanding: string;

  @Field(() => RecordIdScalar, { description: 'The invoice that it follows from.' })
  invoiceId: string;

  @Field(() => LocalDateScalar, { description: 'The document date of that.' })
  chargedOn: LocalDate;

  @Field(() => LocalDateScalar, { description: 'Since when it is due to happen.' })
  since: LocalDate;

  @Field(() => MoneyView, { description: 'What the customer owes.' })
  owed: MoneyView;

  @Field(() => MoneyView, { description: 'What would have to be paid to keep it from happening.' })
  toPay: MoneyView;

  @Field(() => String, { nullable: true, description: 'Why the customer is left out.' })
  excludedReason: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When the customer was suspended.' })
  appliedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When a router was found not to have followed.' })
  networkFailedAt: Date | null;

  @Field(() => SuspensionOutcomeEnum, { nullable: true, description: 'What became of it; null while it waits.' })
  outcome: string | null;
}

export function suspensionView(found: FoundSuspension): SuspensionView {
  const { reason, currency } = found;
  return {
    ...found,
    invoiceId: reason.itemId,
    chargedOn: reason.chargedOn,
    since: reason.since,
    owed: moneyViewOf(found.owedMinor, currency),
    toPay: moneyViewOf(reason.toPayMinor, currency),
  };
}

@ObjectType('SuspensionPreview', { description: 'The day’s suspensions as they were worked out.' })
export class SuspensionPreviewView {
  @Field(() => SuspensionBatchView, { nullable: true, description: 'The list; null when nobody is due.' })
  batch: SuspensionBatchView | null;
}

export const SuspensionPage = pageOf(SuspensionView, 'Suspension');
