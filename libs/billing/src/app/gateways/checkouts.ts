import { Inject, Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts, type Call, CommandBus } from '@demarc/commands';
import { SETTINGS, type Settings } from '@demarc/config';
import { Customers } from '@demarc/crm';
import { conflict, type CurrencyCode, type Id, notFound, Refusal } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { PaymentProvider, ProviderFault } from '../../gateways/payment-provider.js';
import { ProviderAccounts } from '../../gateways/provider-accounts.js';
import type { CheckoutId } from '../../ids.js';
import { LookAtOpenPayments } from './look-at-open-payments.schedule.js';
import { StartCheckout, type StartCheckoutInput } from './start-checkout.js';

export interface StartedCheckout {
  readonly checkoutId: CheckoutId;
  readonly url: string;
}

interface CheckoutToOpen {
  id: CheckoutId;
  account_id: string;
  customer_id: Id<'Customer'>;
  amount_minor: string;
  currency: CurrencyCode;
  state: string;
  url: string | null;
  fault: string | null;
}

/** Starts a checkout: records it, then asks the provider for its page, outside of any transaction. */
@Injectable()
export class Checkouts {
  private readonly base: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly commands: CommandBus,
    private readonly acts: Acts,
    private readonly database: Database,
    private readonly customers: Customers,
    private readonly providers: ProviderAccounts,
    private readonly provider: PaymentProvider,
  ) {
    this.base = (settings.publicUrl ?? `http://${settings.host}:${settings.port}`).replace(/\/+$/, '');
  }

  async start(input: StartCheckoutInput, call: Call): Promise<StartedCheckout> {
    const { checkoutId } = await this.commands.run(StartCheckout, input, call);
    const found = await this.load(checkoutId);
    if (found.url) return { checkoutId, url: found.url };
    if (found.state !== 'open') throw conflict('CHECKOUT_ENDED', 'This payment page was closed. Start again.');
    try {
      const opened = await this.provider.createCheckout(await this.providers.open(found.account), {
        checkoutId,
        amountMinor: BigInt(found.amount_minor),
        currency: found.currency,
        title: `Customer #${found.customer.number}`,
        email: mailOf(found.customer.billingEmail ?? found.customer.email),
        successUrl: `${this.base}/portal/bills?checkout=${checkoutId}`,
        cancelUrl: `${this.base}/portal/bills?checkout=${checkoutId}&cancelled=1`,
      });
      await this.note(
        call,
        'UPDATE billing.checkout SET provider_session_id = $2, url = $3, expires_at = $4, updated_at = $5 WHERE id = $1 AND provider_session_id IS NULL',
        (at) => [checkoutId, opened.providerSessionId, opened.url, opened.expiresAt, at],
      );
      return { checkoutId, url: opened.url };
    } catch (error) {
      if (!(error instanceof ProviderFault)) throw error;
      await this.note(
        call,
        `UPDATE billing.checkout SET state = 'failed', fault = $2, updated_at = $3 WHERE id = $1 AND provider_session_id IS NULL AND state = 'open'`,
        (at) => [checkoutId, `${error.code}: ${error.message}`.slice(0, 500), at],
      );
      if (error.kind === 'refused')
        throw new Refusal(
          'conflict',
          'PROVIDER_REFUSED',
          'The payment provider refused this payment. Nothing was taken. Please tell us.',
          { cause: error },
        );
      throw new Refusal(
        'unavailable',
        'PROVIDER_UNAVAILABLE',
        'The payment provider does not answer. Nothing was taken. Try again in a moment.',
        { cause: error },
      );
    }
  }

  /** Asks the provider soon about the payment pages of the customer's last day; false when there is none. */
  async lookSoon(customerId: Id<'Customer'>, call: Call): Promise<boolean> {
    return this.acts.perform(call, 'billing.lookSoon', async (act) => {
      const open = await act.sql.first(
        `SELECT 1 FROM billing.checkout WHERE customer_id = $1 AND state IN ('open', 'unknown') AND provider_session_id IS NOT NULL AND created_at > $2::timestamptz - interval '1 day'`,
        [customerId, act.at],
      );
      if (open) act.enqueue<Record<string, never>>(LookAtOpenPayments, {}, { singletonKey: 'asked' });
      return open !== undefined;
    });
  }

  private async load(checkoutId: CheckoutId): Promise<
    CheckoutToOpen & {
      account: NonNullable<Awaited<ReturnType<ProviderAccounts['find']>>>;
      customer: Awaited<ReturnType<Customers['required']>>;
    }
  > {
    return this.database.read(EVERYTHING, async (sql) => {
      const checkout = await sql.first<CheckoutToOpen>(
        'SELECT id, account_id, customer_id, amount_minor, currency, state, url, fault FROM billing.checkout WHERE id = $1',
        [checkoutId],
      );
      const account = checkout && (await this.providers.find(sql, checkout.account_id));
      if (!checkout || !account) throw notFound('checkout');
      return { ...checkout, account, customer: await this.customers.required(sql, checkout.customer_id) };
    });
  }

  private async note(call: Call, statement: string, values: (at: Date) => readonly unknown[]): Promise<void> {
    await this.acts.perform(
      { actor: systemActor('online payments'), requestId: call.requestId },
      'billing.noteCheckout',
      (act) => act.sql.execute(statement, values(act.at)),
    );
  }
}

/** Stripe refuses a payment with an address that it cannot read; the customer can type one on its page. */
function mailOf(text: string | null): string | null {
  const first = text?.split(/[,;\s]+/)[0] ?? '';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(first) && first.length <= 200 ? first : null;
}
