import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { reachesOnlyAddedBy } from '@demarc/crm';
import { isId, notFound } from '@demarc/kernel';
import type { CheckoutId, InvoiceId, PaymentId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { reached } from '../accounts/reach.js';

export interface FoundCheckout {
  readonly id: CheckoutId;
  readonly customerId: string;
  readonly state: 'open' | 'paid' | 'expired' | 'failed' | 'unknown';
  readonly url: string | null;
  readonly amountMinor: string;
  readonly currency: string;
  readonly invoiceIds: readonly InvoiceId[];
  readonly paymentId: PaymentId | null;
  readonly receiptNumber: string | null;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const SELECT = `SELECT checkout.id, checkout.customer_id AS "customerId", checkout.state, CASE WHEN checkout.state = 'open' THEN checkout.url END AS url,
    checkout.amount_minor AS "amountMinor", checkout.currency, checkout.invoice_ids AS "invoiceIds", checkout.payment_id AS "paymentId",
    payment.receipt_number AS "receiptNumber", checkout.expires_at AS "expiresAt", checkout.created_at AS "createdAt", checkout.updated_at AS "updatedAt"
  FROM billing.checkout LEFT JOIN billing.payment ON payment.id = checkout.payment_id`;

/** One payment page: what a customer who comes back from it waits for. */
@Injectable()
export class FindCheckout extends Query<{ id: string }, FoundCheckout> {
  readonly rule: Rule = {
    name: 'billing.checkout',
    sentence: 'See a payment page',
    permission: BillingPermissions['payment.view'],
    customer: 'own',
  };

  async answer({ id }: { id: string }, { sql, actor }: Asking): Promise<FoundCheckout> {
    const own = actor.kind === 'customer' ? actor.id : null;
    const found = isId(id)
      ? await sql.first<FoundCheckout>(
          `${SELECT} WHERE checkout.id = $1 AND ($2::uuid IS NULL OR checkout.customer_id = $2)`,
          [id, own],
        )
      : undefined;
    if (!found) throw notFound('checkout');
    return found;
  }
}

export interface ListedRefund {
  readonly id: string;
  readonly paymentId: string;
  readonly kind: 'refund' | 'chargeback';
  readonly state: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly reason: string;
  readonly fault: string | null;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Everything that was given back of a payment, and what is under way. */
@Injectable()
export class ListRefunds extends Query<{ paymentId: string }, readonly ListedRefund[]> {
  readonly rule: Rule = {
    name: 'billing.refunds',
    sentence: 'See what was given back of a payment',
    permission: BillingPermissions['payment.view'],
  };

  async answer({ paymentId }: { paymentId: string }, { sql, actor }: Asking): Promise<readonly ListedRefund[]> {
    return sql.query<ListedRefund>(
      `SELECT id, payment_id AS "paymentId", kind, state, amount_minor AS "amountMinor", currency, reason, fault, requested_by AS "requestedBy",
         created_at AS "createdAt", updated_at AS "updatedAt" FROM billing.refund WHERE payment_id = $1 AND ${reached('refund', 2)} ORDER BY created_at, id LIMIT 200`,
      [paymentId, reachesOnlyAddedBy(actor)],
    );
  }
}
