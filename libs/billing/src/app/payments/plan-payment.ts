import { conflict, invalid, notFound, parseMoney, type Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { allocateChosen, type Allocation, type AllocationRefusal, type LooseDebits } from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import {
  freePayers,
  openInvoices,
  openItems,
  settle,
  spreadOverPayers,
  type OpenInvoice,
  type Payer,
  type Settlement,
} from './settlement.js';

export interface ChosenAllocation {
  readonly invoiceId: string;
  readonly amount: string;
}

export interface PaymentPlan {
  readonly settlements: readonly Settlement[];
  readonly invoices: readonly OpenInvoice[];
  /** Stays on the account as credit. */
  readonly leftMinor: bigint;
}

/** What a payment would settle: the same decision for the preview and for the record. The account is locked, or only read. */
export async function planPayment(
  sql: Sql,
  account: Account,
  paymentId: string,
  amountMinor: bigint,
  chosen: readonly ChosenAllocation[] | undefined,
  looseDebits: LooseDebits,
): Promise<PaymentPlan> {
  const invoices = await openInvoices(sql, [account.customerId]);
  const payment: Payer = { kind: 'payment', id: paymentId, customerId: account.customerId, freeMinor: amountMinor };
  const others = chosen ? [] : await freePayers(sql, [account.customerId]);
  const settlements = chosen
    ? settleChosen(account, payment, invoices, chosen)
    : settle(-account.balanceMinor - amountMinor, invoices, [...others, payment], looseDebits);
  const usedMinor = settlements
    .filter((one) => one.payer.id === paymentId)
    .reduce((sum, one) => sum + one.amountMinor, 0n);
  return { settlements, invoices, leftMinor: amountMinor - usedMinor };
}

export function settleChosen(
  account: Pick<Account, 'currency'>,
  payer: Payer,
  invoices: readonly OpenInvoice[],
  chosen: readonly ChosenAllocation[],
): Settlement[] {
  const wanted = chosen.map(({ invoiceId, amount }): Allocation => {
    const parsed = parseMoney(amount, account.currency);
    if (!parsed) throw invalid('INVALID_AMOUNT', `"${amount}" has more decimals than ${account.currency}.`);
    return { itemId: invoiceId, amountMinor: parsed.amountMinor };
  });
  const plan = allocateChosen(payer.freeMinor, openItems(invoices, 0n), wanted);
  if (!plan.ok) throw allocationRefusal(plan.error, invoices);
  return spreadOverPayers([payer], plan.value.allocations);
}

function allocationRefusal(error: AllocationRefusal, invoices: readonly OpenInvoice[]): Refusal {
  switch (error.code) {
    case 'ALLOCATION_ITEM_UNKNOWN':
      return notFound('open invoice of this customer');
    case 'ALLOCATION_NOT_POSITIVE':
      return invalid(error.code, 'Each part of a payment is above zero.');
    case 'ALLOCATION_OVER_ITEM':
      return conflict(
        error.code,
        `More than is open on invoice ${invoices.find((one) => one.id === error.itemId)?.number ?? ''}. Look at the preview again.`,
      );
    case 'ALLOCATION_OVER_PAYMENT':
      return conflict(error.code, 'The parts are more than the payment. Lower one of them.');
  }
}
