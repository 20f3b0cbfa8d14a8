import { conflict, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { Account } from '../accounts/accounts.js';
import type { MoneyPlan } from './money-plan.js';
import { givenAmount, standingAllocation, type StandingAllocation } from './money-steps.js';
import { openInvoices, type OpenInvoice } from './settlement.js';

export interface Move {
  readonly allocation: StandingAllocation;
  readonly target: OpenInvoice;
  readonly plan: MoneyPlan;
}

/** Takes a part of what settles one invoice to another one. Refused, never trimmed, when it is more than either has. */
export async function planMove(
  sql: Sql,
  account: Account,
  allocationId: string,
  toInvoiceId: string,
  amount: string | undefined,
): Promise<Move> {
  const allocation = await standingAllocation(sql, allocationId);
  const target = (await openInvoices(sql, [account.customerId])).find((invoice) => invoice.id === toInvoiceId);
  if (!target || target.id === allocation.invoiceId) throw notFound('open invoice of this customer');
  const most = allocation.amountMinor < target.openMinor ? allocation.amountMinor : target.openMinor;
  const amountMinor = givenAmount(amount, account.currency) ?? most;
  if (amountMinor > allocation.amountMinor)
    throw conflict('ALLOCATION_OVER_PAYMENT', 'More than this allocation has. Lower the amount.');
  if (amountMinor > target.openMinor)
    throw conflict('ALLOCATION_OVER_ITEM', `More than is open on invoice ${target.number}. Lower the amount.`);
  return {
    allocation,
    target,
    plan: {
      customerId: account.customerId,
      owedMinor: 0n,
      cuts: [
        {
          allocationId,
          itemId: allocation.invoiceId,
          cutMinor: amountMinor,
          keptMinor: allocation.amountMinor - amountMinor,
        },
      ],
      made: [{ invoiceId: target.id, amountMinor }],
      free: new Map(),
      resettles: false,
    },
  };
}
