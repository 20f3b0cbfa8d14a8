import { randomBytes } from 'node:crypto';
import { textAt, textsAt, type FormMap } from './form.ts';
import {
  ApiError,
  missing,
  type BalanceTransaction,
  type Charge,
  type Dispute,
  type PaymentIntent,
  type Refund,
  type Session,
} from './objects.ts';

export interface BooksOptions {
  readonly nowMs: () => number;
  readonly livemode: boolean;
  readonly emit: (type: string, object: Session | PaymentIntent | Charge | Refund | Dispute) => void;
  readonly pageUrl: (sessionId: string) => string;
}

const DAY_SECONDS = 86_400;
/** Amounts have at most eight digits. */
const MOST = 99_999_999;

/** What the stand-in knows: sessions, payments, charges, refunds and disputes, and how they change. */
export class Books {
  readonly sessions = new Map<string, Session>();
  readonly intents = new Map<string, PaymentIntent>();
  readonly charges = new Map<string, Charge>();
  readonly transactions = new Map<string, BalanceTransaction>();
  readonly refunds = new Map<string, Refund>();
  readonly disputes = new Map<string, Dispute>();
  /** Refunds stay `pending` until `settleRefund`, as bank transfers do. */
  refundsArePending = false;
  private readonly options: BooksOptions;
  private readonly bySession = new Map<string, string>();

  constructor(options: BooksOptions) {
    this.options = options;
  }

  openSession(form: FormMap): Session {
    const currency = textAt(form, 'line_items', '0', 'price_data', 'currency');
    const amount = whole(
      textAt(form, 'line_items', '0', 'price_data', 'unit_amount'),
      'line_items[0][price_data][unit_amount]',
    );
    const quantity = whole(textAt(form, 'line_items', '0', 'quantity') ?? '1', 'line_items[0][quantity]');
    const successUrl = textAt(form, 'success_url');
    if (textAt(form, 'mode') !== 'payment')
      throw invalid('mode', 'You must provide mode=payment.', 'parameter_missing');
    if (!currency)
      throw invalid('line_items[0][price_data][currency]', 'Missing required param: currency.', 'parameter_missing');
    if (!successUrl) throw invalid('success_url', 'Missing required param: success_url.', 'parameter_missing');
    if (!URL.canParse(successUrl)) throw invalid('success_url', 'Not a valid URL', 'url_invalid');
    const total = amount * quantity;
    if (total < 50)
      throw invalid(
        'amount',
        "The Checkout Session's total amount due must add up to at least the minimum.",
        'amount_too_small',
      );
    if (total > MOST) throw invalid('amount', 'The amount is over the maximum.', 'amount_too_large');
    const id = `cs_${this.options.livemode ? 'live' : 'test'}_${token(24)}`;
    const created = this.seconds();
    const session: Session = {
      id,
      object: 'checkout.session',
      amount_subtotal: total,
      amount_total: total,
      cancel_url: textAt(form, 'cancel_url') ?? null,
      client_reference_id: textAt(form, 'client_reference_id') ?? null,
      created,
      currency: currency.toLowerCase(),
      customer_email: textAt(form, 'customer_email') ?? null,
      expires_at: whole(textAt(form, 'expires_at') ?? String(created + DAY_SECONDS), 'expires_at'),
      livemode: this.options.livemode,
      metadata: textsAt(form, 'metadata'),
      mode: 'payment',
      payment_intent: null,
      payment_status: 'unpaid',
      status: 'open',
      success_url: successUrl,
      url: this.options.pageUrl(id),
    };
    this.sessions.set(id, session);
    this.intentMetadata.set(id, textsAt(form, 'payment_intent_data', 'metadata'));
    return session;
  }

  private readonly intentMetadata = new Map<string, Record<string, string>>();

  /** The customer pays on the hosted page. */
  pay(sessionId: string): Session {
    const session = this.openOne(sessionId);
    const intent = this.intentOf(session);
    const charge = this.chargeFor(intent);
    intent.status = 'succeeded';
    intent.amount_received = intent.amount;
    intent.latest_charge = charge.id;
    intent.last_payment_error = null;
    session.status = 'complete';
    session.payment_status = 'paid';
    session.url = null;
    this.options.emit('payment_intent.succeeded', intent);
    this.options.emit('checkout.session.completed', session);
    return session;
  }

  /** The card is declined; the session stays open for another try. */
  decline(sessionId: string): Session {
    const session = this.openOne(sessionId);
    const intent = this.intentOf(session);
    intent.last_payment_error = { code: 'card_declined', message: 'Your card was declined.' };
    this.options.emit('payment_intent.payment_failed', intent);
    return session;
  }

  expire(sessionId: string): Session {
    const session = this.openOne(sessionId);
    session.status = 'expired';
    session.url = null;
    this.options.emit('checkout.session.expired', session);
    return session;
  }

  refund(form: FormMap): Refund {
    const intent = this.intents.get(textAt(form, 'payment_intent') ?? '');
    const charge = this.charges.get(intent?.latest_charge ?? textAt(form, 'charge') ?? '');
    if (!charge) throw missing('payment_intent', textAt(form, 'payment_intent') ?? '');
    const left = charge.amount - charge.amount_refunded;
    const amount = whole(textAt(form, 'amount') ?? String(left), 'amount');
    if (left === 0)
      throw invalid(undefined, `Charge ${charge.id} has already been refunded.`, 'charge_already_refunded');
    if (amount > left) throw invalid('amount', `Refund amount is greater than unrefunded amount on charge (${left})`);
    const refund: Refund = {
      id: `re_${token(24)}`,
      object: 'refund',
      amount,
      charge: charge.id,
      created: this.seconds(),
      currency: charge.currency,
      metadata: textsAt(form, 'metadata'),
      payment_intent: charge.payment_intent,
      reason: textAt(form, 'reason') ?? null,
      status: this.refundsArePending ? 'pending' : 'succeeded',
    };
    this.refunds.set(refund.id, refund);
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    this.options.emit('refund.created', refund);
    this.options.emit('charge.refunded', charge);
    return refund;
  }

  settleRefund(refundId: string, status: 'succeeded' | 'failed'): Refund {
    const refund = this.refunds.get(refundId);
    const charge = this.charges.get(refund?.charge ?? '');
    if (!refund || !charge) throw missing('refund', refundId);
    refund.status = status;
    if (status === 'failed') {
      refund.failure_reason = 'expired_or_canceled_card';
      charge.amount_refunded -= refund.amount;
      charge.refunded = false;
    }
    this.options.emit(status === 'failed' ? 'refund.failed' : 'refund.updated', refund);
    return refund;
  }

  dispute(paymentIntentId: string, reason = 'fraudulent'): Dispute {
    const charge = this.charges.get(this.intents.get(paymentIntentId)?.latest_charge ?? '');
    if (!charge) throw missing('payment_intent', paymentIntentId);
    charge.disputed = true;
    const dispute: Dispute = {
      id: `du_${token(24)}`,
      object: 'dispute',
      amount: charge.amount,
      charge: charge.id,
      created: this.seconds(),
      currency: charge.currency,
      livemode: charge.livemode,
      payment_intent: paymentIntentId,
      reason,
      status: 'needs_response',
    };
    this.disputes.set(dispute.id, dispute);
    this.options.emit('charge.dispute.created', dispute);
    this.options.emit('charge.dispute.funds_withdrawn', dispute);
    return dispute;
  }

  closeDispute(disputeId: string, status: 'won' | 'lost'): Dispute {
    const dispute = this.disputes.get(disputeId);
    if (!dispute) throw missing('dispute', disputeId);
    dispute.status = status;
    if (status === 'won') this.options.emit('charge.dispute.funds_reinstated', dispute);
    this.options.emit('charge.dispute.closed', dispute);
    return dispute;
  }

  private openOne(sessionId: string): Session {
    const session = this.sessions.get(sessionId);
    if (!session) throw missing('checkout.session', sessionId);
    if (session.status !== 'open') throw invalid(undefined, `This Checkout Session is ${session.status}.`);
    return session;
  }

  private intentOf(session: Session): PaymentIntent {
    const known = this.intents.get(this.bySession.get(session.id) ?? '');
    if (known) return known;
    const intent: PaymentIntent = {
      id: `pi_${token(24)}`,
      object: 'payment_intent',
      amount: session.amount_total,
      amount_received: 0,
      created: this.seconds(),
      currency: session.currency,
      last_payment_error: null,
      latest_charge: null,
      livemode: session.livemode,
      metadata: this.intentMetadata.get(session.id) ?? {},
      status: 'requires_payment_method',
    };
    this.intents.set(intent.id, intent);
    this.bySession.set(session.id, intent.id);
    session.payment_intent = intent.id;
    return intent;
  }

  private chargeFor(intent: PaymentIntent): Charge {
    const id = `ch_${token(24)}`;
    const fee = Math.round(intent.amount * 0.015) + 25;
    const transaction: BalanceTransaction = {
      id: `txn_${token(24)}`,
      object: 'balance_transaction',
      amount: intent.amount,
      currency: intent.currency,
      fee,
      net: intent.amount - fee,
      source: id,
      type: 'charge',
    };
    this.transactions.set(transaction.id, transaction);
    const charge: Charge = {
      id,
      object: 'charge',
      amount: intent.amount,
      amount_refunded: 0,
      balance_transaction: transaction.id,
      created: this.seconds(),
      currency: intent.currency,
      disputed: false,
      livemode: intent.livemode,
      payment_intent: intent.id,
      refunded: false,
      status: 'succeeded',
    };
    this.charges.set(id, charge);
    return charge;
  }

  private seconds(): number {
    return Math.floor(this.options.nowMs() / 1_000);
  }
}

export function token(length: number): string {
  return randomBytes(length).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, length);
}

function whole(text: string | undefined, param: string): number {
  if (text === undefined) throw invalid(param, `Missing required param: ${param}.`, 'parameter_missing');
  if (!/^\d{1,12}$/.test(text)) throw invalid(param, `Invalid integer: ${text}`, 'parameter_invalid_integer');
  return Number(text);
}

function invalid(param: string | undefined, message: string, code?: string): ApiError {
  return new ApiError(400, 'invalid_request_error', message, code, param);
}
