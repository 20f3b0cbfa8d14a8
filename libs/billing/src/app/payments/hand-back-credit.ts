import { actorLabel } from '@demarc/access';
import type { Act } from '@demarc/commands';
import { conflict, type CurrencyCode, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { type MoneyAccount, paymentRefunded } from '../../domain/index.js';
import type { CreditNoteId, PaymentMethodId, RefundId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { postEntries } from '../ledger/post-entries.js';
import type { BillingTerms } from '../settings/settings.js';
import type { MoneyPlan } from './money-plan.js';
import { say } from './money-steps.js';

export interface CreditToHandBack {
  readonly id: CreditNoteId;
  readonly number: string;
  readonly customerId: string;
  readonly currency: CurrencyCode;
  readonly remainingMinor: bigint;
  readonly refundedMinor: bigint;
}

export async function creditNoteRow(
  sql: Sql,
  creditNoteId: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<CreditToHandBack> {
  const row = await sql.first<
    Omit<CreditToHandBack, 'remainingMinor' | 'refundedMinor'> & { remaining: string; refunded: string }
  >(
    `SELECT id, number, customer_id AS "customerId", currency, remaining_minor AS remaining, refunded_minor AS refunded FROM billing.credit_note WHERE id = $1 ${lock}`,
    [creditNoteId],
  );
  if (!row) throw notFound('credit note');
  const { remaining, refunded, ...note } = row;
  return { ...note, remainingMinor: BigInt(remaining), refundedMinor: BigInt(refunded) };
}

/** How much of a credit note is handed back: what it has not settled, and no more than the customer's credit as a whole. */
export function creditPart(note: CreditToHandBack, account: Account, wantedMinor: bigint | undefined): bigint {
  const credit = account.balanceMinor > 0n ? account.balanceMinor : 0n;
  const leftMinor = note.remainingMinor < credit ? note.remainingMinor : credit;
  if (leftMinor === 0n)
    throw conflict(
      'NOTHING_LEFT',
      `Nothing of credit note ${note.number} is left to hand back: it has settled invoices, or other charges have used it.`,
    );
  if (wantedMinor !== undefined && wantedMinor > leftMinor)
    throw conflict(
      'REFUND_OVER_CREDIT',
      `Only ${say(leftMinor, note)} of credit note ${note.number} can be handed back.`,
    );
  return wantedMinor ?? leftMinor;
}

export function planCreditBack(note: CreditToHandBack, account: Account, wantedMinor: bigint | undefined): MoneyPlan {
  const amountMinor = creditPart(note, account, wantedMinor);
  const { customerId } = account;
  return {
    customerId,
    owedMinor: amountMinor,
    cuts: [],
    made: [],
    free: new Map([
      [note.id, { kind: 'credit_note', id: note.id, customerId, freeMinor: note.remainingMinor - amountMinor }],
    ]),
    resettles: false,
  };
}

export interface CreditBack {
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly method: { readonly id: PaymentMethodId; readonly ledgerAccount: MoneyAccount };
}

/** Hands back what a credit note is worth. The caller holds the locks of the account and of the note. */
export async function bookCreditBack(
  act: Act,
  account: Account,
  terms: BillingTerms,
  note: CreditToHandBack,
  { amountMinor, reason, method }: CreditBack,
): Promise<{ account: Account; refundId: RefundId }> {
  const { customerId, partnerId } = account;
  const refundId = act.newId<'Refund'>();
  const minor = amountMinor.toString();
  await act.sql.execute(
    `INSERT INTO billing.refund (id, credit_note_id, customer_id, partner_id, method_id, kind, amount_minor, booked_minor, currency, reason, state, requested_by, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, 'refund', $6, $6, $7, $8, 'done', $9, $10, $10)`,
    [
      refundId,
      note.id,
      customerId,
      partnerId,
      method.id,
      minor,
      note.currency,
      reason,
      actorLabel(act.actor).name,
      act.at,
    ],
  );
  await act.sql.execute(
    'UPDATE billing.credit_note SET remaining_minor = remaining_minor - $2, refunded_minor = refunded_minor + $2 WHERE id = $1',
    [note.id, minor],
  );
  const bookedOn = act.todayIn(terms.zone);
  const draft = paymentRefunded({
    customerId,
    currency: note.currency,
    bookedOn,
    from: method.ledgerAccount,
    amountMinor,
  });
  const description = `${say(amountMinor, note)} of credit note ${note.number} handed back`;
  await postEntries(act, [{ draft, partnerId, customerId, source: { kind: 'refund', id: refundId }, description }]);
  act.audit({ kind: 'credit_note', id: note.id, customerId, partnerId }, `${description}: ${reason}`);
  return { account: { ...account, balanceMinor: account.balanceMinor - amountMinor }, refundId };
}
