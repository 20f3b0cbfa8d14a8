/** Bit/s, as the customer sees them; 0 is no limit. */
export interface Rates {
  readonly download: number;
  readonly upload: number;
}

/** Why the rates of an access are not those of its plan. */
export interface PolicyAdjustment {
  readonly by: 'hours' | 'fair_use' | 'quota';
  /** As the operator calls the rule. */
  readonly name: string;
}

/** What devices are told, worked out to numbers. */
export interface DevicePolicy {
  readonly id: string;
  readonly rates: Rates;
  readonly burst?: { readonly rate: Rates; readonly threshold: Rates; readonly seconds: number };
  readonly priority?: number;
  readonly guaranteed?: Rates;
  readonly contention?: number;
  readonly downloadProfile?: string;
  readonly uploadProfile?: string;
  readonly adjusted?: PolicyAdjustment;
}
