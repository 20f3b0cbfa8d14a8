import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { Clock, type CurrencyCode } from '@demarc/kernel';
import Stripe from 'stripe';
import {
  type AmountLimits,
  type CheckoutOrder,
  type CheckoutState,
  type NoticeReading,
  type OpenedCheckout,
  PaymentProvider,
  type PaymentState,
  type ProviderAccess,
  ProviderFault,
  type ProviderNotice,
  type RefundOrder,
  type ReturnedMoney,
} from '../payment-provider.js';
import { stripeLimits, toStripeAmount } from './stripe-amount.js';
import { CHECKOUT_MARK, noticeOf, REFUND_MARK, takenByIntent, takenBySession } from './stripe-notice.js';
import { factsOf, returnedByDispute, returnedByRefund } from './stripe-returns.js';

/** The version that this adapter was written for; Stripe answers in it whatever the account's own is. */
const API_VERSION = '2026-10-28.endive';
/** As Stripe's own libraries have it: a notice older than this is refused, so that a recorded one cannot be played again. */
const TOLERANCE_SECONDS = 300;
const TIMEOUT_MS = 15_000;
const RETRIES = 2;

/** Stripe, by its own SDK: hosted checkout, refunds, signed notices. */
@Injectable()
export class StripeProvider extends PaymentProvider {
  readonly name = 'stripe';
  private readonly clients = new Map<string, Stripe>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
  ) {
    super();
  }

  async checkKey({ secretKey }: Pick<ProviderAccess, 'secretKey'>): Promise<{ mode: 'test' | 'live' }> {
    const balance = await calling(() => this.client(secretKey).balance.retrieve());
    return { mode: balance.livemode ? 'live' : 'test' };
  }

  limits(currency: CurrencyCode): AmountLimits {
    return stripeLimits(currency);
  }

  canTake(amountMinor: bigint, currency: CurrencyCode): boolean {
    return toStripeAmount(amountMinor, currency) !== undefined;
  }

  async createCheckout(access: ProviderAccess, order: CheckoutOrder): Promise<OpenedCheckout> {
    const marks = { [CHECKOUT_MARK]: order.checkoutId };
    const session = await calling(() =>
      this.client(access.secretKey).checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: order.checkoutId,
          metadata: marks,
          payment_intent_data: { metadata: marks, description: order.title },
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: order.currency.toLowerCase(),
                unit_amount: stripeAmount(order.amountMinor, order.currency),
                product_data: { name: order.title },
              },
            },
          ],
          ...(order.email === null ? {} : { customer_email: order.email }),
          success_url: order.successUrl,
          cancel_url: order.cancelUrl,
        },
        { idempotencyKey: `demarc-checkout-${order.checkoutId}` },
      ),
    );
    if (!session.url) throw new ProviderFault('unknown', 'no_url', 'Stripe opened a checkout without an address.');
    return { providerSessionId: session.id, url: session.url, expiresAt: new Date(session.expires_at * 1_000) };
  }

  async fetchCheckout(access: ProviderAccess, providerSessionId: string): Promise<CheckoutState> {
    const session = await calling(() => this.client(access.secretKey).checkout.sessions.retrieve(providerSessionId));
    const taken = takenBySession(session);
    if (taken) return { kind: 'paid', taken };
    if (session.status === 'expired') return { kind: 'expired' };
    return { kind: session.status === 'complete' ? 'pending' : 'open' };
  }

  async fetchPayment(access: ProviderAccess, paymentReference: string): Promise<PaymentState> {
    const client = this.client(access.secretKey);
    const [intent, refunds, disputes] = await Promise.all([
      calling(() =>
        client.paymentIntents.retrieve(paymentReference, { expand: ['latest_charge.balance_transaction'] }),
      ),
      calling(() => client.refunds.list({ payment_intent: paymentReference, limit: 100 })),
      calling(() => client.disputes.list({ payment_intent: paymentReference, limit: 100 })),
    ]);
    const returned = [...refunds.data.map(returnedByRefund), ...disputes.data.flatMap(returnedByDispute)];
    return { taken: takenByIntent(intent) ?? null, returned, facts: factsOf(intent) };
  }

  async refund(
    access: ProviderAccess,
    { refundId, paymentReference, amountMinor, currency }: RefundOrder,
  ): Promise<ReturnedMoney> {
    const refund = await calling(() =>
      this.client(access.secretKey).refunds.create(
        {
          payment_intent: paymentReference,
          amount: stripeAmount(amountMinor, currency),
          metadata: { [REFUND_MARK]: refundId },
        },
        { idempotencyKey: `demarc-refund-${refundId}` },
      ),
    );
    return returnedByRefund(refund);
  }

  readNotice(
    access: ProviderAccess,
    body: Buffer,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): NoticeReading {
    const header = headers['stripe-signature'];
    if (typeof header !== 'string' || header.length > 2_000) return { ok: false, fault: 'signature' };
    const atSeconds = signedAt(header);
    if (atSeconds === undefined || !access.webhookSecrets.some((secret) => isSigned(body, header, secret)))
      return { ok: false, fault: 'signature' };
    const ageSeconds = Math.floor(this.clock.now().getTime() / 1_000) - atSeconds;
    if (ageSeconds > TOLERANCE_SECONDS) return { ok: false, fault: 'too_old' };
    if (ageSeconds < -TOLERANCE_SECONDS) return { ok: false, fault: 'from_the_future' };
    try {
      const event = eventOf(body.toString('utf8'));
      if (!event) return { ok: false, fault: 'unreadable' };
      if (event.livemode !== (access.mode === 'live')) return { ok: false, fault: 'wrong_mode' };
      return { ok: true, notice: noticeOf(event) };
    } catch {
      return { ok: false, fault: 'unreadable' };
    }
  }

  readStored(body: string): ProviderNotice {
    const event = eventOf(body);
    if (!event) throw new Error('a stored notice cannot be read');
    return noticeOf(event);
  }

  private client(secretKey: string): Stripe {
    const known = this.clients.get(secretKey);
    if (known) return known;
    const base = this.settings.stripeApiUrl === undefined ? undefined : new URL(this.settings.stripeApiUrl);
    const protocol = base?.protocol === 'http:' ? 'http' : 'https';
    const client = new Stripe(secretKey, {
      apiVersion: API_VERSION,
      maxNetworkRetries: RETRIES,
      timeout: TIMEOUT_MS,
      telemetry: false,
      appInfo: { name: 'Demarc' },
      ...(base ? { host: base.hostname, port: base.port || (protocol === 'http' ? '80' : '443'), protocol } : {}),
    });
    this.clients.set(secretKey, client);
    return client;
  }
}

function stripeAmount(amountMinor: bigint, currency: CurrencyCode): number {
  const amount = toStripeAmount(amountMinor, currency);
  if (amount === undefined)
    throw new ProviderFault('refused', 'amount_not_possible', `Stripe cannot take this amount of ${currency}.`);
  return amount;
}

/** Tolerance 0: the age is ours to judge, by our clock. The comparison inside takes the same time wherever it differs. */
function isSigned(body: Buffer, header: string, secret: string): boolean {
  try {
    return Stripe.webhooks.signature?.verifyHeader(body, header, secret, 0) ?? false;
  } catch {
    return false;
  }
}

/**
 * The one time in the header. A header with two times, or with anything but digits in it, is refused: the signature is over
 * one reading of it, and an old notice must not pass by another.
 */
function signedAt(header: string): number | undefined {
  const times = header.split(',').filter((part) => part.trimStart().startsWith('t='));
  const digits = /^t=(\d{1,12})$/.exec(times[0] ?? '')?.[1];
  return times.length === 1 && digits !== undefined ? Number(digits) : undefined;
}

function eventOf(body: string): Stripe.Event | undefined {
  const parsed: unknown = JSON.parse(body);
  if (parsed === null || typeof parsed !== 'object' || !('object' in parsed) || parsed.object !== 'event')
    return undefined;
  const event = parsed as Stripe.Event;
  const isWhole =
    typeof event.id === 'string' &&
    event.id !== '' &&
    event.id.length <= 255 &&
    typeof event.type === 'string' &&
    typeof event.data?.object === 'object';
  return isWhole ? event : undefined;
}

async function calling<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw faultOf(error);
  }
}

/** 4xx: Stripe refused, nothing happened. Anything else leaves it open. Messages may name parameters, never keys. */
function faultOf(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError))
    return new ProviderFault('unknown', 'unreadable_answer', 'Stripe’s answer could not be read.', { cause: error });
  const status = error.statusCode ?? 0;
  const code = error.code ?? error.type;
  if (error instanceof Stripe.errors.StripeAuthenticationError)
    return new ProviderFault('refused', 'key_refused', 'Stripe does not accept the secret key.');
  const refused = status >= 400 && status < 500 && status !== 409 && status !== 429;
  return new ProviderFault(
    refused ? 'refused' : 'unknown',
    code,
    refused ? error.message : `Stripe did not answer (${code}).`,
    { cause: error },
  );
}
