import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PlanKindEnum, ServiceStatusEnum } from '@demarc/billing';
import { CustomerRef, PartnerRef } from '@demarc/crm';
import { BigIntScalar, DecimalScalar, LocalDateScalar, MoneyView, pageOf, RecordIdScalar } from '@demarc/graphql';
import type { InvoiceState } from '../app/invoice-list.query.js';

export const InvoiceStateEnum = { UNPAID: 'unpaid', OVERDUE: 'overdue', PAID: 'paid', VOID: 'void' } as const;
registerEnumType(InvoiceStateEnum, {
  name: 'InvoiceState',
  description: 'How an invoice stands today.',
  valuesMap: {
    UNPAID: { description: 'Open, and not late.' },
    OVERDUE: { description: 'Open after its due date.' },
    PAID: { description: 'Settled in full.' },
    VOID: { description: 'Taken back by a credit note.' },
  },
});

@InputType({ isAbstract: true })
export abstract class RowFilterInput {
  @Field(() => String, {
    nullable: true,
    description: 'The beginning of a number or login, or words about the customer.',
  })
  text?: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only of this customer.' })
  customerId?: string | null;

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Only of these partners.' })
  partnerIds?: string[] | null;
}

@ObjectType({ isAbstract: true })
export abstract class CustomerRowView {
  @Field(() => RecordIdScalar, { description: 'Names the record.' })
  id: string;

  @Field(() => CustomerRef, { description: 'Whose it is.' })
  customer: CustomerRef;

  @Field(() => PartnerRef, { description: 'The partner.' })
  partner: PartnerRef;
}

@ObjectType('InvoiceListRow', { description: 'An invoice as the grid shows it.' })
export class InvoiceListRowView extends CustomerRowView {
  @Field(() => String, { description: 'Its number.' })
  number: string;

  @Field(() => String, { description: 'recurring or one_time.' })
  kind: string;

  @Field(() => InvoiceStateEnum, { description: 'How it stands today.' })
  state: InvoiceState;

  @Field(() => LocalDateScalar, { description: 'The document date.' })
  issuedOn: string;

  @Field(() => LocalDateScalar, { description: 'The last day to pay.' })
  dueOn: string;

  @Field(() => MoneyView, { description: 'What it is for, with tax.' })
  gross: MoneyView;

  @Field(() => MoneyView, { description: 'What is not settled yet.' })
  open: MoneyView;
}

@ObjectType('InvoiceTotal', { description: 'Sums over every invoice that a filter lists, of one state and currency.' })
export class InvoiceTotalView {
  @Field(() => InvoiceStateEnum, { description: 'How these invoices stand today.' })
  state: InvoiceState;

  @Field(() => Int, { description: 'How many.' })
  count: number;

  @Field(() => MoneyView, { description: 'What they are for, with tax.' })
  gross: MoneyView;

  @Field(() => MoneyView, { description: 'What is not settled yet.' })
  open: MoneyView;
}

@ObjectType('PaymentListRow', { description: 'A payment as the grid shows it.' })
export class PaymentListRowView extends CustomerRowView {
  @Field(() => String, { description: 'Number of the receipt.' })
  receiptNumber: string;

  @Field(() => String, { description: 'recorded or reversed.' })
  status: string;

  @Field(() => LocalDateScalar, { description: 'When it was received.' })
  receivedOn: string;

  @Field(() => MoneyView, { description: 'How much.' })
  amount: MoneyView;

  @Field(() => MoneyView, { description: 'What settles nothing yet.' })
  unallocated: MoneyView;

  @Field(() => String, { description: 'How it was paid.' })
  method: string;

  @Field(() => String, { nullable: true, description: 'The payment provider that it came through.' })
  provider: string | null;

  @Field(() => String, { description: 'Who recorded it.' })
  recordedBy: string;
}

@ObjectType('PaymentTotal', { description: 'Sums over every payment that a filter lists, of one status and currency.' })
export class PaymentTotalView {
  @Field(() => String, { description: 'recorded or reversed.' })
  status: string;

  @Field(() => Int, { description: 'How many.' })
  count: number;

  @Field(() => MoneyView, { description: 'How much.' })
  amount: MoneyView;

  @Field(() => MoneyView, { description: 'What settles nothing yet.' })
  unallocated: MoneyView;
}

@ObjectType('ServiceListRow', { description: 'A service as the grid shows it.' })
export class ServiceListRowView extends CustomerRowView {
  @Field(() => BigIntScalar, { description: 'The number that people use.' })
  number: string;

  @Field(() => PlanKindEnum, { description: 'What it sells.' })
  kind: string;

  @Field(() => ServiceStatusEnum, { description: 'Where it stands.' })
  status: string;

  @Field(() => String, { description: 'Title of its plan.' })
  title: string;

  @Field(() => LocalDateScalar, { description: 'First day of service.' })
  startsOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of service, itself included.' })
  endsOn: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one unit for one period.' })
  unitPrice: string | null;

  @Field(() => DecimalScalar, { description: 'How many.' })
  quantity: string;

  @Field(() => String, { description: 'ISO 4217 code of the price.' })
  currency: string;

  @Field(() => String, { nullable: true, description: 'Login on the network.' })
  login: string | null;

  @Field(() => String, { nullable: true, description: 'Fixed IPv4 address.' })
  ipv4: string | null;

  @Field(() => String, { nullable: true, description: 'open, blocked or closed: what its access is to be.' })
  access: string | null;

  @Field(() => Boolean, { description: 'Is there a running session?' })
  online: boolean;
}

export const InvoiceListPage = pageOf(InvoiceListRowView, 'InvoiceListRow');
export const PaymentListPage = pageOf(PaymentListRowView, 'PaymentListRow');
export const ServiceListPage = pageOf(ServiceListRowView, 'ServiceListRow');
