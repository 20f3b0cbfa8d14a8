import { words } from './enums.js';

export const PauseBillingEnum = words('PauseBilling', 'What the days of a pause cost.', {
  free: 'Nothing.',
  reduced: 'A share of the price.',
  full: 'All of the price.',
});
export const EndRefundEnum = words('EndRefund', 'What the end of a service gives back of days that were charged.', {
  none: 'Nothing.',
  credit: 'All unused days, as credit.',
  paid_first: 'What was really paid for unused days becomes a refund that is due; the rest is credit.',
});
export const EndOnFirstDayEnum = words('EndOnFirstDay', 'What a service costs that ends on its first day.', {
  one_day: 'That day.',
  free: 'Nothing.',
});
export const PlanChangeStateEnum = words('PlanChangeState', 'Where a change of plan stands.', {
  scheduled: 'Waits for its day.',
  applied: 'The new plan holds.',
  undone: 'Taken back.',
});
export const ContractAtEndEnum = words('ContractAtEnd', 'What the end of a contract does that does not renew itself.', {
  list_price: 'The service runs on without a term, at the list price.',
  same_price: 'The service runs on without a term, at its own price.',
  ends: 'The service ends.',
});
export const ContractOutcomeEnum = words('ContractOutcome', 'What the end of a contract does.', {
  renews: 'The contract renews itself for as long again.',
  list_price: 'The service runs on without a term, at the list price.',
  same_price: 'The service runs on without a term, at its own price.',
  ends: 'The service ends.',
});
export const ActivationFeeWhenEnum = words('ActivationFeeWhen', 'When the fee for a new service is taken.', {
  first_billing: 'With the first invoice of the service.',
  on_creation: 'At once, by an invoice of its own.',
});
