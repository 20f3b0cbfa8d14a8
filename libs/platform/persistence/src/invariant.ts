/** A promise about the stored data that one statement can check: every row that it returns is a violation. */
export interface Invariant {
  /** `M-1`. */
  readonly id: string;
  readonly sentence: string;
  /** Returns `violation text` rows (at most 20 are wanted); none when the promise holds. */
  readonly sql: string;
}
