import type { Rates } from './rates.js';

/** A share of the speed (`-50`: half of it), or a speed of its own. */
export type RateChange =
  { readonly kind: 'percent'; readonly percent: number } | { readonly kind: 'rates'; readonly rates: Rates };

/** Routers count in kilobits: what is less than one is left away, but a speed never falls to 0, which means no limit. */
export function changed(rates: Rates, change: RateChange): Rates {
  if (change.kind === 'rates') return change.rates;
  return { download: scaled(rates.download, change.percent), upload: scaled(rates.upload, change.percent) };
}

/** The slower of both, each way. */
export function slower(one: Rates, other: Rates): Rates {
  return { download: slowerOf(one.download, other.download), upload: slowerOf(one.upload, other.upload) };
}

export function share({ download, upload }: Rates, percent: number): Rates {
  return { download: wholeKilobits(download, percent), upload: wholeKilobits(upload, percent) };
}

export function sameRates(one: Rates, other: Rates): boolean {
  return one.download === other.download && one.upload === other.upload;
}

function scaled(rate: number, percent: number): number {
  return rate === 0 ? 0 : Math.max(1_000, wholeKilobits(rate, 100 + percent));
}

function wholeKilobits(rate: number, percent: number): number {
  return Math.floor(((rate / 1_000) * percent) / 100) * 1_000;
}

function slowerOf(one: number, other: number): number {
  if (one === 0) return other;
  return other === 0 ? one : Math.min(one, other);
}
