import { SettableClock } from '@demarc/kernel';
import { systemActor } from '@demarc/access';
import { QueryBus } from '@demarc/commands';
import { RunReport } from '@demarc/reporting';
import type pg from 'pg';
import { atMost, type Benchmark, figure, type Figure, type Finding, type Goal, type Trial } from '../benchmark.ts';
import { inLab, type Lab } from '../lab.ts';
import { openProductAt, Product } from '../product-app.ts';
import { fillCustomers, openProvider } from '../provider.ts';
import { median, rounded } from '../statistics.ts';
import { QUESTIONS, type Question } from './questions.ts';
import { fillYear } from './year.ts';

const CUSTOMERS = 100_000;
const MONTHS = 12;
const ROUNDS = 3;
const TODAY = '2025-12-31T12:00:00Z';
/** A report reads names, links, discounts, taxes and totals besides the figures, through row-level security. */
const MOST_RATIO = 4;
/** Only reading is measured: what is made beforehand need not wait for the disk, nor for anybody who tidies up meanwhile. */
const SETTINGS = {
  maintenance_work_mem: '256MB',
  max_wal_size: '8GB',
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  autovacuum: 'off',
};

export const reports: Benchmark = {
  name: 'reports',
  sentence: 'Reports over 100,000 customers with a year of documents, against the bare statement of the same question',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial), SETTINGS),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const count = trial.quick ? CUSTOMERS / 10 : CUSTOMERS;
  const database = await lab.product('reports');
  const owner = await lab.connect(database.ownerUrl);
  const app = await openProductAt(lab.environment(database), new SettableClock(new Date(TODAY)));
  try {
    trial.tell(`${count} customers and a year of their documents are made`);
    await fillCustomers(owner, await openProvider(new Product(app)), count, '2025-01-01');
    await fillYear(owner, '2025-01-01', MONTHS);
    trial.tell(`${QUESTIONS.length} reports are asked, in turn with the bare statements`);
    const queries = app.get(QueryBus);
    const figures: Figure[] = [];
    const goals: Goal[] = [];
    for (const question of QUESTIONS) {
      const { ours, bare } = await compare(queries, owner, question);
      figures.push(figure(question.what, rounded(ours), `ms; the bare statement ${bare.toFixed(0)} ms`));
      goals.push(atMost(`${question.what}, against the bare statement`, rounded(ours / bare), MOST_RATIO, '×'));
    }
    const ahead = await timed(() => ask(queries, 'future-charges', { through: '2026-03-31' }));
    figures.push(
      figure(
        'future charges of three months',
        rounded(ahead / 1000),
        `s; ${((ahead * 1000) / count).toFixed(0)} µs a customer`,
      ),
    );
    return { figures, goals };
  } finally {
    await app.close();
  }
}

/** In turn, so that both see the same caches and the same neighbours; medians. */
async function compare(
  queries: QueryBus,
  owner: pg.Client,
  question: Question,
): Promise<{ readonly ours: number; readonly bare: number }> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    bare.push(await timed(() => owner.query(question.bare)));
    ours.push(await timed(() => ask(queries, question.id, question.asked)));
  }
  return { ours: median(ours.slice(1)), bare: median(bare.slice(1)) };
}

function ask(queries: QueryBus, id: string, asked: object): Promise<unknown> {
  return queries.ask(
    RunReport,
    { id, asked, first: 100, offset: 0 },
    { actor: systemActor('benchmark'), requestId: 'benchmark' },
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
