/** What a change of plan, a pause and an end of a service do to the money. */
export interface ServiceSettings {
  /** A smaller sum after a change makes no document: it goes on the next invoice. Null: every sum makes one. */
  readonly changeMinimumInvoice: string | null;
  /** The same for accounts that pay before each period. */
  readonly prepaidChangeRefund: 'none' | 'unused';
  readonly prepaidChangeFeeToDearer: string | null;
  readonly prepaidChangeFeeToCheaper: string | null;
  /** What the days of a pause cost when nothing else is said: nothing, a share of the price, or all of it. */
  readonly pauseBilling: 'free' | 'reduced' | 'full';
  /** The share of the price that a reduced pause costs, in percent. */
  readonly pauseReducedPercent: number;
  /** Paused days that are on a document already are given back. */
  readonly pauseCredit: boolean;
  /** A service is paused no more than so many days in a calendar year. Null: no limit. */
  readonly pauseMostDays: number | null;
  /** Customers may pause their services themselves. */
  readonly pauseByCustomer: boolean;
  /** What an end gives back of charged days when nothing else is said. */
  readonly endRefund: 'none' | 'credit' | 'paid_first';
  /** A service that ends on its first day costs that day, or nothing. */
  readonly endOnFirstDay: 'one_day' | 'free';
  /** Tell so many days before a contract ends. Null: never. */
  readonly contractNoticeDays: number | null;
  /** Also where it renews itself. */
  readonly contractNoticeWhenRenewed: boolean;
}

export const USUAL_SERVICE_SETTINGS: ServiceSettings = {
  changeMinimumInvoice: null,
  prepaidChangeRefund: 'unused',
  prepaidChangeFeeToDearer: null,
  prepaidChangeFeeToCheaper: null,
  pauseBilling: 'free',
  pauseReducedPercent: 50,
  pauseCredit: true,
  pauseMostDays: null,
  pauseByCustomer: false,
  endRefund: 'none',
  endOnFirstDay: 'one_day',
  contractNoticeDays: 30,
  contractNoticeWhenRenewed: false,
};
