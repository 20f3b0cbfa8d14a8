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
