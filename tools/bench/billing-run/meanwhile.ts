import { setTimeout as delay } from 'node:timers/promises';
import { ApproveRun, IssueRun, PreviewRun } from '@demarc/billing';
import { addMonths, type LocalDate, localDate } from '@demarc/kernel';
import type pg from 'pg';
import { atMost, type Benchmark, figure, type Finding, type Trial } from '../benchmark.ts';
import { HttpLoad } from '../http-load.ts';
import { inLab, type Lab } from '../lab.ts';
import { type Product, withProduct } from '../product-app.ts';
import { fillCustomers, openProvider } from '../provider.ts';
import { quantile, rounded } from '../statistics.ts';
import { waitUntil } from '../waiting.ts';
import { KINDS, Office, PER_SECOND, type Waits } from './office.ts';

const CUSTOMERS = 100_000;
const ROUNDS = 2;
const QUIET_SECONDS = 21;
/** Of work at a time; the spell in which a step of the run ends does not count. */
const SPELL_SECONDS = 3;
/** Rows of a table that nobody should read from end to end for one customer. */
const LARGE = 50_000;
const LOOK_MS = 500;
const STEP_LIMIT_MS = 900_000;
/** "Less than doubled". */
const MOST = 2;

const PHASES = ['quiet', 'previewing', 'issuing'] as const;
type Phase = (typeof PHASES)[number];
type Spell = (seconds: number) => Promise<Waits>;

export const meanwhile: Benchmark = {
  name: 'billing-run-api',
  sentence: 'How long the office waits for lists, records and payments while a run of 100,000 is previewed and issued',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial)),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const [customers, rounds] = trial.quick ? [CUSTOMERS / 4, 2] : [CUSTOMERS, ROUNDS];
  const firstMonth = addMonths(localDate(`${new Date().toISOString().slice(0, 8)}01`), -rounds);
  trial.tell(`${customers} customers are made`);
  const database = await lab.product('office');
  const owner = await lab.connect(database.ownerUrl);
  return withProduct(lab.environment(database), async (product) => {
    const provider = await openProvider(product);
    await fillCustomers(owner, provider, customers, firstMonth);
    const office = await Office.open(product, provider, owner);
    const http = await lab.role('http', lab.environment(database));
    await lab.role('worker', lab.environment(database));
    await office.tryAll(http.address);
    const load = await HttpLoad.open(lab);
    const spell: Spell = (seconds) => office.work(load, http.address, seconds);
    await spell(SPELL_SECONDS);
    // A provider that has billed before: on empty tables everybody is quicker than he will ever be again.
    await billMonth(product, owner, firstMonth, () => delay(LOOK_MS, () => undefined));
    const waits = new Map<Phase, Waits[]>(PHASES.map((phase) => [phase, []]));
    const scanned: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = await rowsScanned(owner);
      waits.get('quiet')?.push(await spell(QUIET_SECONDS));
      scanned.push(((await rowsScanned(owner)) - before) / (QUIET_SECONDS * PER_SECOND));
      await billMonth(product, owner, addMonths(firstMonth, round + 1), async (phase) => {
        const one = await spell(SPELL_SECONDS);
        return () => waits.get(phase)?.push(one);
      });
      trial.tell(PHASES.map((phase) => `${phase} ${p95(waits.get(phase) ?? []).toFixed(0)} ms`).join(', '));
    }
    const { rows } = await owner.query<{ taken: number }>('SELECT count(*)::int AS taken FROM billing.payment');
    if (rows[0]?.taken !== office.payments) throw new Error(`${rows[0]?.taken} of ${office.payments} payments`);
    return findingOf(waits, Math.max(...scanned));
  });
}

/** A worker previews and issues the run; meanwhile people work, and what they waited counts when the step still went on. */
async function billMonth(
  product: Product,
  owner: pg.Client,
  forDate: LocalDate,
  work: (phase: Phase) => Promise<() => void>,
): Promise<void> {
  const run = async (): Promise<{ status: string; planHash: string } | undefined> =>
    (
      await owner.query<{ status: string; planHash: string }>(
        'SELECT status, plan_hash AS "planHash" FROM billing.billing_run WHERE for_date = $1',
        [forDate],
      )
    ).rows[0];
  const during = async (phase: Phase): Promise<void> => {
    const startedMs = performance.now();
    while ((await run())?.status === phase) {
      if (performance.now() - startedMs > STEP_LIMIT_MS) throw new Error(`the run is ${phase} for too long`);
      const keep = await work(phase);
      if ((await run())?.status === phase) keep();
    }
  };
  const { runId } = await product.run(PreviewRun, { forDate });
  await during('previewing');
  const step = { runId, planHash: (await run())?.planHash };
  await product.run(ApproveRun, step);
  await product.run(IssueRun, step);
  await during('issuing');
  await waitUntil(async () => (await run())?.status === 'issued', STEP_LIMIT_MS, 'the end of the run');
}

/** What grows with the data stands out here before it does in the waits: an index that a question lacks. */
async function rowsScanned(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ scanned: number }>(
    `SELECT coalesce(sum(seq_tup_read), 0)::float8 AS scanned FROM pg_stat_user_tables WHERE n_live_tup > ${LARGE}`,
  );
  return rows[0]?.scanned ?? 0;
}

function p95(waits: readonly Waits[], kinds: readonly (typeof KINDS)[number][] = KINDS): number {
  const all = waits.flatMap((one) => kinds.flatMap((kind) => one[kind]));
  return all.length === 0 ? Number.NaN : quantile(all, 0.95);
}

function findingOf(waits: ReadonlyMap<Phase, readonly Waits[]>, scanned: number): Finding {
  const of = (phase: Phase): readonly Waits[] => waits.get(phase) ?? [];
  const ratio = (phase: Phase): number => rounded(p95(of(phase)) / p95(of('quiet')));
  return {
    figures: [
      ...PHASES.flatMap((phase) => [
        figure(`${phase}, p95 of ${of(phase).flatMap(Object.values).flat().length} answers`, p95(of(phase)), 'ms'),
        ...KINDS.map((kind) => figure(`${phase}, p95 of ${kind}s`, p95(of(phase), [kind]), 'ms')),
      ]),
    ],
    goals: [
      atMost('p95 while a run is previewed / without one', ratio('previewing'), MOST, ''),
      atMost('p95 while a run is issued / without one', ratio('issuing'), MOST, ''),
      atMost('rows of large tables read from end to end, an answer', scanned, 1, ''),
    ],
  };
}
