import type Stripe from 'stripe';
import type { ReturnedMoney } from '../payment-provider.js';
import { fromStripeAmount } from './stripe-amount.js';
import { currencyOf, REFUND_MARK } from './stripe-notice.js';

/** Banks withdraw the money when a dispute begins; an inquiry (`warning_…`) withdraws nothing. */
const MONEY_WITHDRAWN = new Set<string>([
  'needs_response',
  'under_review',
  'lost',
  'appeal_needs_response',
  'appeal_under_review',
]);

export function returnedByRefund(refund: Stripe.Refund): ReturnedMoney {
  const currency = currencyOf(refund.currency);
  const state =
    refund.status === 'succeeded'
      ? 'done'
      : refund.status === 'failed' || refund.status === 'canceled'
        ? 'undone'
        : 'pending';
  return {
    reference: refund.id,
    kind: 'refund',
    refundId: refund.metadata?.[REFUND_MARK] ?? null,
    amountMinor: fromStripeAmount(refund.amount, currency),
    currency,
    reason: refund.failure_reason ?? refund.reason ?? '',
    state,
  };
}

export function returnedByDispute(dispute: Stripe.Dispute): ReturnedMoney[] {
  const withdrawn = MONEY_WITHDRAWN.has(dispute.status);
  if (!withdrawn && dispute.status !== 'won') return [];
  const currency = currencyOf(dispute.currency);
  const amountMinor = fromStripeAmount(dispute.amount, currency);
  return [
    {
      reference: dispute.id,
      kind: 'chargeback',
      refundId: null,
      amountMinor,
      currency,
      reason: dispute.reason,
      state: withdrawn ? 'done' : 'undone',
    },
  ];
}

export function factsOf(intent: Stripe.PaymentIntent): Record<string, string> {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const settled = typeof charge?.balance_transaction === 'object' ? charge.balance_transaction : null;
  if (!charge || !settled) return {};
  return {
    charge: charge.id,
    balanceTransaction: settled.id,
    fee: String(settled.fee),
    net: String(settled.net),
    settledIn: settled.currency.toUpperCase(),
  };
}
