import { Args, Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { CustomerStatusEnum, StandingEnum } from '@demarc/billing';
import { type Call, QueryBus } from '@demarc/commands';
import type { CustomerId } from '@demarc/crm';
import { CurrentCall, InstantScalar, LocalDateScalar, MoneyView, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import {
  CustomerOverview,
  type OverviewConnection,
  type OverviewMoney,
  type OverviewServices,
} from '../app/customer-overview.query.js';

@ObjectType('OverviewMoney', { description: 'What a customer owes and has, at a glance.' })
export class OverviewMoneyView {
  @Field(() => MoneyView, { description: 'What the customer has (positive) or owes (negative).' })
  balance: MoneyView;

  @Field(() => StandingEnum, { description: 'What follows from the ledger.' })
  standing: string;

  @Field(() => LocalDateScalar, { description: 'Since when it stands so.' })
  standingSince: string;

  @Field(() => CustomerStatusEnum, { description: 'What people see.' })
  status: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The day on which the standing can turn next.' })
  nextCheckOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'A promise to pay holds until then.' })
  promiseUntil: string | null;

  @Field(() => Int, { description: 'Holds that a person put and nobody lifted.' })
  openHolds: number;

  @Field(() => Int, { description: 'Invoices that are not settled.' })
  openInvoices: number;

  @Field(() => MoneyView, { description: 'What is open on them.' })
  open: MoneyView;

  @Field(() => MoneyView, { description: 'The part of it that is late.' })
  overdue: MoneyView;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The earliest due date that has passed unpaid.' })
  overdueSince: string | null;

  @Field(() => MoneyView, { nullable: true, description: 'The latest payment.' })
  lastPayment: MoneyView | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was received.' })
  lastPaymentOn: string | null;
}

@ObjectType('OverviewServices', { description: 'How many services a customer has.' })
export class OverviewServicesView {
  @Field(() => Int, { description: 'That wait for their first day.' })
  pending: number;

  @Field(() => Int, { description: 'That run.' })
  active: number;

  @Field(() => Int, { description: 'That are paused.' })
  paused: number;

  @Field(() => Int, { description: 'That are disabled.' })
  disabled: number;
}

@ObjectType('OverviewConnection', { description: 'Why the connection is or is not working.' })
export class OverviewConnectionView {
  @Field(() => Int, { description: 'Running sessions.' })
  online: number;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when the first of them runs.' })
  since: Date | null;

  @Field(() => String, { nullable: true, description: 'Its IPv4 address.' })
  address: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When the latest session before ended.' })
  lastEndedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When a login was last refused.' })
  lastRejectAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  lastRejectCode: string | null;

  @Field(() => Int, { description: 'Accesses whose routers have not followed yet.' })
  notConverged: number;
}

@ObjectType('CustomerOverview', {
  description: 'The head of a customer’s page. A part is null where the reader has no right to it.',
})
export class CustomerOverviewView {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  customerId: CustomerId;

  @Field(() => OverviewMoneyView, { nullable: true, description: 'What is owed.' })
  money: OverviewMoneyView | null;

  @Field(() => OverviewServicesView, { nullable: true, description: 'How many services.' })
  services: OverviewServicesView | null;

  @Field(() => OverviewConnectionView, {
    nullable: true,
    description: 'The connection; null without internet services too.',
  })
  connection: OverviewConnectionView | null;
}

@Resolver()
export class OverviewResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(CustomerOverview)
  @Query(() => CustomerOverviewView, { description: 'A customer at a glance: balance, services, connection.' })
  async customerOverview(
    @Args('customerId', { type: () => RecordIdScalar, description: 'The customer.' }) customerId: CustomerId,
    @CurrentCall() call: Call,
  ): Promise<CustomerOverviewView> {
    const { money, services, connection } = await this.queries.ask(CustomerOverview, { customerId }, call);
    return {
      customerId,
      money: money && moneyPart(money),
      services: services && servicesPart(services),
      connection: connection && connectionPart(connection),
    };
  }
}

function moneyPart(row: OverviewMoney): OverviewMoneyView {
  return {
    balance: moneyViewOf(row.balance_minor, row.currency),
    standing: row.standing,
    standingSince: row.standing_since,
    status: row.customer_status,
    nextCheckOn: row.next_check_on,
    promiseUntil: row.promise_until,
    openHolds: row.open_holds,
    openInvoices: Number(row.open_invoices),
    open: moneyViewOf(row.open_minor, row.currency),
    overdue: moneyViewOf(row.overdue_minor, row.currency),
    overdueSince: row.overdue_since,
    lastPayment: row.last_payment_minor === null ? null : moneyViewOf(row.last_payment_minor, row.currency),
    lastPaymentOn: row.last_payment_on,
  };
}

function servicesPart(row: OverviewServices): OverviewServicesView {
  return {
    pending: Number(row.pending),
    active: Number(row.active),
    paused: Number(row.paused),
    disabled: Number(row.disabled),
  };
}

function connectionPart(row: OverviewConnection): OverviewConnectionView {
  return {
    online: Number(row.online),
    since: row.since,
    address: row.address,
    lastEndedAt: row.last_ended_at,
    lastRejectAt: row.last_reject_at,
    lastRejectCode: row.last_reject_code,
    notConverged: Number(row.not_converged),
  };
}
