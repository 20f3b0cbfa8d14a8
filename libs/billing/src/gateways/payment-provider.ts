import type { CurrencyCode } from '@demarc/kernel';

/** An opened connection to one account at a provider. Held in memory for a call, never stored or logged. */
export interface ProviderAccess {
  readonly accountId: string;
  readonly mode: 'test' | 'live';
  readonly secretKey: string;
  /** Several while one is being replaced. */
  readonly webhookSecrets: readonly string[];
}

export interface CheckoutOrder {
  /** Ours. Names the request for ever: the same id opens the same page. */
  readonly checkoutId: string;
  readonly amountMinor: bigint;
  readonly currency: CurrencyCode;
  readonly title: string;
  readonly email: string | null;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

export interface OpenedCheckout {
  readonly providerSessionId: string;
  readonly url: string;
  readonly expiresAt: Date;
}

/** Money that the provider took, as it says itself. */
export interface TakenPayment {
  readonly paymentReference: string;
  readonly providerSessionId: string | null;
  /** Our checkout, from the mark that we put on it. Null: not begun by us. */
  readonly checkoutId: string | null;
  readonly amountMinor: bigint;
  readonly currency: CurrencyCode;
}

export type CheckoutState =
  | { readonly kind: 'open' }
  /** The customer is done, the money is under way (bank debits). */
  | { readonly kind: 'pending' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'paid'; readonly taken: TakenPayment };

/** Money that the provider gave back, or that a bank took back. */
export interface ReturnedMoney {
  readonly reference: string;
  readonly kind: 'refund' | 'chargeback';
  /** Our refund, when we asked for it. */
  readonly refundId: string | null;
  readonly amountMinor: bigint;
  readonly currency: CurrencyCode;
  readonly reason: string;
  /** `done`: the money has left us. `undone`: it never left, or came back. */
  readonly state: 'pending' | 'done' | 'undone';
}

export interface PaymentState {
  readonly taken: TakenPayment | null;
  readonly returned: readonly ReturnedMoney[];
  /** As the provider told it (its fee), for the books of a later day. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What a verified notice is about. It is a reason to look, except where it says itself that money was taken. */
export type NoticeSays =
  | { readonly kind: 'paid'; readonly taken: TakenPayment }
  | { readonly kind: 'checkout_ended'; readonly providerSessionId: string; readonly outcome: 'expired' | 'failed' }
  | { readonly kind: 'payment_changed'; readonly paymentReference: string }
  | { readonly kind: 'nothing' };

export interface ProviderNotice {
  readonly eventId: string;
  /** The provider's own word for it. */
  readonly type: string;
  readonly says: NoticeSays;
}

export type NoticeReading =
  | { readonly ok: true; readonly notice: ProviderNotice }
  | { readonly ok: false; readonly fault: 'signature' | 'too_old' | 'from_the_future' | 'wrong_mode' | 'unreadable' };

export interface AmountLimits {
  readonly leastMinor: bigint;
  readonly mostMinor: bigint;
}

/** `refused`: the provider says no, and nothing happened. `unknown`: no answer that can be trusted; it may have happened. */
export class ProviderFault extends Error {
  constructor(
    readonly kind: 'refused' | 'unknown',
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ProviderFault';
  }
}

/**
 * A payment provider with a payment page of its own: no card number ever reaches us. Calls throw `ProviderFault`; those
 * that move money carry a key made of our ids, so that asking twice takes effect once.
 */
export abstract class PaymentProvider {
  abstract readonly name: 'stripe';
  /** Answers the mode of the key, or throws. */
  abstract checkKey(
    access: Pick<ProviderAccess, 'accountId' | 'secretKey'>,
  ): Promise<{ readonly mode: 'test' | 'live' }>;
  abstract limits(currency: CurrencyCode): AmountLimits;
  /** Can the provider take exactly this much of the currency? */
  abstract canTake(amountMinor: bigint, currency: CurrencyCode): boolean;
  abstract createCheckout(access: ProviderAccess, order: CheckoutOrder): Promise<OpenedCheckout>;
  abstract fetchCheckout(access: ProviderAccess, providerSessionId: string): Promise<CheckoutState>;
  abstract fetchPayment(access: ProviderAccess, paymentReference: string): Promise<PaymentState>;
  abstract refund(access: ProviderAccess, refund: RefundOrder): Promise<ReturnedMoney>;
  /** `body` is the body as it came over the wire, to the byte. */
  abstract readNotice(
    access: ProviderAccess,
    body: Buffer,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): NoticeReading;
  /** A notice that was verified and stored before. */
  abstract readStored(body: string): ProviderNotice;
}

export interface RefundOrder {
  readonly refundId: string;
  readonly paymentReference: string;
  readonly amountMinor: bigint;
  readonly currency: CurrencyCode;
}
