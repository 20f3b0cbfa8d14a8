import { once } from 'node:events';
import { join } from 'node:path';
import { WriteNote } from '@demarc/crm';
import { type PostgresServer, startPostgres } from '@demarc/postgres-server';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareRun } from '../../tools/bench/billing-run/prepared-run.ts';
import { Lab, type LabDatabase, type LabProcess } from '../../tools/bench/lab.ts';
import { type Product, withProduct } from '../../tools/bench/product-app.ts';
import { exitCodeOf, spawnCommand } from '../../tools/start/product-command.ts';
import { ROOT } from '../../tools/start/workspace.ts';
import { eventually } from './staged-provider.ts';

const CUSTOMERS = 2_000;
const LIMIT_MS = 180_000;

let lab: Lab;
let database: LabDatabase;
let runId: string;
let restarted: PostgresServer | undefined;
beforeAll(async () => {
  lab = await Lab.open();
  ({ runId } = await prepareRun(lab, 'prepared', CUSTOMERS));
  database = await lab.copy('prepared', 'killed');
  // The bench's customers have statuses for its lists; here the books have to be right.
  await owner('UPDATE billing.account SET customer_status = $1', ['active']);
}, LIMIT_MS);
afterAll(async () => {
  await restarted?.stop();
  await lab.close();
});

it(
  'a killed worker and a killed database leave each customer one document, and keep all that was acknowledged',
  { timeout: LIMIT_MS },
  async () => {
    expect(await violations()).toEqual([]);
    const worker = await startWorker();
    await eventually('the first invoices', async () => (await issued()) > 0, 60_000);
    await kill(worker);
    const atKill = await issued();
    expect(atKill).toBeLessThan(CUSTOMERS);

    const second = await startWorker();
    await eventually('invoices of the second worker', async () => (await issued()) > atKill, 60_000);
    const acknowledged = await withProduct(lab.environment(database), async (product) => {
      const writing = writeNotes(product);
      await eventually('notes while the run goes on', async () => writing.done.length >= 20, 60_000);
      await killPostgres();
      writing.stop();
      return writing.finished;
    });
    expect(acknowledged.length).toBeGreaterThanOrEqual(20);
    const kept = await owner<{ text: string }>('SELECT text FROM crm.note');
    expect(acknowledged.filter((text) => !kept.some((row) => row.text === text))).toEqual([]);

    await eventually('the end of the run', async () => (await issued()) === CUSTOMERS, 120_000);
    await kill(second);
    const [documents] = await owner<{ invoices: string; customers: string; doubled: string }>(
      `SELECT count(*) AS invoices, count(DISTINCT customer_id) AS customers, count(*) - count(DISTINCT number) AS doubled
     FROM billing.invoice WHERE run_id = $1`,
      [runId],
    );
    expect(documents).toEqual({ invoices: String(CUSTOMERS), customers: String(CUSTOMERS), doubled: '0' });
    expect(await violations()).toEqual([]);
  },
);

/** What `demarc check` finds. */
async function violations(): Promise<string[]> {
  const check = spawnCommand(ROOT, ['check', '--json'], lab.commandEnvironment(database), ['ignore', 'pipe', 2]);
  let text = '';
  check.stdout?.on('data', (part: Buffer) => (text += part.toString()));
  await exitCodeOf(check);
  const { results } = JSON.parse(text) as { results: { id: string; violations: string[] }[] };
  return results.flatMap(({ id, violations: found }) => found.map((one) => `${id}: ${one}`));
}

function startWorker(): Promise<LabProcess> {
  return lab.role('worker', lab.environment(database));
}

async function kill(worker: LabProcess): Promise<void> {
  if (worker.child.exitCode !== null || worker.child.signalCode !== null) return;
  const ended = once(worker.child, 'exit');
  process.kill(worker.pid, 'SIGKILL');
  await ended;
}

/** As a power cut does; then it starts where it was, on the same port. */
async function killPostgres(): Promise<void> {
  const { pid, port, exited } = lab.server;
  process.kill(pid, 'SIGKILL');
  await exited;
  restarted = await startPostgres({ dataDir: join(lab.folder, 'postgres'), port });
}

async function issued(): Promise<number> {
  const [row] = await owner<{ count: number }>('SELECT count(*)::int AS count FROM billing.invoice WHERE run_id = $1', [
    runId,
  ]);
  return row?.count ?? 0;
}

/** Writes one note after the other and remembers those that were acknowledged. */
function writeNotes(product: Product): { readonly done: string[]; readonly finished: Promise<string[]>; stop(): void } {
  const done: string[] = [];
  let isStopped = false;
  const write = async (): Promise<string[]> => {
    const [customer] = await owner<{ id: string }>('SELECT id FROM crm.customer ORDER BY number LIMIT 1');
    for (let number = 1; !isStopped; number += 1) {
      const text = `note ${number}`;
      await product.run(WriteNote, { customerId: customer?.id, text }).then(
        () => done.push(text),
        // Refused while the database was away: nobody was told that it was written.
        () => undefined,
      );
    }
    return done;
  };
  return {
    done,
    finished: write(),
    stop: () => {
      isStopped = true;
    },
  };
}

async function owner<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
