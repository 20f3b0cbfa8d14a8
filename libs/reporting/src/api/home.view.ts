import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CustomerStatusEnum } from '@demarc/billing';
import { CustomerRef } from '@demarc/crm';
import { DecimalScalar, InstantScalar, LocalDateScalar, MoneyView, RecordIdScalar } from '@demarc/graphql';

@ObjectType('HomeCount', { description: 'A count by code or name.' })
export class HomeCountView {
  @Field(() => String, { description: 'The code or name.' })
  name: string;

  @Field(() => Int, { description: 'How many.' })
  count: number;
}

@ObjectType('AgeingBucket', { description: 'What is late, by how long.' })
export class AgeingBucketView {
  @Field(() => Int, { description: 'Late by this many days at least.' })
  fromDays: number;

  @Field(() => Int, { nullable: true, description: 'And at most; null without an end.' })
  toDays: number | null;

  @Field(() => Int, { description: 'How many invoices.' })
  invoices: number;

  @Field(() => MoneyView, { description: 'What is open on them.' })
  amount: MoneyView;
}

@ObjectType('HomeFinance', { description: 'Figures of the finance home.' })
export class HomeFinanceView {
  @Field(() => MoneyView, { description: 'Received today.' })
  receivedToday: MoneyView;

  @Field(() => MoneyView, { description: 'What the invoices that are due today are over, paid or not.' })
  dueToday: MoneyView;

  @Field(() => MoneyView, { description: 'Of it, what is settled.' })
  dueTodaySettled: MoneyView;

  @Field(() => DecimalScalar, { nullable: true, description: 'Percent collected of this month’s invoices.' })
  collectedThisMonth: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Percent collected of last month’s invoices.' })
  collectedLastMonth: string | null;

  @Field(() => MoneyView, { description: 'Received since the first of the month.' })
  receivedThisMonth: MoneyView;

  @Field(() => MoneyView, { description: 'Issued since the first of the month.' })
  issuedThisMonth: MoneyView;

  @Field(() => MoneyView, { description: 'Open on all invoices.' })
  open: MoneyView;

  @Field(() => MoneyView, { description: 'The part of it that is late.' })
  overdue: MoneyView;

  @Field(() => MoneyView, { description: 'Money that settles nothing yet.' })
  unallocated: MoneyView;

  @Field(() => [AgeingBucketView], { description: 'What is late, by how long.' })
  ageing: readonly AgeingBucketView[];

  @Field(() => Int, { description: 'Billing runs that wait for approval or issue.' })
  runsWaiting: number;

  @Field(() => Int, { description: 'Customers on suspension previews that wait for approval.' })
  suspensionsWaiting: number;
}

@ObjectType('SilentRouter', { description: 'A router that was not heard lately.' })
export class SilentRouterView {
  @Field(() => RecordIdScalar, { description: 'Names the router.' })
  id: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was last heard; null for never.' })
  lastSeenAt: Date | null;

  @Field(() => Int, { description: 'Sessions that it had.' })
  sessions: number;
}

@ObjectType('HomeNetwork', { description: 'Figures of the network home.' })
export class HomeNetworkView {
  @Field(() => Int, { description: 'Running sessions.' })
  online: number;

  @Field(() => Int, { description: 'Refused logins of the last hour.' })
  rejectsLastHour: number;

  @Field(() => [HomeCountView], { description: 'The same by reason.' })
  rejectsByCode: readonly HomeCountView[];

  @Field(() => Int, { description: 'Active routers.' })
  routers: number;

  @Field(() => [SilentRouterView], {
    description: 'Routers that were not heard for ten minutes, most sessions first; at most 20.',
  })
  silentRouters: readonly SilentRouterView[];

  @Field(() => Int, { description: 'Accesses whose routers have not followed yet.' })
  lagging: number;

  @Field(() => Int, { description: 'Messages to routers without an answer.' })
  unanswered: number;
}

@ObjectType('RecentCustomer', { description: 'A customer to whom something happened lately.' })
export class RecentCustomerView extends CustomerRef {
  @Field(() => CustomerStatusEnum, { description: 'What people see.' })
  status: string;

  @Field(() => InstantScalar, { description: 'When it happened.' })
  at: Date;
}

@ObjectType('HomeSupport', { description: 'Figures of the support home.' })
export class HomeSupportView {
  @Field(() => Int, { description: 'Customers added in the last seven days.' })
  addedThisWeek: number;

  @Field(() => Int, { description: 'Customers who are not connected yet.' })
  unconnected: number;

  @Field(() => Int, { description: 'Blocked customers.' })
  blocked: number;

  @Field(() => Int, { description: 'Customers with a hold that a person put.' })
  held: number;

  @Field(() => Int, { description: 'Running sessions.' })
  online: number;

  @Field(() => [RecentCustomerView], { description: 'The latest ten that were added.' })
  recent: readonly RecentCustomerView[];

  @Field(() => [RecentCustomerView], { description: 'The latest ten that were blocked and still are.' })
  recentlyBlocked: readonly RecentCustomerView[];
}

@ObjectType('HomeCustomers', { description: 'Customers by status.' })
export class HomeCustomersView {
  @Field(() => Int, { description: 'Not connected yet.' })
  new: number;

  @Field(() => Int, { description: 'Active.' })
  active: number;

  @Field(() => Int, { description: 'Blocked.' })
  blocked: number;

  @Field(() => Int, { description: 'Inactive.' })
  inactive: number;
}

@ObjectType('HomeMonth', { description: 'Money of one month.' })
export class HomeMonthView {
  @Field(() => LocalDateScalar, { description: 'Its first day.' })
  month: string;

  @Field(() => MoneyView, { description: 'What was issued, with tax.' })
  issued: MoneyView;

  @Field(() => MoneyView, { description: 'What was received.' })
  received: MoneyView;
}

@ObjectType('HomeMove', { description: 'What moved the recurring revenue of a month.' })
export class HomeMoveView {
  @Field(() => String, { description: 'new, reactivation, expansion, contraction or churn.' })
  kind: string;

  @Field(() => MoneyView, { description: 'By how much.' })
  amount: MoneyView;
}

@ObjectType('HomeGrowth', { description: 'A month of growth.' })
export class HomeGrowthView {
  @Field(() => LocalDateScalar, { description: 'Its first day.' })
  month: string;

  @Field(() => MoneyView, { description: 'Recurring revenue a month, net, at its end; today in the present one.' })
  recurring: MoneyView;

  @Field(() => Int, { description: 'Customers won or won back.' })
  won: number;

  @Field(() => Int, { description: 'Customers lost.' })
  lost: number;

  @Field(() => MoneyView, { description: 'What a customer brings a month.' })
  arpu: MoneyView;

  @Field(() => DecimalScalar, { nullable: true, description: 'Percent of the recurring revenue that was lost.' })
  churnPercent: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Percent collected of the month’s invoices.' })
  collectedPercent: string | null;

  @Field(() => [HomeMoveView], { description: 'What moved it.' })
  moves: readonly HomeMoveView[];
}

@ObjectType('HomeManager', { description: 'Figures of the manager’s home.' })
export class HomeManagerView {
  @Field(() => HomeCustomersView, { description: 'Customers by status.' })
  customers: HomeCustomersView;

  @Field(() => Int, { description: 'Services that run.' })
  activeServices: number;

  @Field(() => MoneyView, { description: 'What services bring in a month, net of tax and discounts.' })
  monthlyRecurring: MoneyView;

  @Field(() => [HomeGrowthView], { description: 'The month before, and the present one.' })
  growth: readonly HomeGrowthView[];

  @Field(() => Int, { description: 'Customers added since the first of the month.' })
  addedThisMonth: number;

  @Field(() => Int, { description: 'Customers deactivated since the first of the month.' })
  lostThisMonth: number;

  @Field(() => [HomeMonthView], { description: 'The last twelve months, oldest first.' })
  months: readonly HomeMonthView[];
}

@ObjectType('HomeAdministrator', { description: 'Figures of the administrator’s home.' })
export class HomeAdministratorView {
  @Field(() => Int, { description: 'Jobs that wait.' })
  jobsWaiting: number;

  @Field(() => Int, { description: 'Jobs at work.' })
  jobsRunning: number;

  @Field(() => [HomeCountView], { description: 'Jobs that failed, by name.' })
  failedJobs: readonly HomeCountView[];

  @Field(() => [HomeCountView], { description: 'Refusals of the last day by code, the ten most frequent.' })
  refusalsToday: readonly HomeCountView[];

  @Field(() => Int, { description: 'Messages of the last week that have no way out.' })
  messagesUnsent: number;

  @Field(() => Int, { description: 'Messages of the last week that failed.' })
  messagesFailed: number;

  @Field(() => Int, { description: 'Active staff.' })
  activeStaff: number;
}
