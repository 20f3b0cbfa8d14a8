import { ArgsType, Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CustomerStatusEnum, PlanKindEnum, ServiceStatusEnum, StandingEnum } from '@demarc/billing';
import { CustomerCategoryEnum, LocationRef, PartnerRef } from '@demarc/crm';
import { BigIntScalar, InstantScalar, MoneyView, PageArgs, pageOf, RecordIdScalar } from '@demarc/graphql';
import type { BalanceSign, CustomerListSort, ShownStatus } from '../app/customer-list-filter.js';

export const CustomerListSortEnum = { NUMBER: 'number', NAME: 'name', BALANCE: 'balance', CREATED: 'created' } as const;
registerEnumType(CustomerListSortEnum, {
  name: 'CustomerListSort',
  description: 'What a list of customers is sorted by.',
  valuesMap: {
    NUMBER: { description: 'Customer number.' },
    NAME: { description: 'Name.' },
    BALANCE: { description: 'Balance: who owes most comes first when ascending.' },
    CREATED: { description: 'When the customer was added.' },
  },
});

export const BalanceSignEnum = { OWES: 'owes', CREDIT: 'credit', ZERO: 'zero' } as const;
registerEnumType(BalanceSignEnum, {
  name: 'BalanceSign',
  description: 'Which way a balance stands.',
  valuesMap: {
    OWES: { description: 'The customer owes.' },
    CREDIT: { description: 'The customer has credit.' },
    ZERO: { description: 'Neither.' },
  },
});

@InputType({
  description: 'Which customers to list. Filters narrow each other; several values of one filter widen it.',
})
export class CustomerListFilterInput {
  @Field(() => String, {
    nullable: true,
    description: 'Words; each must stand somewhere in number, name, login, phones, addresses or VAT id.',
  })
  text?: string | null;

  @Field(() => [CustomerStatusEnum], { nullable: true, description: 'Only these statuses.' })
  statuses?: ShownStatus[] | null;

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Only customers of these partners.' })
  partnerIds?: string[] | null;

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Only customers in these locations.' })
  locationIds?: string[] | null;

  @Field(() => [RecordIdScalar], {
    nullable: true,
    description: 'Only customers with a pending, active or paused service of these plans.',
  })
  planIds?: string[] | null;

  @Field(() => BalanceSignEnum, { nullable: true, description: 'Only customers whose balance stands this way.' })
  balance?: BalanceSign | null;

  @Field(() => Boolean, { nullable: true, description: 'Archived customers instead of the others.' })
  archived?: boolean | null;
}

@ArgsType()
export class CustomerListArgs extends PageArgs {
  @Field(() => CustomerListFilterInput, { nullable: true, description: 'Which customers; all when absent.' })
  filter?: CustomerListFilterInput | null;

  @Field(() => CustomerListSortEnum, { defaultValue: 'number', description: 'What to sort by.' })
  sort: CustomerListSort = 'number';

  @Field(() => Boolean, { defaultValue: false, description: 'Largest, latest or last first?' })
  descending: boolean = false;
}

@ObjectType('ListedService', { description: 'A service, in short.' })
export class ListedServiceView {
  @Field(() => RecordIdScalar, { description: 'Names the service.' })
  id: string;

  @Field(() => BigIntScalar, { description: 'The number that people use.' })
  number: string;

  @Field(() => PlanKindEnum, { description: 'What it sells.' })
  kind: string;

  @Field(() => String, { description: 'Title of its plan.' })
  title: string;

  @Field(() => ServiceStatusEnum, { description: 'Where it stands.' })
  status: string;
}

@ObjectType('CustomerListRow', { description: 'A customer as the grid shows it.' })
export class CustomerListRowView {
  @Field(() => RecordIdScalar, { description: 'Names the customer.' })
  id: string;

  @Field(() => BigIntScalar, { description: 'The number that people use, shown as #6.' })
  number: string;

  @Field(() => String, { description: 'Name of the person or company.' })
  name: string;

  @Field(() => CustomerCategoryEnum, { description: 'Person or company.' })
  category: 'person' | 'company';

  @Field(() => CustomerStatusEnum, { description: 'The status that people see.' })
  status: ShownStatus;

  @Field(() => StandingEnum, {
    nullable: true,
    description: 'What follows from the ledger; null without the right to see accounts.',
  })
  standing: string | null;

  @Field(() => MoneyView, {
    nullable: true,
    description: 'What the customer has (positive) or owes (negative); null without the right to see accounts.',
  })
  balance: MoneyView | null;

  @Field(() => PartnerRef, { description: 'The partner.' })
  partner: PartnerRef;

  @Field(() => LocationRef, { nullable: true, description: 'The location.' })
  location: LocationRef | null;

  @Field(() => [ListedServiceView], {
    description: 'The first 20 services that are not archived; empty without the right to see services.',
  })
  services: readonly ListedServiceView[];

  @Field(() => Boolean, { description: 'Has the customer a running session? False without the right to see sessions.' })
  online: boolean;

  @Field(() => String, { nullable: true, description: 'Portal login.' })
  login: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail addresses, separated by commas.' })
  email: string | null;

  @Field(() => String, { nullable: true, description: 'Phone numbers, separated by commas.' })
  phones: string | null;

  @Field(() => String, { nullable: true, description: 'Town.' })
  city: string | null;

  @Field(() => InstantScalar, { description: 'When the customer was added.' })
  createdAt: Date;
}

export const CustomerListPage = pageOf(CustomerListRowView, 'CustomerListRow');
