import { conflict, invalid, money, notFound, parseMoney, toDecimalString, type CurrencyCode } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { planReturn, spreadReturn, type MoneyAccount } from '../../domain/index.js';
import { findPaid, type PaidPayment } from '../gateways/give-back.js';
import type { Account } from '../accounts/accounts.js';
import { allocationsOfPayment } from './made-allocations.js';
import type { MoneyPlan } from './money-plan.js';
import type { Payer } from './settlement.js';

export interface PaymentRow {
  readonly id: string;
  readonly customerId: string;
  readonly amountMinor: string;
  readonly refundedMinor: string;
  readonly freeMinor: string;
  readonly currency: CurrencyCode;
  readonly receiptNumber: string;
  readonly status: 'recorded' | 'reversed';
  readonly provider: string | null;
  readonly depositId: string | null;
  readonly ledgerAccount: MoneyAccount;
}

export async function paymentRow(sql: Sql, paymentId: string, lock = ''): Promise<PaymentRow> {
  const row = await sql.first<PaymentRow>(
    `SELECT payment.id, customer_id AS "customerId", amount_minor AS "amountMinor", refunded_minor AS "refundedMinor", unallocated_minor AS "freeMinor",
       currency, receipt_number AS "receiptNumber", status, provider, deposit_id AS "depositId", method.ledger_account AS "ledgerAccount"
     FROM billing.payment JOIN billing.payment_method method ON method.id = method_id WHERE payment.id = $1 ${lock}`,
    [paymentId],
  );
  if (!row) throw notFound('payment');
  return row;
}

/** A reversal: everything that the payment settles is open again. */
export async function planReversal(sql: Sql, payment: PaymentRow): Promise<MoneyPlan> {
  if (payment.status === 'reversed')
    throw conflict('PAYMENT_REVERSED', `Payment ${payment.receiptNumber} was reversed before.`);
  if (payment.provider !== null)
    throw conflict(
      'PAYMENT_OF_PROVIDER',
      'This payment came through a payment provider. Refund it, so that the money goes back too.',
    );
  const amountMinor = BigInt(payment.amountMinor);
  if (amountMinor < 0n)
    throw conflict('NOT_REVERSIBLE', 'Money that went back to the customer is corrected by a new payment.');
  const made = await allocationsOfPayment(sql, payment.id);
  return {
    customerId: payment.customerId,
    owedMinor: amountMinor,
    cuts: made.map((one) => ({
      allocationId: one.allocationId,
      itemId: one.itemId,
      cutMinor: one.amountMinor,
      keptMinor: 0n,
    })),
    made: [],
    free: new Map([[payment.id, payerOf(payment, 0n)]]),
    resettles: true,
  };
}

export interface ReturnPart {
  readonly payment: PaidPayment;
  readonly amountMinor: bigint;
}

interface FreeRow {
  id: string;
  amount: string;
  refunded: string;
  free: string;
}

/** Which payments money is handed back of: the one that is named, or those that make up the customer’s credit. */
export async function returnParts(
  sql: Sql,
  account: Account,
  paymentId: string | undefined,
  amountMinor: bigint | undefined,
): Promise<ReturnPart[]> {
  if (paymentId !== undefined) {
    const payment = await handedPayment(sql, paymentId);
    const leftMinor = payment.amountMinor - payment.refundedMinor;
    const wantedMinor = amountMinor ?? leftMinor;
    if (leftMinor <= 0n) throw conflict('NOTHING_LEFT', `Payment ${payment.receiptNumber} was given back already.`);
    if (wantedMinor > leftMinor)
      throw conflict('REFUND_OVER_PAYMENT', `Only ${say(leftMinor, account)} of this payment is left to give back.`);
    return [{ payment, amountMinor: wantedMinor }];
  }
  const wantedMinor = amountMinor ?? account.balanceMinor;
  if (wantedMinor <= 0n || wantedMinor > account.balanceMinor)
    throw conflict(
      'REFUND_OVER_CREDIT',
      `The credit of this customer is ${say(account.balanceMinor > 0n ? account.balanceMinor : 0n, account)}. Name a payment to give back more.`,
    );
  const rows = await sql.query<FreeRow>(
    `SELECT id, amount_minor AS amount, refunded_minor AS refunded, unallocated_minor AS free FROM billing.payment
      WHERE customer_id = $1 AND status = 'recorded' AND provider IS NULL AND deposit_id IS NULL AND amount_minor > refunded_minor ORDER BY received_on DESC, id DESC`,
    [account.customerId],
  );
  const { parts, missingMinor } = spreadReturn(
    rows.map((row) => ({
      paymentId: row.id,
      amountMinor: BigInt(row.amount),
      refundedMinor: BigInt(row.refunded),
      freeMinor: BigInt(row.free),
    })),
    wantedMinor,
  );
  if (missingMinor > 0n)
    throw conflict(
      'CREDIT_NOT_FROM_PAYMENTS',
      `${say(missingMinor, account)} of this credit did not come by a payment that can be handed back by hand. Refund the online payment instead.`,
    );
  return Promise.all(
    [...parts].map(async ([id, minor]) => ({ payment: await handedPayment(sql, id), amountMinor: minor })),
  );
}

async function handedPayment(sql: Sql, paymentId: string): Promise<PaidPayment> {
  const row = await paymentRow(sql, paymentId);
  if (row.provider !== null)
    throw conflict(
      'PAYMENT_OF_PROVIDER',
      'This payment came through a payment provider. Refund it there, so that the money goes back the way it came.',
    );
  if (row.depositId !== null)
    throw conflict('PAID_BY_DEPOSIT', 'This was paid out of a deposit. Reverse it, and give the deposit back.');
  const paid = await findPaid(sql, paymentId);
  if (!paid) throw conflict('PAYMENT_REVERSED', `Payment ${row.receiptNumber} was reversed before.`);
  return paid;
}

export async function planHandBack(sql: Sql, account: Account, parts: readonly ReturnPart[]): Promise<MoneyPlan> {
  const plans = await Promise.all(
    parts.map(async ({ payment, amountMinor }) => ({
      payment,
      ...planReturn(payment, await allocationsOfPayment(sql, payment.id), amountMinor),
    })),
  );
  return {
    customerId: account.customerId,
    owedMinor: plans.reduce((sum, plan) => sum + plan.bookedMinor, 0n),
    cuts: plans.flatMap((plan) => plan.cuts),
    made: [],
    free: new Map(
      plans.map(({ payment, bookedMinor }) => [
        payment.id,
        {
          kind: 'payment',
          id: payment.id,
          customerId: account.customerId,
          freeMinor: payment.freeMinor > bookedMinor ? payment.freeMinor - bookedMinor : 0n,
        },
      ]),
    ),
    resettles: true,
  };
}

export interface StandingAllocation {
  readonly id: string;
  readonly customerId: string;
  readonly invoiceId: string;
  readonly payer: Pick<Payer, 'kind' | 'id'>;
  readonly amountMinor: bigint;
}

/** An allocation that a person may move or undo: of a payment or a credit note, and not undone yet. */
export async function standingAllocation(sql: Sql, allocationId: string): Promise<StandingAllocation> {
  const row = await sql.first<{
    customer_id: string;
    invoice_id: string;
    payment_id: string | null;
    credit_note_id: string | null;
    write_off_id: string | null;
    amount: string;
    undone: boolean;
    status: string;
  }>(
    `SELECT made.customer_id, invoice_id, payment_id, credit_note_id, write_off_id, amount_minor AS amount, undone_at IS NOT NULL AS undone, invoice.status
       FROM billing.allocation made JOIN billing.invoice ON invoice.id = invoice_id WHERE made.id = $1`,
    [allocationId],
  );
  if (!row) throw notFound('allocation');
  if (row.status === 'void') throw conflict('INVOICE_VOID', 'The invoice is void; what settles it stays.');
  if (row.undone) throw conflict('ALLOCATION_UNDONE', 'This allocation was undone before.');
  if (row.write_off_id !== null)
    throw conflict('WRITTEN_OFF', 'This part was written off. Take the write-off back instead.');
  const id = row.payment_id ?? row.credit_note_id;
  if (id === null) throw conflict('ALLOCATION_IMPORTED', 'This was settled in the system before, and stays.');
  return {
    id: allocationId,
    customerId: row.customer_id,
    invoiceId: row.invoice_id,
    payer: { kind: row.payment_id === null ? 'credit_note' : 'payment', id },
    amountMinor: BigInt(row.amount),
  };
}

export function planUndo(allocation: StandingAllocation): MoneyPlan {
  return {
    customerId: allocation.customerId,
    owedMinor: 0n,
    cuts: [
      {
        allocationId: allocation.id,
        itemId: allocation.invoiceId,
        cutMinor: allocation.amountMinor,
        keptMinor: 0n,
      },
    ],
    made: [],
    free: new Map(),
    resettles: false,
  };
}

/** An amount that somebody typed, above zero; `undefined` when nothing was typed. */
export function givenAmount(text: string | undefined, currency: CurrencyCode): bigint | undefined {
  if (text === undefined) return undefined;
  const parsed = parseMoney(text, currency);
  if (!parsed || parsed.amountMinor <= 0n)
    throw invalid('AMOUNT_NOT_POSITIVE', `The amount is above zero, with no more decimals than ${currency} has.`, [
      { field: 'amount', message: 'must be above zero' },
    ]);
  return parsed.amountMinor;
}

export function say(minor: bigint, { currency }: { readonly currency: CurrencyCode }): string {
  return `${toDecimalString(money(minor, currency))} ${currency}`;
}

function payerOf(payment: PaymentRow, freeMinor: bigint): Payer {
  return { kind: 'payment', id: payment.id, customerId: payment.customerId, freeMinor };
}
