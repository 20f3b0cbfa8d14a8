import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { billingInvariants, ApproveRun, IssueRun, PreviewRun, PreviewRunJob } from '@demarc/billing';
import { addMonths, localDate, SeededRandom } from '@demarc/kernel';
import pg from 'pg';
import { prepareRun } from '../bench/billing-run/prepared-run.ts';
import type { WorkOrder } from '../bench/billing-run/run-workers.ts';
import { Lab, type LabDatabase, type LabProcess } from '../bench/lab.ts';
import { type Product, withProduct } from '../bench/product-app.ts';
import { tellUsage, tellVerdict } from '../stage/rehearsal.ts';
import { lettersByKilledSenders } from './letters.ts';

const WORKER = join(import.meta.dirname, '../bench/billing-run/worker.ts');
/** A worker is killed somewhere in so many milliseconds after it was told to work. */
const LIFE_MS = 500;
/** Senders of mails are killed too, one for so many workers. */
const KILLS_A_MAIL_KILL = 5;
const NEVER = new AbortController().signal;
const USAGE = `npm run demarc -- killed-run [--kills 100] [--workers 8] [--customers 2000] [--seed 1]
Each month is billed by two runs at once, each told twice to issue, and the workers that issue them are killed (kill -9) at
random moments, until so many have died; then senders of letters. Each customer has exactly one document of each month, numbers
have no gap, no letter came twice, and every promise about money holds.`;

interface Wish {
  readonly kills: number;
  readonly workers: number;
  readonly customers: number;
  readonly seed: string;
}

export async function killedRun(args: readonly string[]): Promise<number> {
  const wish = readWish(args);
  if (!wish) return tellUsage(USAGE, args);
  const lab = await Lab.open({ fsync: 'off', full_page_writes: 'off' });
  try {
    const { base, runId } = await prepareRun(lab, 'prepared', wish.customers);
    const database = await lab.copy(base, 'killed');
    const rehearsal = new Rehearsal(lab, database, wish);
    await rehearsal.live(runId);
    const mailKills = Math.ceil(wish.kills / KILLS_A_MAIL_KILL);
    const mails = await lettersByKilledSenders(lab, database, mailKills, new SeededRandom(`${wish.seed} letters`));
    const faults = [...(await rehearsal.faults()), ...mails];
    return tellVerdict(
      `${rehearsal.killed} workers killed in ${rehearsal.months} months of ${wish.customers} customers, two runs each`,
      faults,
    );
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
  months = 0;
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

  /** Month after month, until enough workers have died; the last runs are left to end in peace. */
  async live(first: string): Promise<void> {
    let runIds = [first, ...(await this.previewed(1))];
    await this.issueTwice(runIds);
    for (;;) {
      this.months += 1;
      const runOf = (place: number): string => runIds[place % runIds.length] ?? first;
      const places = Array.from({ length: Math.max(this.wish.workers, runIds.length) }, (_, place) => place);
      await Promise.all(places.map((place) => this.workUntilIssued(runOf(place))));
      process.stderr.write(`month ${this.months} issued, ${this.killed} workers killed so far\n`);
      if (this.killed >= this.wish.kills) return;
      runIds = await this.previewed(2);
      await this.issueTwice(runIds);
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

  /** So many runs of one day, each with everybody in its preview: a rival of the run that is there, or two of the next month. */
  private async previewed(count: number): Promise<string[]> {
    const [last] = await this.owner<{ date: string }>('SELECT max(for_date)::text AS date FROM billing.billing_run');
    const forDate = addMonths(localDate(last?.date ?? ''), count - 1);
    return this.inProduct(async (product) => {
      const runIds: string[] = [];
      for (let one = 0; one < count; one += 1) {
        const run = await product.run(PreviewRun, { forDate });
        await product.app.get(PreviewRunJob).run(run, { jobId: '', retryCount: 0, signal: NEVER });
        await product.run(ApproveRun, await this.step(run.runId));
        runIds.push(run.runId);
      }
      return runIds;
    });
  }

  /** Two people say "issue", of each run, in the same moment. */
  private async issueTwice(runIds: readonly string[]): Promise<void> {
    await this.inProduct(async (product) => {
      const steps = await Promise.all(runIds.map((runId) => this.step(runId)));
      await Promise.all([...steps, ...steps].map((step) => product.run(IssueRun, step)));
    });
  }

  private async step(runId: string): Promise<object> {
    const [run] = await this.owner<{ hash: string }>(
      'SELECT plan_hash AS hash FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    return { runId, planHash: run?.hash };
  }

  /** On the day of the latest run. */
  private async inProduct<T>(work: (product: Product) => Promise<T>): Promise<T> {
    const [last] = await this.owner<{ date: string }>('SELECT max(for_date)::text AS date FROM billing.billing_run');
    return withProduct({ ...this.lab.environment(this.database), CLOCK_START: `${last?.date}T08:00:00Z` }, work);
  }

  /** What should not be; nothing when all is well. */
  async faults(): Promise<string[]> {
    const faults: string[] = [];
    for (const [what, sql] of Object.entries(QUESTIONS))
      for (const row of await this.owner<{ fault: string }>(sql)) faults.push(`${what}: ${row.fault}`);
    const [documents] = await this.owner<{ count: number }>('SELECT count(*)::int AS count FROM billing.invoice');
    const wanted = this.wish.customers * this.months;
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
  'two documents of one month': `SELECT customer_id || ' for ' || period AS fault FROM billing.invoice GROUP BY customer_id, period HAVING count(*) > 1 LIMIT 5`,
  'a run that did not end': `SELECT id || ' is ' || status AS fault FROM billing.billing_run WHERE status <> 'issued' LIMIT 5`,
  'a number twice': `SELECT number AS fault FROM billing.invoice GROUP BY series_id, number HAVING count(*) > 1 LIMIT 5`,
  'a gap in the numbers': `SELECT 'before ' || max(ordinal) || ' of series ' || series_id AS fault FROM billing.invoice
    GROUP BY series_id HAVING max(ordinal) - min(ordinal) + 1 <> count(*) OR min(ordinal) <> 1`,
  'a mail twice': `SELECT purpose || ' to ' || recipient AS fault FROM platform.message GROUP BY purpose, recipient, subject HAVING count(*) > 1 LIMIT 5`,
} as const;
