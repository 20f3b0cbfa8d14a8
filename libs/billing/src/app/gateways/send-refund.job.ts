import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import type { CurrencyCode } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { PaymentProvider, ProviderFault } from '../../gateways/payment-provider.js';
import { ProviderAccounts } from '../../gateways/provider-accounts.js';
import type { PaymentId, RefundId } from '../../ids.js';
import { Refunds, type RefundState } from './refunds.js';

interface RefundToSend {
  payment_id: PaymentId;
  customer_id: string;
  partner_id: string;
  account_id: string;
  amount_minor: string;
  currency: CurrencyCode;
  state: RefundState;
  reference: string;
}

/**
 * Asks the provider for a refund, with a key made of its id: asked twice, it is given once. Without an answer that can be
 * trusted it is `unknown` and is not asked for again under another key; looking at the payment settles it.
 */
@Injectable()
export class SendRefundJob extends Job<{ refundId: RefundId }> {
  readonly name = 'billing.send-refund';
  override readonly options = { ...DEFAULT_JOB, concurrency: 2, retryLimit: 4, expireSeconds: 120 };

  constructor(
    private readonly database: Database,
    private readonly acts: Acts,
    private readonly accounts: ProviderAccounts,
    private readonly provider: PaymentProvider,
    private readonly refunds: Refunds,
  ) {
    super();
  }

  async run({ refundId }: { refundId: RefundId }, context: JobContext): Promise<void> {
    const found = await this.database.read(EVERYTHING, async (sql) => {
      const refund = await sql.first<RefundToSend>(
        `SELECT payment_id, refund.customer_id, refund.partner_id, account_id, refund.amount_minor, refund.currency, state, payment.provider_reference AS reference
           FROM billing.refund JOIN billing.payment ON payment.id = payment_id WHERE refund.id = $1`,
        [refundId],
      );
      return { refund, account: refund && (await this.accounts.find(sql, refund.account_id)) };
    });
    const { refund, account } = found;
    if (!refund || !account || (refund.state !== 'requested' && refund.state !== 'unknown')) return;
    const call = { actor: systemActor('online payments'), requestId: context.jobId };
    const order = {
      refundId,
      paymentReference: refund.reference,
      amountMinor: BigInt(refund.amount_minor),
      currency: refund.currency,
    };
    try {
      const returned = await this.provider.refund(await this.accounts.open(account), order);
      const owner = { id: refund.payment_id, customer_id: refund.customer_id, partner_id: refund.partner_id };
      await this.acts.perform(call, this.name, async (act) => {
        const fault = await this.refunds.follow(act, account, owner, [{ ...returned, refundId }]);
        if (fault)
          await act.sql.execute('UPDATE billing.refund SET fault = $2, updated_at = $3 WHERE id = $1', [
            refundId,
            fault,
            act.at,
          ]);
      });
    } catch (error) {
      if (!(error instanceof ProviderFault)) throw error;
      await this.acts.perform(call, this.name, (act) =>
        act.sql.execute(
          `UPDATE billing.refund SET state = $2, fault = $3, updated_at = $4 WHERE id = $1 AND state IN ('requested', 'unknown')`,
          [
            refundId,
            error.kind === 'refused' ? 'failed' : 'unknown',
            `${error.code}: ${error.message}`.slice(0, 500),
            act.at,
          ],
        ),
      );
      if (error.kind === 'unknown') throw error;
    }
  }
}
