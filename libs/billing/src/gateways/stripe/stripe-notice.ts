import { currencyCode, type CurrencyCode } from '@demarc/kernel';
import type Stripe from 'stripe';
import type { NoticeSays, ProviderNotice, TakenPayment } from '../payment-provider.js';
import { fromStripeAmount } from './stripe-amount.js';

/** Our marks on Stripe's objects. */
export const CHECKOUT_MARK = 'demarc_checkout';
export const REFUND_MARK = 'demarc_refund';

export function noticeOf(event: Stripe.Event): ProviderNotice {
  return { eventId: event.id, type: event.type, says: sayingOf(event) };
}

function sayingOf(event: Stripe.Event): NoticeSays {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded': {
      const taken = takenBySession(event.data.object);
      return taken ? { kind: 'paid', taken } : { kind: 'nothing' };
    }
    case 'payment_intent.succeeded': {
      const taken = takenByIntent(event.data.object);
      return taken?.checkoutId ? { kind: 'paid', taken } : { kind: 'nothing' };
    }
    case 'checkout.session.expired':
      return { kind: 'checkout_ended', providerSessionId: event.data.object.id, outcome: 'expired' };
    case 'checkout.session.async_payment_failed':
      return { kind: 'checkout_ended', providerSessionId: event.data.object.id, outcome: 'failed' };
    case 'charge.refunded':
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated': {
      const paymentReference = idOf(event.data.object.payment_intent);
      return paymentReference ? { kind: 'payment_changed', paymentReference } : { kind: 'nothing' };
    }
    default:
      return { kind: 'nothing' };
  }
}

export function takenBySession(session: Stripe.Checkout.Session): TakenPayment | undefined {
  const paymentReference = idOf(session.payment_intent);
  if (
    session.payment_status !== 'paid' ||
    !paymentReference ||
    session.amount_total === null ||
    session.currency === null
  )
    return undefined;
  const currency = currencyOf(session.currency);
  return {
    paymentReference,
    providerSessionId: session.id,
    checkoutId: session.client_reference_id,
    amountMinor: fromStripeAmount(session.amount_total, currency),
    currency,
  };
}

export function takenByIntent(intent: Stripe.PaymentIntent): TakenPayment | undefined {
  if (intent.status !== 'succeeded') return undefined;
  const currency = currencyOf(intent.currency);
  return {
    paymentReference: intent.id,
    providerSessionId: null,
    checkoutId: intent.metadata[CHECKOUT_MARK] ?? null,
    amountMinor: fromStripeAmount(intent.amount_received, currency),
    currency,
  };
}

export function currencyOf(code: string): CurrencyCode {
  return currencyCode(code.toUpperCase());
}

export function idOf(reference: string | { readonly id: string } | null | undefined): string | undefined {
  return typeof reference === 'string' ? reference : reference?.id;
}
