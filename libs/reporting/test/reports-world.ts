import {
  AddService,
  ApproveRun,
  ChangePolicy,
  CreatePlan,
  DefinePaymentMethod,
  DefineTaxRate,
  EndService,
  IssueOneTimeInvoice,
  IssueRun,
  type PaymentMethodId,
  type PlanId,
  PostDebit,
  PreviewRun,
  RecordPayment,
  TurnServices,
  VoidInvoice,
} from '@demarc/billing';
import type { CustomerId } from '@demarc/crm';
import type { Actor } from '@demarc/access';
import { superAdministrator } from '@demarc/testing';
import { RunReport } from '../src/index.js';
import { openPerson, openReportingWorld, type ReportingWorld } from './reporting-world.js';

export interface Told {
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  readonly totals: Readonly<Record<string, string | null>>;
  readonly count: number;
  readonly sentence: string;
}

export interface ReportsWorld extends ReportingWorld {
  readonly ana: CustomerId;
  readonly bob: CustomerId;
  readonly carl: CustomerId;
  readonly methodId: PaymentMethodId;
  readonly planId: PlanId;
  /** Prepares, approves and issues a run. */
  bill(forDate: string, customerIds?: readonly CustomerId[]): Promise<void>;
  report(id: string, asked?: object, actor?: Actor): Promise<Told>;
}

/** Three customers of two partners from January to 15 March 2026: runs, payments, a void invoice, one who left. */
export async function openReportsWorld(): Promise<ReportsWorld> {
  const base = await openReportingWorld();
  const { world } = base;
  const day = (on: string): void => world.clock.set(new Date(`${on}T15:00:00Z`));
  day('2026-01-01');
  const ana = await openPerson(world, base.north, { name: 'Ana Example' });
  const bob = await openPerson(world, base.south, { name: 'Bob Example' });
  const { taxRateId } = await world.run(DefineTaxRate, { name: 'VAT 22', percent: '22' });
  const internet = { kind: 'internet', taxInclusive: false, taxRateId };
  const { planId } = await world.run(CreatePlan, { ...internet, title: 'Fibre 100', unitPrice: '1000' });
  const { planId: small } = await world.run(CreatePlan, { ...internet, title: 'Fibre 50', unitPrice: '333.33' });
  const { paymentMethodId: methodId } = await world.run(DefinePaymentMethod, { name: 'Cash', ledgerAccount: 'cash' });
  await world.run(AddService, { customerId: ana, planId, startsOn: '2026-01-01' });
  const { serviceId } = await world.run(AddService, { customerId: bob, planId: small, startsOn: '2026-01-11' });
  await bill('2026-01-01');
  await world.run(RecordPayment, { customerId: ana, methodId, amount: '1220.00' });
  day('2026-02-01');
  const carl = await openPerson(world, base.north, { name: 'Carl Example' });
  await world.run(AddService, { customerId: carl, planId: small, startsOn: '2026-02-10' });
  await bill('2026-02-01');
  await world.run(RecordPayment, { customerId: ana, methodId, amount: '500.00' });
  await world.run(EndService, { serviceId, endsOn: '2026-02-28' });
  const cable = { lines: [{ description: 'Cable', unitPrice: '10.00', taxRateId }] };
  const wrong = await world.run(IssueOneTimeInvoice, { customerId: carl, ...cable });
  await world.run(VoidInvoice, { invoiceId: wrong.invoiceId, reason: 'Wrong customer' });
  await world.run(IssueOneTimeInvoice, { customerId: bob, ...cable });
  day('2026-03-01');
  await bill('2026-03-01');
  day('2026-03-15');
  await world.run(RecordPayment, { customerId: carl, methodId, amount: '2000.00' });
  await world.run(ChangePolicy, { debitsWithoutDocument: true });
  await world.run(PostDebit, { customerId: ana, amount: '7.00', description: 'Call-out' });
  await world.settle();

  async function bill(forDate: string, customerIds?: readonly CustomerId[]): Promise<void> {
    await world.app.get(TurnServices).run();
    const { runId } = await world.run(PreviewRun, { forDate, ...(customerIds ? { customerIds } : {}) });
    await world.settle();
    const [run] = await world.rows<{ plan_hash: string }>('SELECT plan_hash FROM billing.billing_run WHERE id = $1', [
      runId,
    ]);
    await world.run(ApproveRun, { runId, planHash: run?.plan_hash });
    await world.run(IssueRun, { runId, planHash: run?.plan_hash });
    await world.settle();
  }

  const report = async (id: string, asked: object = {}, actor: Actor = superAdministrator()): Promise<Told> => {
    const { answered } = await world.ask(RunReport, { id, asked, first: 200, offset: 0 }, actor);
    return answered;
  };
  return { ...base, bill, ana, bob, carl, methodId, planId, report };
}
