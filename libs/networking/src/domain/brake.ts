export interface BrakeSetting {
  readonly percent: number;
  readonly windowMinutes: number;
  /** Fewer than this many are never too many, however small the provider. */
  readonly atLeast: number;
}

export interface Shutting {
  /** Shut within the window, the one at hand included. */
  readonly shut: number;
  /** Open still, the one at hand included. */
  readonly open: number;
}

/** Would this shut more of the base, or of one router, at once than may happen without a person? */
export function isTooMany({ shut, open }: Shutting, { percent, atLeast }: BrakeSetting): boolean {
  if (shut <= atLeast) return false;
  return shut * 100 > (shut - 1 + open) * percent;
}
