import { addDays, addMonths, type LocalDate } from '@demarc/kernel';

/** What becomes of a service at the end of a contract that does not renew itself. */
export type ContractAtEnd = 'list_price' | 'same_price' | 'ends';
export type ContractOutcome = 'renews' | ContractAtEnd;

export interface ContractTerm {
  readonly from: LocalDate;
  /** The last day, itself included. */
  readonly through: LocalDate;
}

/** The term after one that is over: the first that reaches `today`. All count from the same day, so that ends of months do not wander. */
export function termAfter(endsOn: LocalDate, months: number, today: LocalDate): ContractTerm {
  const first = addDays(endsOn, 1);
  let count = 1;
  while (termFrom(first, count * months).through < today) count += 1;
  return { from: addMonths(first, (count - 1) * months), through: termFrom(first, count * months).through };
}

/** The term that somebody agrees to today: after the present one, and from today on where none runs. */
export function agreedTerm(endsOn: LocalDate | null, months: number, today: LocalDate): ContractTerm {
  return termFrom(endsOn === null || endsOn < today ? today : addDays(endsOn, 1), months);
}

function termFrom(from: LocalDate, months: number): ContractTerm {
  return { from, through: addDays(addMonths(from, months), -1) };
}
