import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import { Refusal } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { PaymentProvider, ProviderFault, type NoticeSays } from '../../gateways/payment-provider.js';
import { type ProviderAccount, ProviderAccounts } from '../../gateways/provider-accounts.js';
import type { CheckoutId } from '../../ids.js';
import { type Outcome, PaymentSettling } from './settle-payment.js';

export interface NoticeKey {
  readonly provider: string;
  readonly accountId: string;
  readonly eventId: string;
}

const OF_KEY = 'provider = $1 AND account_id = $2 AND event_id = $3';

type Decide = (act: Act) => Promise<Outcome>;

/**
 * Carries a stored notice out. One that says itself that money was taken is signed, and enough; for everything else the
 * present state is fetched, because notices come in any order.
 */
@Injectable()
export class TakeNoticeJob extends Job<NoticeKey> {
  readonly name = 'billing.take-notice';
  override readonly options = { ...DEFAULT_JOB, concurrency: 4, expireSeconds: 120 };

  constructor(
    private readonly database: Database,
    private readonly acts: Acts,
    private readonly accounts: ProviderAccounts,
    private readonly provider: PaymentProvider,
    private readonly settling: PaymentSettling,
  ) {
    super();
  }

  async run(key: NoticeKey, context: JobContext): Promise<void> {
    const found = await this.database.read(EVERYTHING, async (sql) => ({
      row: await sql.first<{ raw: string }>(
        `SELECT raw FROM billing.provider_notice WHERE ${OF_KEY} AND state = 'received'`,
        values(key),
      ),
      account: await this.accounts.find(sql, key.accountId),
    }));
    if (!found.row || !found.account) return;
    const call = { actor: systemActor('payment provider'), requestId: context.jobId };
    try {
      const decide = await this.prepare(found.account, this.provider.readStored(found.row.raw).says);
      await this.acts.perform(call, this.name, async (act) => this.finish(act, key, await decide(act)));
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      await this.acts.perform(call, this.name, async (act) =>
        this.finish(act, key, { kind: 'parked', fault, checkoutId: null }),
      );
    }
  }

  /** Asks the provider first: nothing waits for a network inside the transaction. */
  private async prepare(account: ProviderAccount, says: NoticeSays): Promise<Decide> {
    switch (says.kind) {
      case 'paid':
        return (act) => this.settling.take(act, account, says.taken);
      case 'payment_changed': {
        const state = await this.provider.fetchPayment(await this.accounts.open(account), says.paymentReference);
        return (act) => this.settling.bringUpToDate(act, account, says.paymentReference, state);
      }
      case 'checkout_ended': {
        const state = await this.provider.fetchCheckout(await this.accounts.open(account), says.providerSessionId);
        if (state.kind === 'paid') return (act) => this.settling.take(act, account, state.taken);
        return (act) => endCheckout(act, account, says.providerSessionId, says.outcome);
      }
      case 'nothing':
        return async () => ({ kind: 'not_ours' });
    }
  }

  private finish(act: Act, key: NoticeKey, outcome: Outcome): void {
    const state = outcome.kind === 'done' ? 'done' : outcome.kind === 'parked' ? 'failed' : 'ignored';
    const done = outcome.kind === 'done' ? outcome : undefined;
    const checkoutId = outcome.kind === 'not_ours' ? null : outcome.checkoutId;
    act.send(
      act.sql.execute(
        `UPDATE billing.provider_notice SET state = $4, fault = $5, finished_at = $6, payment_id = $7, checkout_id = $8,
         customer_id = coalesce($9, (SELECT customer_id FROM billing.checkout WHERE id = $8)), partner_id = coalesce($10, (SELECT partner_id FROM billing.checkout WHERE id = $8))
       WHERE ${OF_KEY} AND state = 'received'`,
        [
          ...values(key),
          state,
          outcome.kind === 'parked' ? outcome.fault.slice(0, 1_000) : null,
          act.at,
          done?.paymentId ?? null,
          checkoutId,
          done?.customerId ?? null,
          done?.partnerId ?? null,
        ],
      ),
    );
  }
}

/** A page that is closed without payment. One that was paid meanwhile stays paid. */
export async function endCheckout(
  act: Act,
  account: ProviderAccount,
  providerSessionId: string,
  state: 'expired' | 'failed',
): Promise<Outcome> {
  const ended = await act.sql.first<{ id: CheckoutId; customer_id: string; partner_id: string }>(
    `UPDATE billing.checkout SET state = CASE state WHEN 'paid' THEN state ELSE $3 END, updated_at = $4
      WHERE provider_session_id = $1 AND account_id = $2 RETURNING id, customer_id, partner_id`,
    [providerSessionId, account.id, state, act.at],
  );
  if (!ended) return { kind: 'not_ours' };
  return {
    kind: 'done',
    paymentId: null,
    checkoutId: ended.id,
    customerId: ended.customer_id,
    partnerId: ended.partner_id,
  };
}

/** What no further try can mend: a person looks at it. Undefined: try again. */
function faultOf(error: unknown): string | undefined {
  if (error instanceof Refusal) return `${error.code}: ${error.message}`;
  if (error instanceof ProviderFault && error.kind === 'refused') return `${error.code}: ${error.message}`;
  return undefined;
}

function values(key: NoticeKey): readonly string[] {
  return [key.provider, key.accountId, key.eventId];
}
