import type { Act } from '@demarc/commands';
import { money, toDecimalString, type CurrencyCode } from '@demarc/kernel';
import { paymentRefunded, reversalOf, type MoneyAccount } from '../../domain/index.js';
import { PaymentRefunded, PaymentRefundReturned } from '../../events.js';
import type { PaymentId, RefundId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { postEntries } from '../ledger/post-entries.js';
import { freePayers, openInvoices, settle } from '../payments/settlement.js';
import { writeSettlements } from '../payments/write-settlements.js';

export interface PaidPayment {
  readonly id: PaymentId;
  readonly receiptNumber: string;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
  readonly unallocatedMinor: bigint;
  readonly currency: CurrencyCode;
  readonly ledgerAccount: MoneyAccount;
}

export interface RefundToBook {
  readonly id: RefundId;
  readonly kind: 'refund' | 'chargeback';
  readonly amountMinor: bigint;
  readonly reason: string;
}

export async function lockPaid(act: Act, paymentId: string): Promise<PaidPayment | undefined> {
  const row = await act.sql.first<{
    id: PaymentId;
    receipt: string;
    amount: string;
    refunded: string;
    free: string;
    currency: CurrencyCode;
    ledger: MoneyAccount;
  }>(
    `SELECT payment.id, receipt_number AS receipt, amount_minor AS amount, refunded_minor AS refunded, unallocated_minor AS free, currency, method.ledger_account AS ledger
       FROM billing.payment JOIN billing.payment_method method ON method.id = method_id WHERE payment.id = $1 AND status = 'recorded' FOR UPDATE OF payment`,
    [paymentId],
  );
  return (
    row && {
      id: row.id,
      receiptNumber: row.receipt,
      amountMinor: BigInt(row.amount),
      refundedMinor: BigInt(row.refunded),
      unallocatedMinor: BigInt(row.free),
      currency: row.currency,
      ledgerAccount: row.ledger,
    }
  );
}

/**
 * Books money that went back to a customer: what nothing was settled with goes first, then the youngest allocations are
 * undone, so that the newest invoices are open again. Answers the account as it is then; the caller holds its lock.
 */
export async function bookReturn(
  act: Act,
  account: Account,
  payment: PaidPayment,
  refund: RefundToBook,
  zone: string,
): Promise<Account> {
  const left = payment.amountMinor - payment.refundedMinor;
  const takenMinor = refund.amountMinor < left ? refund.amountMinor : left > 0n ? left : 0n;
  const fromFree = takenMinor < payment.unallocatedMinor ? takenMinor : payment.unallocatedMinor;
  await undoYoungest(act, account, payment.id, takenMinor - fromFree);
  await act.sql.execute(
    'UPDATE billing.payment SET refunded_minor = refunded_minor + $2, unallocated_minor = unallocated_minor - $3 WHERE id = $1',
    [payment.id, refund.amountMinor.toString(), fromFree.toString()],
  );
  await postEntries(act, [
    entryOf(
      account,
      payment,
      refund,
      paymentRefunded({
        ...booking(act, account, payment, zone),
        from: payment.ledgerAccount,
        amountMinor: refund.amountMinor,
      }),
    ),
  ]);
  const about = { customerId: account.customerId, partnerId: account.partnerId };
  act.emit(
    PaymentRefunded,
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
    `${sayKind(refund)} of ${say(refund, payment)} for payment ${payment.receiptNumber}${refund.reason ? `: ${refund.reason}` : ''}`,
  );
  return { ...account, balanceMinor: account.balanceMinor - refund.amountMinor };
}

/** Money that was booked as given back has come back to us: it settles what is open again. */
export async function bookReturnUndone(
  act: Act,
  account: Account,
  payment: PaidPayment,
  refund: RefundToBook,
  zone: string,
): Promise<Account> {
  const before = payment.amountMinor - payment.refundedMinor;
  const after = before + refund.amountMinor;
  const gainedMinor = (after > 0n ? after : 0n) - (before > 0n ? before : 0n);
  await act.sql.execute(
    'UPDATE billing.payment SET refunded_minor = refunded_minor - $2, unallocated_minor = unallocated_minor + $3 WHERE id = $1',
    [payment.id, refund.amountMinor.toString(), gainedMinor.toString()],
  );
  const draft = paymentRefunded({
    ...booking(act, account, payment, zone),
    from: payment.ledgerAccount,
    amountMinor: refund.amountMinor,
  });
  await postEntries(act, [entryOf(account, payment, refund, reversalOf(draft, draft.bookedOn))]);
  const now = { ...account, balanceMinor: account.balanceMinor + refund.amountMinor };
  const [invoices, payers] = [
    await openInvoices(act.sql, [account.customerId]),
    await freePayers(act.sql, [account.customerId]),
  ];
  await writeSettlements(act, settle(-now.balanceMinor, invoices, payers), () => account, 'update');
  const about = { customerId: account.customerId, partnerId: account.partnerId };
  act.emit(
    PaymentRefundReturned,
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
    `${sayKind(refund)} of ${say(refund, payment)} for payment ${payment.receiptNumber} came back`,
  );
  return now;
}

async function undoYoungest(act: Act, account: Account, paymentId: PaymentId, amountMinor: bigint): Promise<void> {
  if (amountMinor === 0n) return;
  const rows = await act.sql.query<{ id: string; invoice_id: string; amount: string }>(
    `SELECT made.id, invoice_id, made.amount_minor AS amount FROM billing.allocation made JOIN billing.invoice ON invoice.id = invoice_id
      WHERE payment_id = $1 AND undone_at IS NULL ORDER BY invoice.issued_on DESC, invoice.id DESC, made.id DESC FOR UPDATE`,
    [paymentId],
  );
  let wanted = amountMinor;
  for (const row of rows) {
    if (wanted === 0n) return;
    const allocated = BigInt(row.amount);
    const undone = allocated < wanted ? allocated : wanted;
    wanted -= undone;
    await act.sql.execute('UPDATE billing.allocation SET undone_at = $2 WHERE id = $1', [row.id, act.at]);
    if (undone < allocated) {
      await act.sql.execute(
        'INSERT INTO billing.allocation (id, customer_id, partner_id, payment_id, invoice_id, amount_minor, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [
          act.newId(),
          account.customerId,
          account.partnerId,
          paymentId,
          row.invoice_id,
          (allocated - undone).toString(),
          act.at,
        ],
      );
    }
    await act.sql.execute('UPDATE billing.invoice SET settled_minor = settled_minor - $2 WHERE id = $1', [
      row.invoice_id,
      undone.toString(),
    ]);
  }
  if (wanted > 0n) throw new Error(`payment ${paymentId} is allocated for less than it says`);
}

function booking(act: Act, account: Account, payment: PaidPayment, zone: string) {
  return { customerId: account.customerId, currency: payment.currency, bookedOn: act.todayIn(zone) };
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

function say(refund: RefundToBook, payment: PaidPayment): string {
  return `${toDecimalString(money(refund.amountMinor, payment.currency))} ${payment.currency}`;
}
