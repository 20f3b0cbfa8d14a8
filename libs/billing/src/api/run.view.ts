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
import { RunKindEnum } from '../app/settings/cycle-enums.js';
import { RunItemStatusEnum, RunStatusEnum } from '../app/settings/enums.js';
import type { FoundRun, FoundRunItem } from '../app/runs/find-runs.query.js';
import type { StoredSummary, StoredTallies } from '../domain/index.js';
import type { BillingRunId } from '../ids.js';

@ObjectType('BillingRunCause', {
  description: 'Why a run differs from the last one; all causes add up to the whole difference.',
})
export class RunCauseView {
  @Field(() => String, {
    description:
      '`new_customer`, `left`, `upgrade`, `price`, `part_period` and others; `unexplained` keeps the run back.',
  })
  cause: string;

  @Field(() => Int, { description: 'Customers with this cause.' })
  customers: number;

  @Field(() => MoneyView, { description: 'What it makes of the difference.' })
  difference: MoneyView;
}

@ObjectType('BillingRunFlag', { description: 'Something in a run that a person should look at.' })
export class RunFlagView {
  @Field(() => String, { description: 'Which: `more_than_double`, `no_price`.' })
  flag: string;

  @Field(() => Int, { description: 'Customers that have it.' })
  customers: number;
}

@ObjectType('BillingRunSum', { description: 'The planned invoices of a run by tax, partner or currency.' })
export class RunSumView {
  @Field(() => String, { description: 'The partner’s id, the currency, or the name and percentage of the tax.' })
  key: string;

  @Field(() => Int, { description: 'Invoices.' })
  invoices: number;

  @Field(() => MoneyView, { description: 'Before tax.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'Tax.' })
  tax: MoneyView;

  @Field(() => MoneyView, { description: 'With tax.' })
  gross: MoneyView;
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

  @Field(() => RunKindEnum, { description: 'Whom it charges.' })
  kind: string;

  @Field(() => LocalDateScalar, { description: 'The date that its documents carry.' })
  datedOn: LocalDate;

  @Field(() => Boolean, { description: 'Are they dated by the day on which they are issued?' })
  floating: boolean;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day of the run that it is compared with; null: each customer with the own last invoice.',
  })
  baseOn: LocalDate | null;

  @Field(() => Boolean, { description: 'Did the calendar prepare it?' })
  automatic: boolean;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which it goes out by itself.' })
  issueOn: LocalDate | null;

  @Field(() => Int, { nullable: true, description: 'The hour of that day.' })
  issueHour: number | null;

  @Field(() => String, { nullable: true, description: 'Why it did not go out by itself.' })
  stoppedReason: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When its preview was worked out anew.' })
  refreshedAt: Date | null;

  @Field(() => [RunCauseView], { description: 'Why the total differs from the last run, largest first.' })
  causes: RunCauseView[];

  @Field(() => [RunFlagView], { description: 'What a person should look at, most frequent first.' })
  flags: RunFlagView[];

  @Field(() => [RunSumView], { description: 'Planned, by tax.' })
  byTax: RunSumView[];

  @Field(() => [RunSumView], { description: 'Planned, by partner.' })
  byPartner: RunSumView[];

  @Field(() => [RunSumView], { description: 'Planned, by currency.' })
  byCurrency: RunSumView[];
}

export function runView(found: FoundRun): BillingRunView {
  const { currency, summary } = found;
  return {
    ...found,
    net: moneyViewOf(found.netMinor, currency),
    tax: moneyViewOf(found.taxMinor, currency),
    gross: moneyViewOf(found.grossMinor, currency),
    lastGross: moneyViewOf(found.lastGrossMinor, currency),
    difference: moneyViewOf(BigInt(found.grossMinor) - BigInt(found.lastGrossMinor), currency),
    causes: causeViews(summary.causes, currency),
    flags: Object.entries(summary.flags ?? {})
      .map(([flag, customers]) => ({ flag, customers }))
      .sort((left, right) => right.customers - left.customers || (left.flag < right.flag ? -1 : 1)),
    byTax: sumViews(summary.taxes, currency),
    byPartner: sumViews(summary.partners, currency),
    byCurrency: sumViews(summary.currencies, null),
  };
}

export function causeViews(causes: StoredSummary['causes'] | undefined, currency: string): RunCauseView[] {
  const size = (minor: string): bigint => (BigInt(minor) < 0n ? -BigInt(minor) : BigInt(minor));
  return Object.entries(causes ?? {})
    .sort(([, left], [, right]) => (size(right.minor) > size(left.minor) ? 1 : -1))
    .map(([cause, { customers, minor }]) => ({ cause, customers, difference: moneyViewOf(minor, currency) }));
}

function sumViews(rows: StoredTallies | undefined, currency: string | null): RunSumView[] {
  return Object.entries(rows ?? {})
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, row]) => ({
      key,
      invoices: row.customers,
      net: moneyViewOf(row.net, currency ?? key),
      tax: moneyViewOf(row.tax, currency ?? key),
      gross: moneyViewOf(row.gross, currency ?? key),
    }));
}

@ObjectType('BillingRunLine', { description: 'A line of an invoice that a run plans.' })
export class RunLineView {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The service; null when it is of none.' })
  serviceId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The future item that it takes, whole or in part.' })
  futureItemId: string | null;

  @Field(() => String, { description: 'What for.' })
  description: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day that it covers.' })
  from: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day that it covers.' })
  through: LocalDate | null;

  @Field(() => Int, { nullable: true, description: 'Days that are charged.' })
  days: number | null;

  @Field(() => Int, { nullable: true, description: 'Days of the whole period.' })
  periodDays: number | null;

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

  @Field(() => String, { description: 'What weighs most in the difference; `same` when nothing differs.' })
  cause: string;

  @Field(() => [RunCauseView], { description: 'Everything that the difference is made of.' })
  causes: RunCauseView[];

  @Field(() => RecordIdScalar, { nullable: true, description: 'The invoice that it is compared with.' })
  baseInvoiceId: string | null;

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
    causes: causeViews(
      Object.fromEntries(Object.entries(found.causes).map(([cause, minor]) => [cause, { customers: 1, minor }])),
      currency,
    ),
    gross: moneyViewOf(found.grossMinor, currency),
    lastGross: found.lastGrossMinor === null ? null : moneyViewOf(found.lastGrossMinor, currency),
    difference: moneyViewOf(BigInt(found.grossMinor) - BigInt(found.lastGrossMinor ?? 0), currency),
    lines: found.plan.lines.map((line) => ({
      serviceId: line.serviceId,
      futureItemId: line.futureItemId ?? null,
      description: line.description,
      from: line.covers?.from ?? null,
      through: line.covers ? addDays(line.covers.to, -1) : null,
      days: line.days ?? null,
      periodDays: line.of ?? null,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      taxPercent: line.taxPercent,
      net: moneyViewOf(line.netMinor, currency),
      gross: moneyViewOf(line.grossMinor, currency),
    })),
  };
}

export const RunItemPage = pageOf(RunItemView, 'BillingRunItem');
