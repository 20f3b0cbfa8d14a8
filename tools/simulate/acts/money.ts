import {
  AllocatePayment,
  IssueOneTimeInvoice,
  RecordPayment,
  ReversePayment,
  UndoAllocation,
  VoidInvoice,
} from '@demarc/billing';
import type { Life } from '../life.ts';
import type { SimAct } from './act.ts';
import { anyone } from './customers.ts';

interface Debtor {
  readonly id: string;
  readonly owed: string;
}

/** Whole, in part, too much; every now and then twice. */
export async function payByHand(life: Life): Promise<void> {
  const debtor = await life.one<Debtor>(
    `SELECT customer_id AS id, (-balance_minor)::text AS owed FROM billing.account WHERE balance_minor < 0 ORDER BY customer_id`,
  );
  if (!debtor) return;
  const owed = BigInt(debtor.owed);
  const minor = life.pick([owed, owed, owed, owed, owed / 2n, owed + 500n]) ?? owed;
  if (minor <= 0n) return;
  const payment = { customerId: debtor.id, methodId: life.pick(life.provider.methods), amount: decimal(minor) };
  await life.attempt(RecordPayment, payment, life.staff('financial_manager'));
  if (life.chance(3)) await life.attempt(RecordPayment, payment, life.staff('financial_manager'));
}

export function decimal(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
}

export const MONEY_ACTS: readonly SimAct[] = [
  { name: 'pay', weight: 40, do: payByHand },
  {
    name: 'one-time invoice',
    weight: 4,
    do: async (life) => {
      const person = await anyone(life);
      const lines = Array.from({ length: life.between(1, 3) }, () => ({
        planId: life.pick(life.provider.plans.oneTime),
        quantity: life.pick(['1', '2', '12.5', '0.25']),
      }));
      if (person)
        await life.attempt(IssueOneTimeInvoice, { customerId: person.id, lines }, life.staff('financial_manager'));
    },
  },
  {
    name: 'void invoice',
    weight: 1,
    do: async (life) => {
      const invoice = await life.one<{ id: string }>(
        `SELECT id FROM billing.invoice WHERE status = 'issued' ORDER BY number DESC LIMIT 60`,
      );
      if (invoice)
        await life.attempt(
          VoidInvoice,
          { invoiceId: invoice.id, reason: 'Wrong address' },
          life.staff('financial_manager'),
        );
    },
  },
  {
    name: 'reverse payment',
    weight: 1,
    do: async (life) => {
      const payment = await life.one<{ id: string }>(
        `SELECT id FROM billing.payment WHERE status = 'recorded' ORDER BY id DESC LIMIT 60`,
      );
      if (payment)
        await life.attempt(
          ReversePayment,
          { paymentId: payment.id, reason: 'Booked on the wrong customer' },
          life.staff('financial_manager'),
        );
    },
  },
  {
    name: 'undo allocation',
    weight: 1,
    do: async (life) => {
      const found = await life.one<{ id: string }>(
        'SELECT id FROM billing.allocation WHERE undone_at IS NULL ORDER BY id DESC LIMIT 60',
      );
      if (found) await life.attempt(UndoAllocation, { allocationId: found.id }, life.staff('financial_manager'));
    },
  },
  {
    name: 'allocate',
    weight: 2,
    do: async (life) => {
      const found = await life.one<{ payment: string; invoice: string; free: string }>(
        `SELECT payment.id AS payment, invoice.id AS invoice, least(payment.unallocated_minor, invoice.gross_minor - invoice.settled_minor)::text AS free
           FROM billing.payment JOIN billing.invoice USING (customer_id)
          WHERE payment.unallocated_minor > 0 AND payment.status = 'recorded' AND invoice.settled_minor < invoice.gross_minor AND invoice.status = 'issued'
          ORDER BY payment.id, invoice.id`,
      );
      if (!found) return;
      const allocations = [{ invoiceId: found.invoice, amount: decimal(BigInt(found.free)) }];
      await life.attempt(AllocatePayment, { paymentId: found.payment, allocations }, life.staff('financial_manager'));
    },
  },
];
