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
