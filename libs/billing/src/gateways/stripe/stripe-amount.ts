import { currencyDigits, type CurrencyCode } from '@demarc/kernel';

/** Stripe's own scale, where it is not that of ISO 4217 (docs.stripe.com/currencies): these are passed with two decimals … */
const TWO_DECIMALS = new Set(['ISK', 'UGX']);
/** … and this one with none. */
const NO_DECIMALS = new Set(['MGA']);
const MOST = 99_999_999n;

/** Our minor units in Stripe's, or undefined when Stripe cannot say the amount: three-decimal currencies end in 0 there. */
export function toStripeAmount(amountMinor: bigint, currency: CurrencyCode): number | undefined {
  const { times, over } = scale(currency);
  const scaled = amountMinor * times;
  if (scaled % over !== 0n) return undefined;
  const amount = scaled / over;
  if (currencyDigits(currency) === 3 && amount % 10n !== 0n) return undefined;
  return amount >= -MOST && amount <= MOST ? Number(amount) : undefined;
}

export function fromStripeAmount(amount: number, currency: CurrencyCode): bigint {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`"${amount}" is not an amount`);
  const { times, over } = scale(currency);
  const scaled = BigInt(amount) * over;
  if (scaled % times !== 0n) throw new RangeError(`${amount} is no amount of ${currency}`);
  return scaled / times;
}

export function stripeLimits(currency: CurrencyCode): { leastMinor: bigint; mostMinor: bigint } {
  const { times, over } = scale(currency);
  return { leastMinor: (50n * over + times - 1n) / times, mostMinor: (MOST * over) / times };
}

function scale(currency: CurrencyCode): { times: bigint; over: bigint } {
  if (TWO_DECIMALS.has(currency)) return { times: 100n, over: 1n };
  if (NO_DECIMALS.has(currency)) return { times: 1n, over: 100n };
  return { times: 1n, over: 1n };
}
