import { join } from 'node:path';
import { type Lab, type LabDatabase, messageFrom } from '../lab.ts';
import { cpuOf, cpuOfFamily } from '../process-figures.ts';

const LIMIT_MS = 900_000;

/** What a worker is told to do, as the job of that name does it. */
export interface WorkOrder {
  readonly runId: string;
  readonly step: 'preview' | 'issue';
}

/** What a worker says when it is done. */
export interface WorkDone {
  readonly peakMegabytes?: number;
  readonly fault?: string;
}

export interface Work {
  readonly seconds: number;
  /** Of the worker that needed most. */
  readonly peakMegabytes: number;
  readonly workerMicroseconds: number;
  readonly databaseMicroseconds: number;
}

/** So many workers, each a process of its own, do one step of a run together. */
export async function doneByWorkers(lab: Lab, database: LabDatabase, order: WorkOrder, count = 1): Promise<Work> {
  const program = join(import.meta.dirname, 'worker.ts');
  const workers = await Promise.all(
    Array.from({ length: count }, () => lab.program(program, [], lab.environment(database))),
  );
  const cpuOfWorkers = (): number => workers.reduce((sum, worker) => sum + cpuOf(worker.pid), 0);
  const before = [cpuOfWorkers(), cpuOfFamily(lab.server.pid)] as const;
  const startedMs = performance.now();
  const done = workers.map((worker) => {
    const said = messageFrom<WorkDone>(worker.child, LIMIT_MS);
    worker.child.send(order);
    return said;
  });
  const said = await Promise.all(done);
  const seconds = (performance.now() - startedMs) / 1000;
  const workerMicroseconds = cpuOfWorkers() - before[0];
  const databaseMicroseconds = cpuOfFamily(lab.server.pid) - before[1];
  const fault = said.find((one) => one.fault !== undefined)?.fault;
  if (fault !== undefined) throw new Error(fault);
  await Promise.all(workers.map((worker) => worker.end()));
  const peakMegabytes = Math.max(...said.map((one) => one.peakMegabytes ?? 0));
  return { seconds, peakMegabytes, workerMicroseconds, databaseMicroseconds };
}

/** The whole run must have been written, and the money must be the same everywhere. */
export async function verifyRun(lab: Lab, database: LabDatabase, customers: number): Promise<void> {
  const owner = await lab.connect(database.ownerUrl);
  const { rows } = await owner.query<Record<string, string>>(`
    SELECT (SELECT count(*) FROM billing.invoice) AS invoices, (SELECT count(*) FROM billing.billing_run_item WHERE status = 'issued') AS items,
      (SELECT count(*) FROM billing.charged_period) - (SELECT count(*) FROM billing.invoice_line) AS uncharged,
      (SELECT sum(gross_minor) FROM billing.invoice) - (SELECT sum(gross_minor) FROM billing.invoice_line) AS lines,
      (SELECT sum(gross_minor) FROM billing.invoice) - (SELECT sum(gross_minor) FROM billing.billing_run_item) AS planned,
      (SELECT sum(gross_minor) FROM billing.invoice) + (SELECT sum(balance_minor) FROM billing.account) AS balances,
      (SELECT sum(gross_minor) FROM billing.invoice) - (SELECT sum(amount_minor) FROM billing.posting WHERE account_code = 'receivable') AS receivable,
      (SELECT sum(amount_minor) FROM billing.posting) AS ledger,
      (SELECT count(*) FROM billing.billing_run WHERE status = 'issued') AS runs`);
  await lab.disconnect(owner);
  const { invoices, items, runs, ...differences } = rows[0] ?? {};
  const complete = invoices === String(customers) && items === String(customers) && runs === '1';
  const exact = Object.values(differences).every((value) => value === '0');
  if (!complete || !exact) throw new Error(`the run was not written as it should be: ${JSON.stringify(rows[0])}`);
}
