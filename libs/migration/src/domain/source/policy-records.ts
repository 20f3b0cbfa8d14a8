import type { Decimal, LocalDate } from '@demarc/kernel';
import type { SourceId } from './source-id.js';

/** What Splynx holds of fair use (FUP) and data limits (CAP): rules, limits, what can be bought, and what was used. */
export interface SourceFairUseCondition {
  /** As it is written there: `monthly`, `weekly`, `daily`, `time`, or what a later version has. */
  readonly kind: string;
  readonly direction: string;
  readonly amount: Decimal;
  /** `kb` to `tb` of traffic, `minutes` or `hours` of being online. */
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly days: readonly number[];
}

export interface SourceFairUseRule {
  readonly id: SourceId;
  readonly tariffId: SourceId;
  readonly name: string;
  readonly action: 'block' | 'increase' | 'decrease' | 'fixed';
  readonly percent: number;
  readonly fixed: SourceFixedSpeed;
  /** False: while the rule holds, usage does not count. */
  readonly countsTraffic: boolean;
  readonly countsOnline: boolean;
  readonly conditions: readonly SourceFairUseCondition[];
}

/** Bytes a second. */
export interface SourceFixedSpeed {
  readonly down: number;
  readonly up: number;
}

/** Hours of a day, on some days, at which something counts. */
export interface SourceCounted {
  readonly from: string;
  readonly to: string;
  readonly days: readonly number[];
}

export interface SourceDataLimit {
  readonly tariffId: SourceId;
  readonly traffic: SourceCounted;
  readonly online: SourceCounted;
  readonly action: 'block' | 'decrease' | 'fixed';
  readonly percent: number;
  readonly fixed: SourceFixedSpeed;
  /** Zero: no limit. */
  readonly amount: Decimal;
  readonly unit: string;
  readonly direction: 'up' | 'down' | 'up_down';
  readonly onlineAmount: Decimal;
  readonly onlineUnit: string;
  readonly rollsOver: boolean;
  readonly rollsOverTime: boolean;
  readonly bonusIsUnlimited: boolean;
  readonly bonusAmount: Decimal;
  readonly bonusUnit: string;
  readonly bonusWhenUsedUp: boolean;
  /** What is bought by itself when all is used up. */
  readonly automaticId?: SourceId | undefined;
  readonly compensates: boolean;
  readonly triggerPercent: number;
}

export interface SourceTopUp {
  readonly id: SourceId;
  readonly tariffId?: SourceId | undefined;
  readonly title: string;
  readonly amount: Decimal;
  readonly unit: string;
  readonly price: Decimal;
  /** `end_of_period`, `unlimited`, a number of months, or a number with a word. */
  readonly validity: string;
  readonly onInvoice: boolean;
  readonly isAutomatic: boolean;
}

export interface SourceUsageCounter {
  readonly serviceId: SourceId;
  readonly monthUp: bigint;
  readonly monthDown: bigint;
}

/** Data that a service has beyond its limit. */
export interface SourceDataGrant {
  readonly id: SourceId;
  readonly serviceId: SourceId;
  readonly topUpId?: SourceId | undefined;
  readonly octets: bigint;
  readonly left: bigint;
  /** The last day. */
  readonly until?: LocalDate | undefined;
  readonly text: string;
}
