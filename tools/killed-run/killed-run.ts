import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { billingInvariants, ApproveRun, IssueRun, PreviewRun, PreviewRunJob } from '@demarc/billing';
import { addMonths, localDate, SeededRandom } from '@demarc/kernel';
import pg from 'pg';
import { prepareRun } from '../bench/billing-run/prepared-run.ts';
import type { WorkOrder } from '../bench/billing-run/run-workers.ts';
import { Lab, type LabDatabase, type LabProcess } from '../bench/lab.ts';
import { withProduct } from '../bench/product-app.ts';

const WORKER = join(import.meta.dirname, '../bench/billing-run/worker.ts');
/** A worker is killed somewhere in so many milliseconds after it was told to work. */
const LIFE_MS = 500;
const NEVER = new AbortController().signal;
const USAGE = `npm run demarc -- killed-run [--kills 100] [--workers 8] [--customers 2000] [--seed 1]
Lets workers issue billing runs and kills them (kill -9) at random moments, month after month, until so many have died; then
each customer has exactly one document of each month, numbers have no gap, and every promise about money holds.`;

interface Wish {
  readonly kills: number;
  readonly workers: number;
  readonly customers: number;
  readonly seed: string;
}

export async function killedRun(args: readonly string[]): Promise<number> {
  const wish = readWish(args);
  if (!wish) {
    process.stderr.write(`${USAGE}\n`);
    return args.includes('--help') ? 0 : 64;
  }
  const lab = await Lab.open({ fsync: 'off', full_page_writes: 'off' });
  try {
    const { base, runId } = await prepareRun(lab, 'prepared', wish.customers);
    const database = await lab.copy(base, 'killed');
    const rehearsal = new Rehearsal(lab, database, wish);
    await rehearsal.live(runId);
    const faults = await rehearsal.faults();
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    process.stdout.write(
      `${rehearsal.killed} workers killed in ${rehearsal.runs} runs of ${wish.customers} customers: ${faults.length === 0 ? 'everything holds' : `${faults.length} faults`}\n`,
    );
    return faults.length === 0 ? 0 : 1;
  } finally {
    await lab.close();
  }
}

function readWish(args: readonly string[]): Wish | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '100' },
      workers: { type: 'string', default: '8' },
      customers: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  const [kills = 0, workers = 0, customers = 0] = [values.kills, values.workers, values.customers].map(Number);
  if (values.help || !(kills > 0) || !(workers > 0) || !(customers > 0)) return undefined;
  return { kills, workers, customers, seed: values.seed };
}

class Rehearsal {
  killed = 0;
  runs = 0;
  private readonly lab: Lab;
  private readonly database: LabDatabase;
  private readonly wish: Wish;
  private readonly dice: SeededRandom;

  constructor(lab: Lab, database: LabDatabase, wish: Wish) {
    this.lab = lab;
    this.database = database;
    this.wish = wish;
    this.dice = new SeededRandom(wish.seed);
  }

  /** Month after month, until enough workers have died; the last run is left to end in peace. */
  async live(first: string): Promise<void> {
    for (let runId = first; ; runId = await this.nextMonth()) {
      this.runs += 1;
      await Promise.all(Array.from({ length: this.wish.workers }, () => this.workUntilIssued(runId)));
      process.stderr.write(`run ${this.runs} issued, ${this.killed} workers killed so far\n`);
      if (this.killed >= this.wish.kills) return;
    }
  }

  /** One place for a worker: who dies there is followed by another until the run is issued. */
  private async workUntilIssued(runId: string): Promise<void> {
    while (!(await this.isIssued(runId))) {
      const worker = await this.lab.program(WORKER, [], this.lab.environment(this.database));
      const done = new Promise<void>((resolve) => worker.child.once('message', () => resolve()));
      worker.child.send({ runId, step: 'issue' } satisfies WorkOrder);
      if (this.killed < this.wish.kills) await Promise.race([done, this.killSoon(worker)]);
      else await done;
      await worker.end();
    }
  }

  private async killSoon(worker: LabProcess): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.dice.below(LIFE_MS)));
    if (worker.child.exitCode !== null) return;
    this.killed += 1;
    process.kill(worker.pid, 'SIGKILL');
  }

  private async isIssued(runId: string): Promise<boolean> {
    const [run] = await this.owner<{ status: string }>('SELECT status FROM billing.billing_run WHERE id = $1', [runId]);
    return run?.status === 'issued';
  }

  private async nextMonth(): Promise<string> {
    const [last] = await this.owner<{ date: string }>('SELECT max(for_date)::text AS date FROM billing.billing_run');
    const forDate = addMonths(localDate(last?.date ?? ''), 1);
    const env = { ...this.lab.environment(this.database), CLOCK_START: `${forDate}T08:00:00Z` };
    return withProduct(env, async (product) => {
      const run = await product.run(PreviewRun, { forDate });
      await product.app.get(PreviewRunJob).run(run, { jobId: '', retryCount: 0, signal: NEVER });
      const [preview] = await this.owner<{ hash: string }>(
        'SELECT plan_hash AS hash FROM billing.billing_run WHERE id = $1',
        [run.runId],
      );
      const step = { runId: run.runId, planHash: preview?.hash };
      await product.run(ApproveRun, step);
      await product.run(IssueRun, step);
      return run.runId;
    });
  }

  /** What should not be; nothing when all is well. */
  async faults(): Promise<string[]> {
    const faults: string[] = [];
    for (const [what, sql] of Object.entries(QUESTIONS))
      for (const row of await this.owner<{ fault: string }>(sql)) faults.push(`${what}: ${row.fault}`);
    const [documents] = await this.owner<{ count: number }>('SELECT count(*)::int AS count FROM billing.invoice');
    const wanted = this.wish.customers * this.runs;
    if (documents?.count !== wanted) faults.push(`${documents?.count} documents where there should be ${wanted}`);
    for (const { id, sql } of billingInvariants)
      for (const row of await this.owner<{ violation: string }>(sql)) faults.push(`${id}: ${row.violation}`);
    return faults;
  }

  private async owner<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }
}

const QUESTIONS = {
  'two documents of one run': `SELECT customer_id || ' in run ' || run_id AS fault FROM billing.invoice GROUP BY customer_id, run_id HAVING count(*) > 1 LIMIT 5`,
  'a number twice': `SELECT number AS fault FROM billing.invoice GROUP BY series_id, number HAVING count(*) > 1 LIMIT 5`,
  'a gap in the numbers': `SELECT 'before ' || max(ordinal) || ' of series ' || series_id AS fault FROM billing.invoice
    GROUP BY series_id HAVING max(ordinal) - min(ordinal) + 1 <> count(*) OR min(ordinal) <> 1`,
  'a mail twice': `SELECT purpose || ' to ' || recipient AS fault FROM platform.message GROUP BY purpose, recipient, subject HAVING count(*) > 1 LIMIT 5`,
} as const;
