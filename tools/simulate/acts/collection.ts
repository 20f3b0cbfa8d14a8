import {
  CancelProforma,
  ChangeBillingSettings,
  CorrectInvoice,
  IssueProforma,
  LinkSubAccount,
  MakePromise,
  PreviewCorrection,
  PreviewRollback,
  ProtectCustomer,
  RecordPayment,
  RollBackSuspensions,
  UnlinkSubAccount,
} from '@demarc/billing';
import { addDays } from '@demarc/kernel';
import { type Life, Violation } from '../life.ts';
import type { SimAct } from './act.ts';
import { anyone } from './customers.ts';
import { decimal } from './money.ts';

const FINANCE = 'financial_manager';

export const COLLECTION_ACTS: readonly SimAct[] = [
  {
    name: 'a customer promises to pay',
    weight: 3,
    do: async (life) => {
      const person = await anyone(life, 'balance_minor < 0');
      const until = addDays(life.today, life.between(1, 6));
      if (person) await life.attempt(MakePromise, { customerId: person.id, until }, life.self(person));
    },
  },
  {
    name: 'protect or not',
    weight: 1,
    do: async (life) => {
      const person = await anyone(life);
      const reason = life.chance(50) ? 'Alarm line of a hospital' : null;
      if (person) await life.attempt(ProtectCustomer, { customerId: person.id, reason }, life.staff('manager'));
    },
  },
  {
    name: 'prepaid from now on, or not any more',
    weight: 2,
    do: async (life) => {
      const person = await anyone(life);
      const billingType = life.pick(['prepaid_custom', 'prepaid_daily', 'recurring', 'recurring']);
      const change = { customerId: person?.id, billingType };
      if (person) await life.attempt(ChangeBillingSettings, change, life.staff(FINANCE));
    },
  },
  {
    name: 'top up',
    weight: 5,
    do: async (life) => {
      const person = await anyone(life, `billing_type <> 'recurring'`);
      const amount = `${life.between(5, 90)}.${life.between(10, 99)}`;
      const payment = { customerId: person?.id, methodId: life.pick(life.provider.methods), amount };
      if (person) await life.attempt(RecordPayment, payment, life.staff(FINANCE));
    },
  },
  {
    name: 'a sub-account',
    weight: 2,
    do: async (life) => {
      const main = await anyone(life, `main_customer_id IS NULL AND billing_type = 'recurring'`);
      const sub = await life.one<{ id: string }>(
        `SELECT customer_id AS id FROM billing.account WHERE partner_id = $1 AND customer_id <> $2 AND main_customer_id IS NULL AND billing_type = 'recurring'
            AND lifecycle = 'active' ORDER BY customer_id`,
        [main?.partnerId, main?.id],
      );
      const mode = life.pick(['independent', 'aggregated']);
      const link = { customerId: sub?.id, mainCustomerId: main?.id, mode };
      if (main && sub) await life.attempt(LinkSubAccount, link, life.staff(FINANCE));
    },
  },
  {
    name: 'a sub-account on its own again',
    weight: 1,
    do: async (life) => {
      const sub = await anyone(life, 'main_customer_id IS NOT NULL');
      if (sub) await life.attempt(UnlinkSubAccount, { customerId: sub.id }, life.staff(FINANCE));
    },
  },
  {
    name: 'proforma, paid or cancelled',
    weight: 2,
    do: async (life) => {
      const person = await anyone(life);
      if (!person) return;
      const clerk = life.staff(FINANCE);
      const issued = await life.attempt(IssueProforma, { customerId: person.id, months: life.between(1, 3) }, clerk);
      if (!issued) return;
      const [row] = await life.stage.rows<{ gross: string }>(
        'SELECT gross_minor::text AS gross FROM billing.proforma WHERE id = $1',
        [issued.proformaId],
      );
      const how = life.dice.below(3);
      const payment = {
        customerId: person.id,
        methodId: life.pick(life.provider.methods),
        amount: decimal(BigInt(row?.gross ?? 0)),
      };
      if (how === 0) await life.attempt(RecordPayment, payment, clerk);
      if (how === 1) await life.attempt(CancelProforma, { proformaId: issued.proformaId, reason: 'Not wanted' }, clerk);
    },
  },
  { name: 'correct an invoice', weight: 2, do: correct },
  { name: 'roll suspensions back', weight: 1, do: rollBack },
];

/** The preview and the pair that is made say the same (M-12). */
async function correct(life: Life): Promise<void> {
  const line = await life.one<{ id: string; invoice: string }>(
    `SELECT line.id, line.invoice_id AS invoice FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id
      WHERE invoice.status = 'issued' ORDER BY line.id DESC LIMIT 60`,
  );
  if (!line) return;
  const clerk = life.staff(FINANCE);
  const others = await life.stage.rows<{ id: string }>(
    'SELECT id FROM billing.invoice_line WHERE invoice_id = $1 AND id <> $2 ORDER BY position',
    [line.invoice, line.id],
  );
  const lines = [
    { invoiceLineId: line.id, unitPrice: `${life.between(1, 40)}.5` },
    ...others.map(({ id }) => ({ invoiceLineId: id })),
  ];
  const wish = { invoiceId: line.invoice, lines } as never;
  const preview = await life.look(PreviewCorrection, wish, clerk);
  if (typeof preview === 'string') return;
  const step = { ...(wish as object), reason: 'Wrong price', planHash: preview.hash };
  if (!(await life.attempt(CorrectInvoice, step, clerk)))
    throw new Violation('M-12: a correction that was shown was refused');
}

async function rollBack(life: Life): Promise<void> {
  const batch = await life.one<{ id: string }>(
    `SELECT id FROM billing.suspension_batch WHERE status = 'applied' ORDER BY id DESC LIMIT 5`,
  );
  if (!batch) return;
  const manager = life.staff('manager');
  const until = addDays(life.today, 2);
  const preview = await life.look(PreviewRollback, { batchId: batch.id, until } as never, manager);
  if (typeof preview === 'string') return;
  const step = { batchId: batch.id, until, hash: preview.hash, reason: 'Suspended by mistake' };
  await life.attempt(RollBackSuspensions, step, manager);
}
