/** When and how charges come about by themselves: billing runs, prepaid accounts, and what new accounts begin with. */
export interface CycleSettings {
  /** What new accounts begin with, besides days and periods. */
  readonly billingType: 'recurring' | 'prepaid_daily' | 'prepaid_custom';
  readonly autoInvoice: boolean;
  /** What the price of a plan without a pay period of its own is for: a month, or the account’s pay period. */
  readonly periodPrice: 'month' | 'period';
  /** The date that recurring invoices carry. */
  readonly documentDate: 'billing_day' | 'issue_date';
  /** Runs prepare themselves, so many days before the billing day. */
  readonly autoRuns: boolean;
  readonly autoPreviewDays: number;
  /** When such a run goes out without a person: never, so many days after the billing day, or on the last day of its month. */
  readonly autoIssue: 'never' | 'after_days' | 'month_end';
  readonly autoIssueDays: number;
  /** Hour of the day, where the operator is. */
  readonly autoIssueHour: number;
  /** Future items make an invoice of their own when nothing else is charged. */
  readonly futureItemsAlone: boolean;
  /** Which document the charge of a prepaid period makes. */
  readonly prepaidInvoice: 'per_charge' | 'after_payment' | 'none';
  /** Which document prepaid days make that are charged one by one. */
  readonly prepaidDailyInvoice: 'monthly' | 'after_payment' | 'none';
  /** Access lasts through the day of expiry; else it ends when that day begins. */
  readonly prepaidExpiryDayServed: boolean;
  /** Hour of the day at which prepaid accounts are charged. */
  readonly prepaidHour: number;
}

export const USUAL_CYCLES: CycleSettings = {
  billingType: 'recurring',
  autoInvoice: true,
  periodPrice: 'month',
  documentDate: 'billing_day',
  autoRuns: false,
  autoPreviewDays: 0,
  autoIssue: 'never',
  autoIssueDays: 3,
  autoIssueHour: 22,
  futureItemsAlone: false,
  prepaidInvoice: 'per_charge',
  prepaidDailyInvoice: 'monthly',
  prepaidExpiryDayServed: true,
  prepaidHour: 0,
};
