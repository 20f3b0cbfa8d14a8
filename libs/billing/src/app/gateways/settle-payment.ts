import { Injectable } from '@nestjs/common';
import { type Act, CommandBus } from '@demarc/commands';
import { isId, money, toDecimalString, type CurrencyCode } from '@demarc/kernel';
import type { PaymentState, TakenPayment } from '../../gateways/payment-provider.js';
import type { ProviderAccount } from '../../gateways/provider-accounts.js';
import type { CheckoutId, InvoiceId, PaymentId } from '../../ids.js';
import { Accounts } from '../accounts/accounts.js';
import { RecordPayment } from '../payments/record-payment.js';
import { openInvoices } from '../payments/settlement.js';
import { Refunds } from './refunds.js';

/** What came of it. `parked`: money that does not fit what we know; nothing is booked until a person has looked. */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly paymentId: PaymentId | null;
      readonly checkoutId: CheckoutId | null;
      readonly customerId: string;
      readonly partnerId: string;
    }
  | { readonly kind: 'not_ours' }
  | { readonly kind: 'parked'; readonly fault: string; readonly checkoutId: CheckoutId | null };

interface CheckoutRow {
  id: CheckoutId;
  customer_id: string;
  partner_id: string;
  account_id: string;
  provider_session_id: string | null;
  amount_minor: string;
  currency: CurrencyCode;
  invoice_ids: InvoiceId[];
  state: string;
  payment_id: PaymentId | null;
  payment_reference: string | null;
}

const CHECKOUT = `SELECT id, customer_id, partner_id, account_id, provider_session_id, amount_minor, currency, invoice_ids, state, payment_id, payment_reference
  FROM billing.checkout WHERE id = $1`;

/** Brings our books to what the provider says of a payment. Every way leads here: notices in any order, and our own looking. */
@Injectable()
export class PaymentSettling {
  constructor(
    private readonly commands: CommandBus,
    private readonly accounts: Accounts,
    private readonly refunds: Refunds,
  ) {}

  /** Records the money that was taken for a checkout, once. */
  async take(act: Act, connected: ProviderAccount, taken: TakenPayment): Promise<Outcome> {
    if (taken.checkoutId === null || !isId(taken.checkoutId)) return { kind: 'not_ours' };
    const begun = await act.sql.first<CheckoutRow>(CHECKOUT, [taken.checkoutId]);
    if (!begun || begun.account_id !== connected.id)
      return {
        kind: 'parked',
        fault: `The payment names checkout ${taken.checkoutId}, which this account does not have.`,
        checkoutId: null,
      };
    const account = await this.accounts.lock(act, begun.customer_id);
    const checkout = (await act.sql.first<CheckoutRow>(`${CHECKOUT} FOR UPDATE`, [begun.id])) ?? begun;
    const about = { checkoutId: checkout.id, customerId: checkout.customer_id, partnerId: checkout.partner_id };
    if (checkout.payment_id && checkout.payment_reference === taken.paymentReference)
      return { kind: 'done', paymentId: checkout.payment_id, ...about };
    const fault = mismatch(checkout, taken, account.currency);
    if (fault) {
      await act.sql.execute(
        `UPDATE billing.checkout SET state = CASE state WHEN 'paid' THEN state ELSE 'unknown' END, fault = $2, updated_at = $3 WHERE id = $1`,
        [checkout.id, fault, act.at],
      );
      return { kind: 'parked', fault, checkoutId: checkout.id };
    }
    const amountMinor = BigInt(checkout.amount_minor);
    const allocations = await chosenFirst(act, checkout, amountMinor);
    const { paymentId } = await this.commands.within(act, RecordPayment, {
      customerId: checkout.customer_id,
      methodId: connected.methodId,
      amount: toDecimalString(money(amountMinor, checkout.currency)),
      provider: connected.provider,
      providerReference: taken.paymentReference,
      ...(allocations ? { allocations } : {}),
    });
    act.send(
      act.sql.execute(
        `UPDATE billing.checkout SET state = 'paid', payment_id = $2, payment_reference = $3, provider_session_id = coalesce(provider_session_id, $4), fault = NULL, updated_at = $5 WHERE id = $1`,
        [checkout.id, paymentId, taken.paymentReference, taken.providerSessionId, act.at],
      ),
    );
    return { kind: 'done', paymentId, ...about };
  }

  /** Takes the payment where we missed it, then every refund and chargeback of it. */
  async bringUpToDate(
    act: Act,
    connected: ProviderAccount,
    paymentReference: string,
    state: PaymentState,
  ): Promise<Outcome> {
    const find = async (): Promise<{ id: PaymentId; customer_id: string; partner_id: string } | undefined> =>
      act.sql.first(
        'SELECT id, customer_id, partner_id FROM billing.payment WHERE provider = $1 AND provider_reference = $2',
        [connected.provider, paymentReference],
      );
    let payment = await find();
    if (!payment) {
      if (!state.taken) return { kind: 'not_ours' };
      const outcome = await this.take(act, connected, state.taken);
      if (outcome.kind !== 'done') return outcome;
      payment = await find();
    }
    if (!payment) return { kind: 'not_ours' };
    const fault = await this.refunds.follow(act, connected, payment, state.returned);
    if (Object.keys(state.facts).length > 0) {
      await act.sql.execute('UPDATE billing.checkout SET provider_facts = $2 WHERE payment_id = $1', [
        payment.id,
        JSON.stringify(state.facts),
      ]);
    }
    const checkout = await act.sql.first<{ id: CheckoutId }>('SELECT id FROM billing.checkout WHERE payment_id = $1', [
      payment.id,
    ]);
    if (fault) return { kind: 'parked', fault, checkoutId: checkout?.id ?? null };
    return {
      kind: 'done',
      paymentId: payment.id,
      checkoutId: checkout?.id ?? null,
      customerId: payment.customer_id,
      partnerId: payment.partner_id,
    };
  }
}

/** An amount is never guessed: what differs from what the customer was sent to pay waits for a person. */
function mismatch(checkout: CheckoutRow, taken: TakenPayment, accountCurrency: CurrencyCode): string | undefined {
  if (checkout.payment_id)
    return `Paid a second time, as ${taken.paymentReference}. Give one of the payments back at the provider.`;
  if (
    taken.providerSessionId &&
    checkout.provider_session_id &&
    taken.providerSessionId !== checkout.provider_session_id
  ) {
    return `Paid on page ${taken.providerSessionId}, which is not the page of this checkout.`;
  }
  if (taken.currency !== checkout.currency || taken.amountMinor !== BigInt(checkout.amount_minor)) {
    const say = (minor: bigint, currency: CurrencyCode): string =>
      `${toDecimalString(money(minor, currency))} ${currency}`;
    return `The provider took ${say(taken.amountMinor, taken.currency)}, the customer was to pay ${say(BigInt(checkout.amount_minor), checkout.currency)}.`;
  }
  return checkout.currency === accountCurrency
    ? undefined
    : `The account is kept in ${accountCurrency}, the payment was made in ${checkout.currency}.`;
}

/** The invoices that were chosen, as far as they are still open; what is left settles the others, oldest first. */
async function chosenFirst(
  act: Act,
  checkout: CheckoutRow,
  amountMinor: bigint,
): Promise<{ invoiceId: string; amount: string }[] | undefined> {
  if (checkout.invoice_ids.length === 0) return undefined;
  const open = await openInvoices(act.sql, [checkout.customer_id]);
  const isChosen = (id: string): boolean => checkout.invoice_ids.some((chosen) => chosen === id);
  const ordered = [
    ...open.filter((invoice) => isChosen(invoice.id)),
    ...open.filter((invoice) => !isChosen(invoice.id)),
  ];
  let leftMinor = amountMinor;
  return ordered.flatMap((invoice) => {
    const partMinor = invoice.openMinor < leftMinor ? invoice.openMinor : leftMinor;
    leftMinor -= partMinor;
    return partMinor > 0n
      ? [{ invoiceId: invoice.id, amount: toDecimalString(money(partMinor, checkout.currency)) }]
      : [];
  });
}
