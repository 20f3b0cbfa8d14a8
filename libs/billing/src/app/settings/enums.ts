import { registerEnumType } from '@nestjs/graphql';

/** A GraphQL enum over our own words: `one_time` is `ONE_TIME` on the wire. */
export function words<const Word extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Word, string>>,
): Readonly<Record<Uppercase<Word>, Word>> {
  const entries = Object.entries(values) as [Word, string][];
  const made = Object.fromEntries(entries.map(([word]) => [word.toUpperCase(), word])) as Record<Uppercase<Word>, Word>;
  const valuesMap = Object.fromEntries(entries.map(([word, says]) => [word.toUpperCase(), { description: says }]));
  registerEnumType(made, {
    name,
    description,
    valuesMap: valuesMap as Partial<Record<Uppercase<Word>, { description: string }>>,
  });
  return made;
}

export const PlanKindEnum = words('PlanKind', 'What a plan sells.', {
  internet: 'Access to the internet.',
  voice: 'Telephony.',
  recurring: 'Anything else that is charged each period.',
  one_time: 'Sold once, by an invoice.',
  bundle: 'Several services under one price.',
});
export const VoiceKindEnum = words('VoiceKind', 'What kind of telephony a voice plan sells.', {
  voip: 'Over the internet.',
  fixed: 'A fixed line.',
  mobile: 'A mobile number.',
});
export const VoiceDirectionEnum = words('VoiceDirection', 'Which calls a number is used for.', {
  incoming: 'Calls to it.',
  outgoing: 'Calls from it.',
  both: 'Calls to it and from it.',
});
export const ServiceStatusEnum = words('ServiceStatus', 'Where a service stands.', {
  pending: 'Waits for its first day.',
  active: 'Runs and is charged.',
  paused: 'Neither runs nor is charged, for a while.',
  disabled: 'Does not run; still charged when it has no last day.',
  archived: 'Kept for reference only.',
});
export const StandingEnum = words('Standing', 'What follows from ledger, settings and day.', {
  good: 'Nothing is late.',
  overdue: 'Payment is late; services run.',
  blocked: 'Access is closed for non-payment; services are still charged.',
  inactive: 'Unpaid for so long that services have ended.',
});
export const CustomerStatusEnum = words(
  'CustomerStatus',
  'What people see of a customer: follows from lifecycle, standing and holds.',
  {
    new: 'Not connected yet; not charged.',
    active: 'Services run.',
    blocked: 'Access is closed, for non-payment or by a hold.',
    inactive: 'Takes no services.',
  },
);
export const BillingTypeEnum = words('BillingType', 'How charges come about.', {
  recurring: 'Charged by the billing day.',
  prepaid_daily: 'A part of the monthly price each day.',
  prepaid_custom: 'Charged before each period.',
});
export const BillingModeEnum = words('BillingMode', 'When a period is charged.', {
  advance: 'When it begins.',
  arrears: 'When it is over.',
});
export const AlignmentEnum = words('PeriodAlignment', 'Where billing periods begin.', {
  billing_day: 'On the billing day of the account.',
  calendar: 'On the first of the month.',
  anniversary: 'On the day the service began.',
});
export const DayCountEnum = words('DayCount', 'How parts of a period are counted.', {
  actual: 'By the days that the period really has.',
  thirty: 'By months of 30 days.',
});
export const TaxRoundingEnum = words('TaxRounding', 'Where tax is rounded.', {
  line: 'On each line.',
  document: 'Once for each rate on the document.',
});
export const ChangeRefundEnum = words('ChangeRefund', 'What a change of plan gives back.', {
  none: 'Nothing.',
  unused: 'The money for unused days.',
  rollover: 'Data that is left over, for the new plan.',
});
export const ChangeInvoiceEnum = words('ChangeInvoice', 'When the new plan is charged after a change.', {
  period_end: 'At once, to the end of the running period.',
  thirty_days: 'At once, for 30 days.',
  next_run: 'With the next billing run.',
});
export const DiscountKindEnum = words('DiscountKind', 'How a discount counts.', {
  percent: 'A percentage.',
  fixed: 'An amount off each period.',
});
export const MoneyAccountEnum = words('MoneyAccount', 'The ledger account in which received money lies.', {
  cash: 'Cash.',
  bank: 'Bank.',
  gateway_clearing: 'Payment providers, not yet paid out.',
  suspense: 'Money not yet known.',
});
export const InvoiceKindEnum = words('InvoiceKind', 'What brought an invoice about.', {
  recurring: 'A billing period.',
  one_time: 'A single sale.',
});
export const FutureItemStatusEnum = words('FutureItemStatus', 'What became of a future item.', {
  open: 'Waits for an invoice, whole or what is left of it.',
  invoiced: 'Stands on an invoice.',
  cancelled: 'Will not be charged.',
});
export const FutureItemSourceEnum = words('FutureItemSource', 'Where a future item came from.', {
  manual: 'Somebody added it.',
  one_time_service: 'A one-time service.',
  fee: 'A fee.',
  deposit: 'A deposit.',
  plan_change: 'A change of plan.',
  pause: 'A pause.',
  top_up: 'A top-up.',
  usage: 'Usage.',
});
export const DocumentStatusEnum = words('DocumentStatus', 'Whether a document stands.', {
  issued: 'It stands.',
  void: 'Taken back in full by a credit note.',
});
export const DocumentOriginEnum = words('DocumentOrigin', 'Where a document was made.', {
  native: 'Here.',
  imported: 'In the system that was used before.',
});
export const SettlementStatusEnum = words('SettlementStatus', 'How far an invoice is settled.', {
  unpaid: 'Not at all.',
  partly_paid: 'In part.',
  paid: 'In full.',
});
export const PaymentStatusEnum = words('PaymentStatus', 'Whether a payment stands.', {
  recorded: 'It stands.',
  reversed: 'Taken back.',
});
export const RunStatusEnum = words('BillingRunStatus', 'How far a billing run is.', {
  previewing: 'Its preview is being worked out.',
  previewed: 'Waits for approval.',
  approved: 'Waits to be issued.',
  issuing: 'Invoices are being issued.',
  issued: 'Done.',
  cancelled: 'Put away.',
});
export const RunItemStatusEnum = words('BillingRunItemStatus', 'What became of one account in a run.', {
  planned: 'Will be issued.',
  held: 'Held back, by a fault or by a person.',
  excluded: 'Left out by a person.',
  absent: 'Was on the run before and has nothing to charge now.',
  lapsed: 'Prepaid, and the balance is too low: access ends with the paid time.',
  issued: 'Issued.',
  failed: 'Could not be decided or written.',
  changed: 'Not issued: what is to be charged changed after the preview.',
});
export const SuspensionBatchStatusEnum = words('SuspensionBatchStatus', 'How far a list of suspensions is.', {
  previewed: 'Waits for a person.',
  approved: 'Being carried out.',
  halted: 'Stopped on the way: a person says how it goes on.',
  applied: 'Carried out.',
  cancelled: 'Replaced by a newer list.',
  rolled_back: 'Taken back.',
});
export const SuspensionOutcomeEnum = words('SuspensionOutcome', 'What became of one customer on the list.', {
  applied: 'Suspended.',
  settled: 'Paid, or otherwise good, before it was carried out.',
  excluded: 'Left out.',
  failed: 'Could not be carried out.',
  rolled_back: 'Suspended, and taken back.',
});
export const NextEventKindEnum = words('NextEventKind', 'What happens next.', {
  invoice: 'An invoice is expected.',
  overdue: 'Payment is late from this day on.',
  blocked: 'Access closes on this day.',
  inactive: 'Services end on this day.',
  fee: 'A fee is charged.',
  promise_end: 'The last day of a promise to pay, or of time that staff gave.',
  contract_end: 'The last day of a contract.',
  prepaid_end: 'What was prepaid is used up.',
});

export const PLAN_KINDS = Object.values(PlanKindEnum);
export const MONEY_ACCOUNTS = Object.values(MoneyAccountEnum);
