import {
  AddFutureItem,
  CancelFutureItem,
  CancelRecurringInvoice,
  CreditInvoice,
  ForfeitDeposit,
  GiveBackDeposit,
  HandBackMoney,
  IssueCreditNote,
  MoveAllocation,
  PostDebit,
  TakeDeposit,
  UndoPlanChange,
  UndoWriteOff,
  UseDeposit,
  WriteOffInvoice,
} from '@demarc/billing';
import type { Life } from '../life.ts';
import type { SimAct } from './act.ts';
import { anyone } from './customers.ts';
import { decimal } from './money.ts';

const OPEN_INVOICE = `SELECT id, (gross_minor - settled_minor)::text AS open, customer_id AS "customerId" FROM billing.invoice
  WHERE status = 'issued' AND settled_minor < gross_minor ORDER BY id`;

interface Invoice {
  readonly id: string;
  readonly open: string;
  readonly customerId: string;
}

/** A part of an amount, at least one cent; the whole one time in three. */
function some(life: Life, minor: bigint): string {
  if (life.chance(33) || minor < 2n) return decimal(minor);
  return decimal(1n + (minor * BigInt(life.between(1, 90))) / 100n);
}

function recent(life: Life, table: string, where: string): Promise<{ id: string } | undefined> {
  return life.one<{ id: string }>(`SELECT id FROM billing.${table} WHERE ${where} ORDER BY id DESC LIMIT 60`);
}

const FINANCE = 'financial_manager';

export const CORRECTION_ACTS: readonly SimAct[] = [
  {
    name: 'credit an invoice in part',
    weight: 2,
    do: async (life) => {
      const invoice = await life.one<Invoice>(
        `SELECT id, gross_minor::text AS open, customer_id AS "customerId" FROM billing.invoice WHERE status = 'issued' AND gross_minor > 0 ORDER BY id DESC LIMIT 80`,
      );
      if (!invoice) return;
      const credit = { invoiceId: invoice.id, reason: 'Line was down', amount: some(life, BigInt(invoice.open)) };
      await life.attempt(CreditInvoice, credit, life.staff(FINANCE));
    },
  },
  {
    name: 'goodwill',
    weight: 1,
    do: async (life) => {
      const person = await anyone(life);
      const lines = [{ description: 'Goodwill', unitPrice: `${life.between(0, 9)}.${life.between(10, 99)}` }];
      const note = { customerId: person?.id, reason: 'Long outage', lines };
      if (person) await life.attempt(IssueCreditNote, note, life.staff(FINANCE));
    },
  },
  {
    name: 'money handed back',
    weight: 1,
    do: async (life) => {
      const person = await anyone(life, 'balance_minor > 0');
      const back = { customerId: person?.id, methodId: life.pick(life.provider.methods), reason: 'Paid too much' };
      if (person) await life.attempt(HandBackMoney, back, life.staff(FINANCE));
    },
  },
  {
    name: 'write off',
    weight: 1,
    do: async (life) => {
      const invoice = await life.one<Invoice>(OPEN_INVOICE);
      if (!invoice) return;
      const step = { invoiceId: invoice.id, amount: some(life, BigInt(invoice.open)), reason: 'Not worth a letter' };
      await life.attempt(WriteOffInvoice, step, life.staff(FINANCE));
    },
  },
  {
    name: 'undo a write-off',
    weight: 1,
    do: async (life) => {
      const found = await recent(life, 'write_off', 'undone_on IS NULL');
      if (found)
        await life.attempt(UndoWriteOff, { writeOffId: found.id, reason: 'Paid after all' }, life.staff(FINANCE));
    },
  },
  {
    name: 'move an allocation',
    weight: 1,
    do: async (life) => {
      const found = await life.one<{ id: string; invoice: string }>(
        `SELECT made.id, other.id AS invoice FROM billing.allocation made JOIN billing.invoice paid ON paid.id = made.invoice_id
           JOIN billing.invoice other ON other.customer_id = paid.customer_id AND other.id <> paid.id
          WHERE made.undone_at IS NULL AND other.status = 'issued' AND other.settled_minor < other.gross_minor ORDER BY made.id, other.id`,
      );
      const move = { allocationId: found?.id, toInvoiceId: found?.invoice };
      if (found) await life.attempt(MoveAllocation, move, life.staff(FINANCE));
    },
  },
  {
    name: 'take a deposit',
    weight: 1,
    do: async (life) => {
      const person = await anyone(life);
      const deposit = {
        customerId: person?.id,
        methodId: life.pick(life.provider.methods),
        amount: '50',
        note: 'Router',
      };
      if (person) await life.attempt(TakeDeposit, deposit, life.staff(FINANCE));
    },
  },
  {
    name: 'spend a deposit',
    weight: 1,
    do: async (life) => {
      const found = await life.one<{ id: string; customer: string }>(
        'SELECT id, customer_id AS customer FROM billing.deposit WHERE left_minor > 0 ORDER BY id',
      );
      if (!found) return;
      const clerk = life.staff(FINANCE);
      const how = life.dice.below(3);
      if (how === 0) {
        const back = { depositId: found.id, methodId: life.pick(life.provider.methods), reason: 'Router is back' };
        await life.attempt(GiveBackDeposit, back, clerk);
      } else if (how === 1) {
        await life.attempt(ForfeitDeposit, { depositId: found.id, amount: '12.34', reason: 'Broken router' }, clerk);
      } else {
        const invoice = await life.one<Invoice>(OPEN_INVOICE.replace('ORDER BY', 'AND customer_id = $1 ORDER BY'), [
          found.customer,
        ]);
        if (invoice) await life.attempt(UseDeposit, { depositId: found.id, invoiceId: invoice.id }, clerk);
      }
    },
  },
  {
    name: 'debit',
    weight: 1,
    do: async (life) => {
      const person = await anyone(life);
      const debit = { customerId: person?.id, amount: '3.21', description: 'Bank fee passed on' };
      if (person) await life.attempt(PostDebit, debit, life.staff(FINANCE));
    },
  },
  {
    name: 'future item',
    weight: 3,
    do: async (life) => {
      const person = await anyone(life);
      const unitPrice = life.pick(['15', '4.4444', '-20', '-1.5']);
      const item = { customerId: person?.id, description: 'As agreed', unitPrice, quantity: life.pick(['1', '2.5']) };
      if (person) await life.attempt(AddFutureItem, item, life.staff('support'));
    },
  },
  {
    name: 'cancel a future item',
    weight: 1,
    do: async (life) => {
      const found = await recent(life, 'future_item', `status = 'open'`);
      if (found)
        await life.attempt(CancelFutureItem, { futureItemId: found.id, reason: 'Not needed' }, life.staff('support'));
    },
  },
  {
    name: 'undo a change of plan',
    weight: 2,
    do: async (life) => {
      const found = await recent(life, 'plan_change', `state IN ('applied', 'scheduled')`);
      const undo = { planChangeId: found?.id, reason: 'Changed their mind' };
      if (found) await life.attempt(UndoPlanChange, undo, life.staff('manager'));
    },
  },
  {
    name: 'cancel a recurring invoice',
    weight: 1,
    do: async (life) => {
      const found = await recent(life, 'invoice', `status = 'issued' AND kind = 'recurring'`);
      const step = { invoiceId: found?.id, reason: 'Wrong period', chargeAgain: life.chance(70) };
      if (found) await life.attempt(CancelRecurringInvoice, step, life.staff(FINANCE));
    },
  },
];
