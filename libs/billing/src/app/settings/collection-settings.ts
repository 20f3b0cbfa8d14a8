/** How money is collected: what payments settle, deposits, promises to pay, and what closes access. */
export interface CollectionSettings {
  /** A debit that is on no invoice is settled before invoices; else after them. */
  readonly looseDebitsFirst: boolean;
  readonly depositNumbers: string;
  /** Hour of the day, where the operator is, at which the day’s suspensions are worked out. */
  readonly blockingHour: number;
  /** Deactivation counts from the day to which a block was moved; else from the day on which it would have been. */
  readonly deactivationFollowsBlock: boolean;
  /** More suspensions at once than this are approved by somebody other than the author of the list. Null: never asked for. */
  readonly suspendSecondPersonAbove: number | null;
  /** So many of a list are suspended first, and the rest after a look at how it went. 0: all at once. */
  readonly suspendFirst: number;
  /** Minutes between the first ones and the rest. */
  readonly suspendWaitMinutes: number;
  /** When the network did not follow for more than this many, the rest of the list is stopped. */
  readonly suspendStopAbove: number;
  /** Promises to pay that a customer may make in the portal in a year; 0: none. */
  readonly promisesPerYear: number;
  /** The days that such a promise may reach ahead. */
  readonly promiseDays: number;
  /** Who broke a promise that had opened access is blocked at once, without waiting for an approval. */
  readonly brokenPromiseBlocks: boolean;
  /** No fee for what is unpaid while a promise to pay, or time that staff gave, stands. */
  readonly promiseHoldsFees: boolean;
}

export const USUAL_COLLECTION: CollectionSettings = {
  looseDebitsFirst: true,
  depositNumbers: 'D-{year}-{next|6}',
  blockingHour: 0,
  deactivationFollowsBlock: true,
  suspendSecondPersonAbove: 50,
  suspendFirst: 5,
  suspendWaitMinutes: 10,
  suspendStopAbove: 1,
  promisesPerYear: 0,
  promiseDays: 7,
  brokenPromiseBlocks: true,
  promiseHoldsFees: true,
};
