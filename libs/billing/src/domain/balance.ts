/** What people see instead of a sign: money owed to us, or money that we keep for the customer. One of them is zero. */
export interface BalanceView {
  readonly dueMinor: bigint;
  readonly creditMinor: bigint;
}

/** From the customer's receivable, where positive is owed to us. */
export function balanceView(owedMinor: bigint): BalanceView {
  return owedMinor > 0n ? { dueMinor: owedMinor, creditMinor: 0n } : { dueMinor: 0n, creditMinor: -owedMinor };
}

/** The incumbent's signed figure (paid less invoiced), which its minimum balance is compared with. */
export function signedBalance(owedMinor: bigint): bigint {
  return owedMinor === 0n ? 0n : -owedMinor;
}
