import { Field, Int, ObjectType } from '@nestjs/graphql';
import { InstantScalar, LocalDateScalar, MoneyView, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { AccountProformasEnum } from '../app/settings/document-enums.js';
import {
  BillingModeEnum,
  BillingTypeEnum,
  CustomerStatusEnum,
  NextEventKindEnum,
  StandingEnum,
} from '../app/settings/enums.js';
import type { FoundAccount } from '../app/accounts/find-accounts.query.js';
import type { WhatHappensNext } from '../app/standing/look-ahead.query.js';
import type { CustomerStatus, NextEvent, Standing } from '../domain/index.js';
import type { HoldId } from '../ids.js';

@ObjectType('Hold', { description: 'Access is closed by a person until a person lifts it. No payment does.' })
export class HoldView {
  @Field(() => RecordIdScalar, { description: 'Names the hold.' })
  id: HoldId;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => String, { description: 'Who put it.' })
  placedBy: string;

  @Field(() => InstantScalar, { description: 'When it was put.' })
  placedAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was lifted; null while it stands.' })
  liftedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Who lifted it.' })
  liftedBy: string | null;
}

@ObjectType('BillingAccount', { description: 'How a customer is billed, what is owed, and where that leads.' })
export class BillingAccountView {
  @Field(() => RecordIdScalar, { description: 'Whose account it is.' })
  customerId: string;

  @Field(() => MoneyView, { description: 'What the customer owes; zero when there is credit.' })
  balanceDue: MoneyView;

  @Field(() => MoneyView, { description: 'What we keep for the customer; zero when something is owed.' })
  creditBalance: MoneyView;

  @Field(() => StandingEnum, { description: 'What follows from ledger, settings and day.' })
  standing: Standing;

  @Field(() => LocalDateScalar, { description: 'Since when.' })
  standingSince: LocalDate;

  @Field(() => CustomerStatusEnum, { description: 'What people see of the customer.' })
  status: CustomerStatus;

  @Field(() => LocalDateScalar, { nullable: true, description: 'A promise to pay holds until this day.' })
  promiseUntil: LocalDate | null;

  @Field(() => Int, { description: 'Holds that stand.' })
  openHolds: number;

  @Field(() => BillingTypeEnum, { description: 'How charges come about.' })
  billingType: string;

  @Field(() => Boolean, { description: 'Is anything charged at all?' })
  billingEnabled: boolean;

  @Field(() => Boolean, { description: 'Do billing runs make invoices?' })
  autoInvoice: boolean;

  @Field(() => AccountProformasEnum, { description: 'Do proformas make themselves?' })
  proformas: string;

  @Field(() => Int, { nullable: true, description: 'Day of the month of the customer’s own proformas.' })
  proformaDay: number | null;

  @Field(() => Int, { nullable: true, description: 'Months that one of the customer’s own proformas asks for.' })
  proformaMonths: number | null;

  @Field(() => Int, { description: 'Day of the month on which periods begin.' })
  billingDay: number;

  @Field(() => Int, { description: 'Months in one period.' })
  periodMonths: number;

  @Field(() => BillingModeEnum, { description: 'In advance or in arrears.' })
  mode: string;

  @Field(() => Int, { description: 'Days from the document date to the due date.' })
  dueDays: number;

  @Field(() => Int, { nullable: true, description: 'Days from the due date to the block; null: never.' })
  blockingDays: number | null;

  @Field(() => Int, { nullable: true, description: 'Days from the block until inactive; null: never.' })
  deactivationDays: number | null;

  @Field(() => MoneyView, { description: 'The signed balance that is still fine, zero or below.' })
  minimumBalance: MoneyView;

  @Field(() => Boolean, { description: 'Is the customer free of tax?' })
  taxExempt: boolean;
}

export function accountView(found: FoundAccount): BillingAccountView {
  const { currency } = found;
  return {
    ...found,
    balanceDue: moneyViewOf(found.dueMinor, currency),
    creditBalance: moneyViewOf(found.creditMinor, currency),
    minimumBalance: moneyViewOf(found.minimumBalanceMinor, currency),
    status: found.customerStatus,
  };
}

@ObjectType('NextEvent', { description: 'One thing that comes, if nothing is paid.' })
export class NextEventView {
  @Field(() => NextEventKindEnum, { description: 'What.' })
  kind: string;

  @Field(() => LocalDateScalar, { description: 'When.' })
  on: LocalDate;

  @Field(() => Int, { nullable: true, description: 'From which hour of the day on; null: the whole day.' })
  hour: number | null;

  @Field(() => MoneyView, {
    description:
      'Of an invoice or a fee: how much. Of a promise: what is promised, or zero. Else: what keeps it from happening when it is paid before.',
  })
  amount: MoneyView;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Of an invoice: when it is due.' })
  dueOn: LocalDate | null;

  @Field(() => String, { nullable: true, description: 'Of a fee: its name.' })
  title: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Of a fee: its rule, to waive it by.' })
  feeRuleId: string | null;

  @Field(() => Int, { nullable: true, description: 'Of a fee: which one of the invoice.' })
  occurrence: number | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Of a contract or a prepaid service: the service.' })
  serviceId: string | null;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The invoice that it follows from; null when that is not issued yet.',
  })
  invoiceId: string | null;
}

@ObjectType('WhatHappensNext', { description: 'The rules run forward from today.' })
export class WhatHappensNextView {
  @Field(() => StandingEnum, { description: 'The standing that today’s facts give.' })
  standing: Standing;

  @Field(() => [NextEventView], { description: 'What comes, in order.' })
  next: NextEventView[];

  @Field(() => MoneyView, {
    description: 'What has to be paid today so that access is open; zero when nothing closes it.',
  })
  toRestore: MoneyView;

  @Field(() => MoneyView, { description: 'What is charged besides when a payment opens access again.' })
  reconnectionFee: MoneyView;

  @Field(() => String, { nullable: true, description: 'Why access is not closed for what is owed.' })
  protectedReason: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day of this protection; null: it has none, or no end.',
  })
  protectedUntil: LocalDate | null;

  @Field(() => Int, { description: 'Promises to pay that the customer may still make by themselves.' })
  promisesLeft: number;

  @Field(() => Int, { description: 'Days that such a promise may reach ahead.' })
  promiseDays: number;
}

export function nextView(found: WhatHappensNext): WhatHappensNextView {
  const { currency, standing, protectedReason, protectedUntil, promisesLeft, promiseDays } = found;
  return {
    standing,
    protectedReason,
    protectedUntil,
    promisesLeft,
    promiseDays,
    toRestore: moneyViewOf(found.toRestoreMinor, currency),
    reconnectionFee: moneyViewOf(found.reconnectionFeeMinor, currency),
    next: found.next.map((event) => eventView(event, found)),
  };
}

function eventView(event: NextEvent, { currency, blockingHour }: WhatHappensNext): NextEventView {
  const closes = event.kind === 'blocked' || event.kind === 'inactive';
  const minor = 'toPayMinor' in event ? event.toPayMinor : (event.amountMinor ?? 0n);
  return {
    kind: event.kind,
    on: event.on,
    hour: closes ? blockingHour : null,
    amount: moneyViewOf(minor, currency),
    dueOn: event.kind === 'invoice' ? (event.dueOn ?? null) : null,
    invoiceId: 'itemId' in event ? event.itemId : null,
    title: event.kind === 'fee' ? event.title : null,
    feeRuleId: event.kind === 'fee' ? event.ruleId : null,
    occurrence: event.kind === 'fee' ? event.occurrence : null,
    serviceId: 'serviceId' in event ? (event.serviceId ?? null) : null,
  };
}
