import { ImportAllocations, ImportInvoices, ImportPayments } from '@demarc/billing';
import { addDays, IdSource, type LocalDate } from '@demarc/kernel';
import { systemActor } from '@demarc/access';
import type { Life, Person } from '../life.ts';
import type { SimAct } from './act.ts';
import { anyone } from './customers.ts';

const IMPORT = systemActor('import');
const TAX_PERCENT = 22;

/** Books that were kept in another system and come over: from then on they are worked with as our own are. */
export const MOVED_OVER: readonly SimAct[] = [
  {
    name: 'books of another system',
    weight: 2,
    do: async (life) => {
      const person = await anyone(life);
      if (!person) return;
      const issuedOn = addDays(life.today, -life.between(10, 200));
      const invoices = Array.from({ length: life.between(1, 3) }, () => oldInvoice(life, person, issuedOn));
      await life.attempt(ImportInvoices, { rows: invoices }, IMPORT);
      const paid = invoices[0];
      if (!paid || paid.status === 'void' || life.chance(50)) return;
      const payment = oldPayment(life, person, addDays(issuedOn, life.between(0, 9)));
      await life.attempt(ImportPayments, { rows: [payment] }, IMPORT);
      const settled = Math.min(Number(payment.amountMinor), grossOf(paid));
      const allocation = {
        payerKind: 'payment',
        payerId: payment.id,
        invoiceId: paid.id,
        amountMinor: String(settled),
      };
      if (life.chance(70))
        await life.attempt(ImportAllocations, { rows: [{ id: nextId(life), ...allocation }] }, IMPORT);
    },
  },
];

function oldInvoice(life: Life, person: Person, issuedOn: LocalDate) {
  const id = nextId(life);
  const netMinor = life.between(100, 9_000);
  const status = life.chance(20) ? 'void' : 'issued';
  const line = {
    id: nextId(life),
    position: 1,
    revenue: 'revenue.internet',
    description: 'Internet',
    quantity: '1',
    unit: '',
    unitPrice: (netMinor / 100).toFixed(2),
    taxPercent: String(TAX_PERCENT),
    netMinor: String(netMinor),
    taxMinor: String(Math.round((netMinor * TAX_PERCENT) / 100)),
  };
  return {
    ...owned(person),
    id,
    number: `OLD-${id}`,
    status,
    kind: 'recurring',
    issuedOn,
    dueOn: addDays(issuedOn, 14),
    note: '',
    sourceStatus: status === 'void' ? 'deleted' : 'not_paid',
    lines: [line],
  };
}

function oldPayment(life: Life, person: Person, receivedOn: LocalDate) {
  return {
    ...owned(person),
    id: nextId(life),
    methodId: life.pick(life.provider.methods),
    amountMinor: String(life.between(100, 9_000)),
    receivedOn,
    receiptNumber: '',
    note: '',
    reversed: false,
  };
}

function owned({ id, partnerId }: Person) {
  return { customerId: id, partnerId, currency: 'EUR' };
}

function grossOf({ lines }: ReturnType<typeof oldInvoice>): number {
  return lines.reduce((sum, line) => sum + Number(line.netMinor) + Number(line.taxMinor), 0);
}

function nextId(life: Life): string {
  return life.stage.app.get(IdSource).next();
}
