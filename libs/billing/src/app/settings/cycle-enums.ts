import { words } from './enums.js';

export const PeriodPriceEnum = words(
  'PeriodPrice',
  'What the price of a plan without a pay period of its own is for.',
  {
    month: 'A month; an account that pays several at once pays the price of each.',
    period: 'The pay period of the account, however many months that has.',
  },
);
export const DocumentDateEnum = words('DocumentDate', 'The date that recurring invoices carry.', {
  billing_day: 'The billing day, whenever they are issued.',
  issue_date: 'The day on which they are issued.',
});
export const AutoIssueEnum = words('AutoIssue', 'When a billing run that prepared itself goes out without a person.', {
  never: 'Never: it waits for a person.',
  after_days: 'Some days after the billing day.',
  month_end: 'On the last day of the month.',
});
export const PrepaidInvoiceEnum = words('PrepaidInvoice', 'Which document the charge of a prepaid period makes.', {
  per_charge: 'An invoice for each charge, paid or not.',
  after_payment: 'An invoice once the charge is paid.',
  none: 'None: charges are booked only.',
});
export const PrepaidDailyInvoiceEnum = words(
  'PrepaidDailyInvoice',
  'Which document prepaid days make that are charged one by one.',
  {
    monthly: 'One invoice on the first of the next month.',
    after_payment:
      'An invoice with each payment for the days that are paid by then; at the latest on the first of the next month.',
    none: 'None: charges are booked only.',
  },
);
export const PrepaidDocumentEnum = words('PrepaidDocument', 'Which document the charges of a prepaid account make.', {
  per_charge: 'An invoice for each charge.',
  after_payment: 'An invoice for what is paid.',
  monthly: 'One invoice on the first of the next month.',
  none: 'None: charges are booked only.',
});
export const SubBillingEnum = words('SubAccountBilling', 'Whether a main account is charged for its sub-account.', {
  independent: 'The sub-account has documents and a balance of its own.',
  aggregated: 'Its charges stand on the documents of the main account, whose standing it shares.',
});
export const SettingSourceEnum = words('SettingSource', 'Where a billing setting of a customer has its value from.', {
  customer: 'It was decided for this customer.',
  partner: 'New customers of the partner get it.',
  everybody: 'All new customers get it.',
  product: 'The product comes with it, and nobody has decided otherwise.',
  kept: 'The account was opened or taken over with it; new customers get another by now.',
});
export const RunKindEnum = words('BillingRunKind', 'Whom a billing run charges.', {
  recurring: 'Accounts that are charged by the billing day.',
  prepaid: 'Prepaid accounts whose paid time is over.',
});
export const RunAbsenceEnum = words('BillingRunLeaveOut', 'Why an invoice is left out of a run.', {
  hold: 'It waits for a person, and can go out in a run of its own.',
  exclude: 'It stays out of this run; the next one finds it again.',
});
