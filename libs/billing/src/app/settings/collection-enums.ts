import { words } from './enums.js';

export const MoneyStepKindEnum = words('MoneyStepKind', 'A step with money.', {
  reverse: 'A payment is taken back.',
  hand_back: 'Money is handed back by hand.',
  undo_allocation: 'What a payment settles is undone.',
  move_allocation: 'What a payment settles is moved to another invoice.',
  write_off: 'What is open on an invoice is given up.',
  undo_write_off: 'A write-off is taken back.',
  use_deposit: 'An invoice is paid out of a deposit.',
});
export const DepositStepKindEnum = words('DepositStepKind', 'What became of a part of a deposit.', {
  used: 'It paid an invoice.',
  refilled: 'It had paid an invoice, and that was taken back.',
  given_back: 'It was given back.',
  forfeited: 'It was kept.',
});
export const FeeKindEnum = words('FeeKind', 'What a fee is for.', {
  late: 'An invoice that is overdue.',
  unpaid: 'An invoice that is unpaid so many days after its date.',
  reconnection: 'Access that a payment opens again.',
  returned_payment: 'A payment that the bank took back.',
});
export const FeeAsEnum = words('FeeAs', 'How a fee is charged.', {
  future_item: 'With the next invoice.',
  invoice: 'By an invoice of its own.',
});
export const FeeStatusEnum = words('FeeStatus', 'What became of a fee.', {
  charged: 'It was charged.',
  waived: 'It was let go.',
});
export const PromiseKindEnum = words('PromiseKind', 'Why access stays open.', {
  promise: 'The customer promised to pay.',
  grace: 'Staff gave time.',
});
export const PromiseStatusEnum = words('PromiseStatus', 'What became of a promise.', {
  open: 'It stands.',
  kept: 'It was paid.',
  broken: 'It was not paid.',
  expired: 'The time that was given is over.',
  withdrawn: 'It was taken back.',
  replaced: 'Another took its place.',
});
export const RollbackStaysEnum = words('RollbackStays', 'Why a customer stays as is.', {
  not_applied: 'The list did not suspend this customer.',
  moved_on: 'The standing has changed since.',
});
