import type { Chart, LedgerAccount } from '../ledger/ledger.graphql';
import type { Plan } from './plan-values';

export interface IncomeAccount {
  /** Where the income goes. */
  readonly code: string;
  /** Chosen for this very plan. */
  readonly isOwn: boolean;
  /** Where it goes when nothing is chosen for the plan. */
  readonly ofKind: string;
}

/** As documents are booked: by the plan, else where the income of its kind goes. */
export function incomeAccount(
  { id, kind }: Pick<Plan, 'id' | 'kind'>,
  mappings: Pick<Chart, 'revenueMappings'>['revenueMappings'],
): IncomeAccount {
  const usual = `revenue.${kind.toLowerCase()}`;
  const ofKind = mappings.find(({ fromAccount }) => fromAccount === usual)?.accountCode ?? usual;
  const own = mappings.find(({ planId }) => planId === id)?.accountCode;
  return { code: own ?? ofKind, isOwn: own !== undefined, ofKind };
}

/** The account by the operator's number and name. */
export function accountName(accounts: readonly LedgerAccount[], code: string): string {
  const account = accounts.find((one) => one.code === code);
  if (account === undefined) return code;
  return account.ownCode === null ? account.name : `${account.ownCode} ${account.name}`;
}
