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
import { addDays, type LocalDate } from '@demarc/kernel';
import {
  RunItemStatusEnum,
  RunStatusEnum,
  StandingEnum,
  SuspensionBatchStatusEnum,
  SuspensionOutcomeEnum,
} from '../app/settings/enums.js';
import type { FoundBatch, FoundRun, FoundRunItem, FoundSuspension } from '../app/runs/find-runs.query.js';
import type { BillingRunId, SuspensionBatchId } from '../ids.js';

@ObjectType('BillingRunCause', {
  description: 'Why a run differs from the last invoices; all causes add up to the whole difference.',
})
export class RunCauseView {
  @Field(() => String, { description: 'first_invoice, part_period, more, less or same.' })
  cause: string;

  @Field(() => Int, { description: 'Customers with this cause.' })
  customers: number;

  @Field(() => MoneyView, { description: 'This run less the last invoices.' })
  difference: MoneyView;
}

@ObjectType('BillingRunFlag', { description: 'Something in a run that a person should look at.' })
export class RunFlagView {
  @Field(() => String, { description: 'Which: `more_than_double`, `no_price`.' })
  flag: string;

  @Field(() => Int, { description: 'Customers that have it.' })
  customers: number;
}

@ObjectType('BillingRun', { description: 'Mass invoicing: a plan, its approval, its release.' })
export class BillingRunView {
  @Field(() => RecordIdScalar, { description: 'Names the run.' })
  id: BillingRunId;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only customers of this partner; null: of all.' })
  partnerId: string | null;

  @Field(() => LocalDateScalar, { description: 'The document date.' })
  forDate: LocalDate;

  @Field(() => RunStatusEnum, { description: 'How far it is.' })
  status: string;

  @Field(() => String, { description: 'Names the plan: give it with approval and issue.' })
  planHash: string;

  @Field(() => Int, { description: 'Accounts that were looked at.' })
  accounts: number;

  @Field(() => Int, { description: 'Invoices that were planned.' })
  planned: number;

  @Field(() => Int, { description: 'Invoices that are held back.' })
  held: number;

  @Field(() => Int, { description: 'Accounts that could not be decided or written.' })
  failed: number;

  @Field(() => Int, { description: 'Invoices issued so far.' })
  issued: number;

  @Field(() => Int, { description: 'Not issued, because something changed after the preview.' })
  changed: number;

  @Field(() => MoneyView, { description: 'Planned, before tax.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'Planned tax.' })
  tax: MoneyView;

  @Field(() => MoneyView, { description: 'Planned, with tax.' })
  gross: MoneyView;

  @Field(() => MoneyView, { description: 'The last invoices of the same customers.' })
  lastGross: MoneyView;

  @Field(() => MoneyView, { description: 'This run less those.' })
  difference: MoneyView;

  @Field(() => String, { description: 'Who prepared it.' })
  createdBy: string;

  @Field(() => InstantScalar, { description: 'When it was prepared.' })
  createdAt: Date;

  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  approvedBy: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was approved.' })
  approvedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was done or put away.' })
  finishedAt: Date | null;
}

export function runView(found: FoundRun): BillingRunView {
  const { currency } = found;
  return {
    ...found,
    net: moneyViewOf(found.netMinor, currency),
    tax: moneyViewOf(found.taxMinor, currency),
    gross: moneyViewOf(found.grossMinor, currency),
    lastGross: moneyViewOf(found.lastGrossMinor, currency),
    difference: moneyViewOf(BigInt(found.grossMinor) - BigInt(found.lastGrossMinor), currency),
  };
}

@ObjectType('BillingRunLine', { description: 'A line of an invoice that a run plans.' })
export class RunLineView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => String, { description: 'What for.' })
  description: string;

  @Field(() => LocalDateScalar, { description: 'First day that it covers.' })
  from: LocalDate;

  @Field(() => LocalDateScalar, { description: 'Last day that it covers.' })
  through: LocalDate;

  @Field(() => Int, { description: 'Days that are charged.' })
  days: number;

  @Field(() => Int, { description: 'Days of the whole period.' })
  periodDays: number;

  @Field(() => DecimalScalar, { description: 'How many.' })
  quantity: string;

  @Field(() => DecimalScalar, { description: 'Price of one.' })
  unitPrice: string;

  @Field(() => DecimalScalar, { description: 'Percent of tax.' })
  taxPercent: string;

  @Field(() => MoneyView, { description: 'Before tax.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'With tax.' })
  gross: MoneyView;
}

@ObjectType('BillingRunItem', { description: 'What a run plans for one account, and what became of it.' })
export class RunItemView {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  customerId: string;

  @Field(() => RunItemStatusEnum, { description: 'What became of it.' })
  status: string;

  @Field(() => String, { description: 'Why it differs from the last invoice.' })
  cause: string;

  @Field(() => [String], { description: 'What a person should look at.' })
  flags: string[];

  @Field(() => MoneyView, { description: 'Planned, with tax.' })
  gross: MoneyView;

  @Field(() => MoneyView, { nullable: true, description: 'The last invoice; null when this is the first.' })
  lastGross: MoneyView | null;

  @Field(() => MoneyView, { description: 'The planned invoice less the last one.' })
  difference: MoneyView;

  @Field(() => [RunLineView], { description: 'The planned lines.' })
  lines: RunLineView[];

  @Field(() => RecordIdScalar, { nullable: true, description: 'The invoice that was issued.' })
  invoiceId: string | null;

  @Field(() => String, { nullable: true, description: 'Why it is held, failed or changed.' })
  reason: string | null;
}

export function runItemView(found: FoundRunItem, currency: string): RunItemView {
  return {
    ...found,
    flags: [...found.flags],
    gross: moneyViewOf(found.grossMinor, currency),
    lastGross: found.lastGrossMinor === null ? null : moneyViewOf(found.lastGrossMinor, currency),
    difference: moneyViewOf(BigInt(found.grossMinor) - BigInt(found.lastGrossMinor ?? 0), currency),
    lines: found.plan.lines.map((line) => ({
      serviceId: line.serviceId,
      description: line.description,
      from: line.covers.from,
      through: addDays(line.covers.to, -1),
      days: line.days,
      periodDays: line.of,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      taxPercent: line.taxPercent,
      net: moneyViewOf(line.netMinor, currency),
      gross: moneyViewOf(line.grossMinor, currency),
    })),
  };
}

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
}

export function batchView(found: FoundBatch): SuspensionBatchView {
  return { ...found };
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

export const RunItemPage = pageOf(RunItemView, 'BillingRunItem');
export const SuspensionPage = pageOf(SuspensionView, 'Suspension');
