import { conflict, type CurrencyCode, type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { Account } from '../accounts/accounts.js';
import type { DepositId } from '../../ids.js';
import type { MoneyPlan } from './money-plan.js';
import { givenAmount, say } from './money-steps.js';
import { openInvoices, type OpenInvoice } from './settlement.js';

export interface HeldDeposit {
  readonly id: DepositId;
  readonly customerId: string;
  readonly receiptNumber: string;
  readonly leftMinor: bigint;
  readonly currency: CurrencyCode;
  readonly takenOn: LocalDate;
}

export async function heldDeposit(sql: Sql, depositId: string, lock = ''): Promise<HeldDeposit> {
  const row = await sql.first<Omit<HeldDeposit, 'leftMinor'> & { left: string }>(
    `SELECT id, customer_id AS "customerId", receipt_number AS "receiptNumber", left_minor AS left, currency, taken_on AS "takenOn"
       FROM billing.deposit WHERE id = $1 ${lock}`,
    [depositId],
  );
  if (!row) throw notFound('deposit');
  const { left, ...deposit } = row;
  return { ...deposit, leftMinor: BigInt(left) };
}

/** How much of a deposit a step takes; refused when it is more than is left of it. */
export function takenOf(deposit: HeldDeposit, amount: string | undefined, usualMinor: bigint): bigint {
  if (deposit.leftMinor === 0n)
    throw conflict('DEPOSIT_USED_UP', `Nothing is left of deposit ${deposit.receiptNumber}.`);
  const amountMinor = givenAmount(amount, deposit.currency) ?? usualMinor;
  if (amountMinor > deposit.leftMinor)
    throw conflict('MORE_THAN_DEPOSIT', `Only ${say(deposit.leftMinor, deposit)} is left of ${deposit.receiptNumber}.`);
  return amountMinor;
}

/** A deposit pays an invoice: never more than is open on it. */
export async function planDepositUse(
  sql: Sql,
  account: Account,
  depositId: string,
  invoiceId: string,
  amount: string | undefined,
): Promise<{ deposit: HeldDeposit; invoice: OpenInvoice; amountMinor: bigint; plan: MoneyPlan }> {
  const deposit = await heldDeposit(sql, depositId);
  if (deposit.customerId !== account.customerId) throw notFound('deposit');
  const invoice = (await openInvoices(sql, [account.customerId])).find((one) => one.id === invoiceId);
  if (!invoice) throw notFound('open invoice of this customer');
  const usual = invoice.openMinor < deposit.leftMinor ? invoice.openMinor : deposit.leftMinor;
  const amountMinor = takenOf(deposit, amount, usual);
  if (amountMinor > invoice.openMinor)
    throw conflict('ALLOCATION_OVER_ITEM', `More than is open on invoice ${invoice.number}. Lower the amount.`);
  return {
    deposit,
    invoice,
    amountMinor,
    plan: {
      customerId: account.customerId,
      owedMinor: -amountMinor,
      cuts: [],
      made: [{ invoiceId, amountMinor }],
      free: new Map(),
      resettles: false,
    },
  };
}
