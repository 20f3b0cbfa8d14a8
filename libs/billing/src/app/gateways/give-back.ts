import type { Act } from '@demarc/commands';
import { money, toDecimalString, type CurrencyCode } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { paymentRefunded, planReturn, reversalOf, suspenseSettled, type MoneyAccount } from '../../domain/index.js';
import { PaymentRefunded, PaymentRefundReturned } from '../../events.js';
import type { PaymentId, RefundId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { postEntries } from '../ledger/post-entries.js';
import { allocationsOfPayment } from '../payments/made-allocations.js';
import { settleOpen } from '../payments/settle-open.js';
import { cutAllocations } from '../payments/undo-allocations.js';
import type { BillingTerms } from '../settings/settings.js';

export interface PaidPayment {
  readonly id: PaymentId;
  readonly receiptNumber: string;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly freeMinor: bigint;
  readonly currency: CurrencyCode;
  readonly ledgerAccount: MoneyAccount;
}

export interface RefundToBook {
  readonly id: RefundId;
  readonly kind: 'refund' | 'chargeback';
  readonly amountMinor: bigint;
  /** What was booked of it before; of one that comes back to us. */
  readonly bookedMinor?: bigint;
  readonly reason: string;
}

const PAID = `SELECT payment.id, receipt_number AS receipt, amount_minor AS amount, refunded_minor AS refunded, unallocated_minor AS free, currency, method.ledger_account AS ledger
  FROM billing.payment JOIN billing.payment_method method ON method.id = method_id WHERE payment.id = $1 AND status = 'recorded'`;

export async function lockPaid(act: Act, paymentId: string): Promise<PaidPayment | undefined> {
  return findPaid(act.sql, paymentId, 'FOR UPDATE OF payment');
}

export async function findPaid(
  sql: Sql,
  paymentId: string,
  lock: '' | 'FOR UPDATE OF payment' = '',
): Promise<PaidPayment | undefined> {
  const row = await sql.first<{
    id: PaymentId;
    receipt: string;
    amount: string;
    refunded: string;
    free: string;
    currency: CurrencyCode;
    ledger: MoneyAccount;
  }>(`${PAID} ${lock}`, [paymentId]);
  return (
    row && {
      id: row.id,
      receiptNumber: row.receipt,
      amountMinor: BigInt(row.amount),
      refundedMinor: BigInt(row.refunded),
      freeMinor: BigInt(row.free),
      currency: row.currency,
      ledgerAccount: row.ledger,
    }
  );
}

/**
 * Books money that went back to a customer: what nothing was settled with goes first, then the youngest allocations are
 * undone; other credit of the customer settles what is open again. Answers the account as it is then; the caller holds its lock.
 */
export async function bookReturn(
  act: Act,
  account: Account,
  payment: PaidPayment,
  refund: RefundToBook,
  terms: BillingTerms,
  from: MoneyAccount = payment.ledgerAccount,
): Promise<Account> {
  const plan = planReturn(payment, await allocationsOfPayment(act.sql, payment.id), refund.amountMinor);
  await cutAllocations(act, plan.cuts);
  await act.sql.execute(
    'UPDATE billing.payment SET refunded_minor = refunded_minor + $2, unallocated_minor = unallocated_minor - $2 WHERE id = $1',
    [payment.id, plan.bookedMinor.toString()],
  );
  await act.sql.execute('UPDATE billing.refund SET booked_minor = $2 WHERE id = $1', [
    refund.id,
    plan.bookedMinor.toString(),
  ]);
  const draft = paymentRefunded({
    ...booking(act, account, payment, terms),
    from,
    amountMinor: plan.bookedMinor,
    beyondMinor: plan.beyondMinor,
  });
  await postEntries(act, [entryOf(account, payment, refund, draft)]);
  const now = { ...account, balanceMinor: account.balanceMinor - plan.bookedMinor };
  await settleOpen(act, now, terms);
  const beyond = plan.beyondMinor === 0n ? '' : `, ${say(plan.beyondMinor, payment)} of it beyond the payment`;
  tell(act, PaymentRefunded, account, payment, refund, `for payment ${payment.receiptNumber}${beyond}`);
  return now;
}

/** Money that was booked as given back has come back to us: it settles what is open again. */
export async function bookReturnUndone(
  act: Act,
  account: Account,
  payment: PaidPayment,
  refund: RefundToBook,
  terms: BillingTerms,
): Promise<Account> {
  const bookedMinor = refund.bookedMinor ?? refund.amountMinor;
  await act.sql.execute(
    'UPDATE billing.payment SET refunded_minor = refunded_minor - $2, unallocated_minor = unallocated_minor + $2 WHERE id = $1',
    [payment.id, bookedMinor.toString()],
  );
  const draft = paymentRefunded({
    ...booking(act, account, payment, terms),
    from: payment.ledgerAccount,
    amountMinor: bookedMinor,
    beyondMinor: refund.amountMinor - bookedMinor,
  });
  await postEntries(act, [entryOf(account, payment, refund, reversalOf(draft, draft.bookedOn))]);
  const back = { ...account, balanceMinor: account.balanceMinor + bookedMinor };
  const owedMinor = await bookWhatWaited(act, account, payment, terms);
  const now = { ...back, balanceMinor: back.balanceMinor - owedMinor };
  await settleOpen(act, now, terms);
  tell(act, PaymentRefundReturned, account, payment, refund, `for payment ${payment.receiptNumber} came back`);
  return now;
}

/** Returns that passed the payment take the room that has become free: their money did go to the customer. */
async function bookWhatWaited(act: Act, account: Account, payment: PaidPayment, terms: BillingTerms): Promise<bigint> {
  const rows = await act.sql.query<{ id: RefundId; kind: RefundToBook['kind']; waits: string; reason: string }>(
    `SELECT id, kind, amount_minor - booked_minor AS waits, reason FROM billing.refund
      WHERE payment_id = $1 AND state = 'done' AND booked_minor < amount_minor ORDER BY created_at, id FOR UPDATE`,
    [payment.id],
  );
  let owedMinor = 0n;
  for (const row of rows) {
    const now = await lockPaid(act, payment.id);
    if (!now) break;
    const plan = planReturn(now, await allocationsOfPayment(act.sql, payment.id), BigInt(row.waits));
    if (plan.bookedMinor === 0n) break;
    await cutAllocations(act, plan.cuts);
    const minor = plan.bookedMinor.toString();
    await act.sql.execute(
      'UPDATE billing.payment SET refunded_minor = refunded_minor + $2, unallocated_minor = unallocated_minor - $2 WHERE id = $1',
      [payment.id, minor],
    );
    await act.sql.execute('UPDATE billing.refund SET booked_minor = booked_minor + $2 WHERE id = $1', [row.id, minor]);
    const refund = { id: row.id, kind: row.kind, amountMinor: plan.bookedMinor, reason: row.reason };
    const draft = suspenseSettled({ ...booking(act, account, payment, terms), amountMinor: plan.bookedMinor });
    await postEntries(act, [entryOf(account, payment, refund, draft)]);
    owedMinor += plan.bookedMinor;
  }
  return owedMinor;
}

function tell(
  act: Act,
  event: typeof PaymentRefunded,
  account: Account,
  payment: PaidPayment,
  refund: RefundToBook,
  sentence: string,
): void {
  const about = { customerId: account.customerId, partnerId: account.partnerId };
  act.emit(
    event,
    {
      ...about,
      paymentId: payment.id,
      refundId: refund.id,
      kind: refund.kind,
      amountMinor: refund.amountMinor.toString(),
      currency: payment.currency,
    },
    about,
  );
  act.audit(
    { kind: 'payment', id: payment.id, ...about },
    `${sayKind(refund)} of ${say(refund.amountMinor, payment)} ${sentence}${refund.reason ? `: ${refund.reason}` : ''}`,
  );
}

function booking(act: Act, account: Account, payment: PaidPayment, terms: BillingTerms) {
  return { customerId: account.customerId, currency: payment.currency, bookedOn: act.todayIn(terms.zone) };
}

function entryOf(
  account: Account,
  payment: PaidPayment,
  refund: RefundToBook,
  draft: ReturnType<typeof paymentRefunded>,
) {
  return {
    draft,
    partnerId: account.partnerId,
    customerId: account.customerId,
    source: { kind: 'refund' as const, id: refund.id },
    description: `${sayKind(refund)} of payment ${payment.receiptNumber}`,
  };
}

function sayKind(refund: RefundToBook): string {
  return refund.kind === 'refund' ? 'Refund' : 'Chargeback';
}

function say(minor: bigint, payment: PaidPayment): string {
  return `${toDecimalString(money(minor, payment.currency))} ${payment.currency}`;
}
