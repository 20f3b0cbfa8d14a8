import type { LoadedPayment } from './payment.graphql';

type Refund = LoadedPayment['refunds'][number];

const soonMs = 1_500;
const laterMs = 15_000;

/** How soon to look again: at once while the provider is being asked, now and then while it works on it, not when all is said. */
export function refetchFor(refunds: readonly Pick<Refund, 'state'>[]): number | null {
  if (refunds.some(({ state }) => state === 'REQUESTED')) return soonMs;
  return refunds.some(({ state }) => state === 'PENDING' || state === 'UNKNOWN') ? laterMs : null;
}

/** The provider's word for a fault (`expired_or_canceled_card`) as people write it; a sentence stays as it is. */
export function faultInWords(fault: string): string {
  if (!/^[a-z0-9_]+$/.test(fault)) return fault;
  const words = fault.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const names: Readonly<Record<string, string>> = { stripe: 'Stripe' };

/** How a provider calls itself. */
export function providerName(provider: string): string {
  return names[provider] ?? provider;
}
