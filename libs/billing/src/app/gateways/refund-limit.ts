import { type Actor, holds } from '@demarc/access';
import { type CurrencyCode, money, parseMoney, Refusal, toDecimalString } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import type { BillingTerms } from '../settings/settings.js';

/** The limit is for the payment as a whole: many small refunds of one payment do not go round it. */
export function withinRefundLimit(
  actor: Actor,
  { settings: { refundLimit } }: BillingTerms,
  payment: { readonly refundedMinor: bigint; readonly currency: CurrencyCode },
  amountMinor: bigint,
): void {
  const limit = refundLimit === null ? undefined : parseMoney(refundLimit, payment.currency)?.amountMinor;
  if (limit === undefined || holds(actor, BillingPermissions['payment.refundAnyAmount'])) return;
  if (payment.refundedMinor + amountMinor <= limit) return;
  throw new Refusal(
    'forbidden',
    'REFUND_OVER_LIMIT',
    `Refunds over ${toDecimalString(money(limit, payment.currency))} ${payment.currency} of one payment need somebody with a higher limit.`,
  );
}
