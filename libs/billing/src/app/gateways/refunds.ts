import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import type { CurrencyCode } from '@demarc/kernel';
import type { ReturnedMoney } from '../../gateways/payment-provider.js';
import type { ProviderAccount } from '../../gateways/provider-accounts.js';
import type { PaymentId, RefundId } from '../../ids.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { bookReturn, bookReturnUndone, lockPaid, type PaidPayment } from './give-back.js';

export type RefundState = 'requested' | 'pending' | 'unknown' | 'done' | 'failed' | 'returned';

export interface RefundRow {
  readonly id: RefundId;
  readonly provider_reference: string | null;
  readonly kind: 'refund' | 'chargeback';
  readonly amount_minor: string;
  readonly booked_minor: string;
  readonly currency: CurrencyCode;
  readonly reason: string;
  readonly state: RefundState;
}

interface Owner {
  readonly id: PaymentId;
  readonly customer_id: string;
  readonly partner_id: string;
}

/** Follows what the provider says was given back, ours and not ours. Each step is booked once, in whatever order it is heard. */
@Injectable()
export class Refunds {
  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {}

  /** Answers a fault when the money does not fit; then nothing of it is booked. */
  async follow(
    act: Act,
    connected: ProviderAccount,
    owner: Owner,
    returned: readonly ReturnedMoney[],
  ): Promise<string | undefined> {
    if (returned.length === 0) return undefined;
    const account = await this.accounts.lock(act, owner.customer_id);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    let now: Account = account;
    for (const one of returned) {
      const payment = await lockPaid(act, owner.id);
      if (!payment) return `The provider gave money back of a payment that is reversed (${one.reference}).`;
      if (one.currency !== payment.currency)
        return `${one.reference} is in ${one.currency}, the payment in ${payment.currency}.`;
      const row = await this.rowOf(act, connected, owner, one);
      if (BigInt(row.amount_minor) !== one.amountMinor)
        return `${one.reference} is over another amount than the refund that it names.`;
      now = await this.step(act, now, payment, row, one, terms);
    }
    if (now.balanceMinor !== account.balanceMinor) await this.watch.lookAgain(act, now);
    return undefined;
  }

  private async step(
    act: Act,
    account: Account,
    payment: PaidPayment,
    row: RefundRow,
    one: ReturnedMoney,
    terms: BillingTerms,
  ): Promise<Account> {
    const refund = {
      id: row.id,
      kind: row.kind,
      amountMinor: one.amountMinor,
      bookedMinor: BigInt(row.booked_minor),
      reason: row.reason || one.reason,
    };
    const write = (state: RefundState): Promise<number> =>
      act.sql.execute(
        'UPDATE billing.refund SET state = $2, provider_reference = coalesce(provider_reference, $3), fault = $4, updated_at = $5 WHERE id = $1',
        [row.id, state, one.reference, one.state === 'undone' ? one.reason : null, act.at],
      );
    const isFinal = row.state === 'failed' || row.state === 'returned';
    if (isFinal || (row.state === 'done' && one.state !== 'undone')) return account;
    if (one.state === 'pending') {
      await write('pending');
      return account;
    }
    if (one.state === 'done') {
      await write('done');
      return bookReturn(act, account, payment, refund, terms);
    }
    if (row.state !== 'done') {
      await write('failed');
      return account;
    }
    await write('returned');
    return bookReturnUndone(act, account, payment, refund, terms);
  }

  /** Our own refund by our mark on it or by its reference; else one that was made at the provider, or by the bank. */
  private async rowOf(act: Act, connected: ProviderAccount, owner: Owner, one: ReturnedMoney): Promise<RefundRow> {
    const columns = 'id, provider_reference, kind, amount_minor, booked_minor, currency, reason, state';
    const known = await act.sql.first<RefundRow>(
      `SELECT ${columns} FROM billing.refund WHERE payment_id = $1 AND ((provider = $2 AND provider_reference = $3) OR (provider_reference IS NULL AND id::text = $4))
        ORDER BY provider_reference NULLS LAST LIMIT 1 FOR UPDATE`,
      [owner.id, connected.provider, one.reference, one.refundId],
    );
    if (known) return known;
    const made = await act.sql.first<RefundRow>(
      `INSERT INTO billing.refund (id, payment_id, customer_id, partner_id, account_id, provider, provider_reference, kind, amount_minor, currency, reason, state, requested_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'pending', $12, $13, $13) RETURNING ${columns}`,
      [
        act.newId<'Refund'>(),
        owner.id,
        owner.customer_id,
        owner.partner_id,
        connected.id,
        connected.provider,
        one.reference,
        one.kind,
        one.amountMinor.toString(),
        one.currency,
        one.reason,
        one.kind === 'refund' ? 'made at the provider' : 'the customer’s bank',
        act.at,
      ],
    );
    if (!made) throw new Error('a refund was not written');
    return made;
  }
}
