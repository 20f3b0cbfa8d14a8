import { IssueOneTimeInvoice, PlaceHold, RecordPayment, StartCheckout, VoidInvoice } from '@demarc/billing';
import type { SimAct } from './act.ts';
import { anyone } from './customers.ts';

const NONSENSE = { isNonsense: true };

/** What nobody may do. Each has to be refused, and to leave nothing behind; a success is a violation. */
export const MISCHIEF: readonly SimAct[] = [
  {
    name: 'a void by support',
    weight: 1,
    do: async (life) => {
      const invoice = await life.one<{ id: string }>('SELECT id FROM billing.invoice ORDER BY number');
      if (!invoice) return;
      const done = await life.attempt(VoidInvoice, { invoiceId: invoice.id, reason: 'Please' }, life.staff('support'));
      if (done) throw new Error('support voided an invoice');
    },
  },
  {
    name: 'a payment in another partner’s books',
    weight: 1,
    do: async (life) => {
      const person = await anyone(life);
      const other = life.provider.partnerIds.find((id) => id !== person?.partnerId);
      if (!person || !other) return;
      const payment = { customerId: person.id, methodId: life.provider.methods[0], amount: '5' };
      if (await life.attempt(RecordPayment, payment, life.staffOf('administrator', other)))
        throw new Error('a payment crossed partners');
    },
  },
  {
    name: 'a customer pays from another’s page',
    weight: 1,
    do: async (life) => {
      const [person, other] = [await anyone(life), await anyone(life)];
      if (!person || !other || person.id === other.id) return;
      if (await life.attempt(StartCheckout, { customerId: other.id, amount: '5' }, life.self(person)))
        throw new Error('a customer acted for another');
    },
  },
  {
    name: 'nonsense',
    weight: 2,
    do: async (life) => {
      const person = await anyone(life);
      if (!person) return;
      const wrong: readonly object[] = [
        { amount: '-5' },
        { amount: '0' },
        { amount: '1e3' },
        { amount: '5.001' },
        { amount: '' },
      ];
      const payment = { customerId: person.id, methodId: life.provider.methods[0], ...life.pick(wrong) };
      if (await life.attempt(RecordPayment, payment, life.staff('financial_manager'), NONSENSE))
        throw new Error('nonsense was booked');
      const lines: readonly object[] = [];
      if (
        await life.attempt(
          IssueOneTimeInvoice,
          { customerId: person.id, lines },
          life.staff('financial_manager'),
          NONSENSE,
        )
      )
        throw new Error('an empty invoice was issued');
      if (await life.attempt(PlaceHold, { customerId: person.id, reason: '' }, life.staff('support'), NONSENSE))
        throw new Error('a hold without a reason');
    },
  },
];
