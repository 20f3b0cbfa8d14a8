import type { LocalDate } from '@demarc/kernel';
import { decimalOf, type PaperData, type PaperPeople, peopleData } from './paper-data.js';

export interface PaperDeposit {
  /** Of the deposit; what is given back of it is counted after a stroke: `D-2026-000007/1`. */
  readonly number: string;
  readonly step: 'taken' | 'given_back';
  readonly on: LocalDate;
  readonly method: string;
  /** What it is for, as it was said when it was taken. */
  readonly note: string;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** That a deposit was taken, or given back: money of the customer that pays for nothing yet. */
export function depositData(deposit: PaperDeposit, people: PaperPeople): PaperData {
  const { amountMinor, currency, ...said } = deposit;
  return {
    ...peopleData(people),
    document: { ...said, currency, amount: decimalOf(amountMinor, currency) },
  };
}
