import { atLeast, atMost, type Benchmark, figure, type Finding, type Trial } from '../benchmark.ts';
import { inLab, type Lab, type LabDatabase } from '../lab.ts';
import { cpuOfFamily } from '../process-figures.ts';
import { median, rounded } from '../statistics.ts';
import { type PreparedRun, prepareRun } from './prepared-run.ts';
import { doneByWorkers, verifyRun, type Work } from './run-workers.ts';
import { issueSetBased } from './set-based.ts';

type Way = 'set-based SQL' | 'one worker' | 'two workers';
const WAYS: readonly Way[] = ['set-based SQL', 'one worker', 'two workers'];

interface Repetition extends Work {
  readonly way: Way;
}

const LARGE = 100_000;
const SMALL = 20_000;
const MOST_REPETITIONS = 5;
const BUDGET_MS = 120_000;

export const billingRun: Benchmark = {
  name: 'billing-run',
  sentence: 'Issue the invoices of a month: the product against set-based SQL that writes the same rows',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial)),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const customers = trial.quick ? SMALL : LARGE;
  trial.tell(`${customers} customers are made, and their run is previewed`);
  const run = await prepareRun(lab, 'large', customers);
  const repetitions: Repetition[] = [];
  const startedMs = performance.now();
  for (let count = 0; count < MOST_REPETITIONS; count += 1) {
    if (count > 0 && performance.now() - startedMs > (BUDGET_MS * count) / (count + 1)) break;
    for (const way of WAYS) repetitions.push(await repeat(lab, run, customers, way, trial));
  }
  const small = trial.quick ? undefined : await peakOfSmallRun(lab, trial);
  return findingOf(repetitions, customers, run.previewSeconds, small);
}

async function peakOfSmallRun(lab: Lab, trial: Trial): Promise<number> {
  await lab.drop('large');
  trial.tell(`${SMALL} customers, for the memory`);
  const run = await prepareRun(lab, 'small', SMALL);
  return (await repeat(lab, run, SMALL, 'one worker', trial)).peakMegabytes;
}

async function repeat(lab: Lab, run: PreparedRun, customers: number, way: Way, trial: Trial): Promise<Repetition> {
  const database = await lab.copy(run.base, 'repetition');
  try {
    const outcome =
      way === 'set-based SQL'
        ? await setBased(lab, database, run)
        : await doneByWorkers(lab, database, { runId: run.runId, step: 'issue' }, way === 'one worker' ? 1 : 2);
    await verifyRun(lab, database, customers);
    trial.tell(`${way}: ${(customers / outcome.seconds).toFixed(0)} invoices a second`);
    return { way, ...outcome };
  } finally {
    await lab.drop('repetition');
  }
}

async function setBased(lab: Lab, database: LabDatabase, run: PreparedRun): Promise<Work> {
  const client = await lab.connect(database.appUrl);
  const before = cpuOfFamily(lab.server.pid);
  const startedMs = performance.now();
  await issueSetBased(client, run.runId);
  const seconds = (performance.now() - startedMs) / 1000;
  const databaseMicroseconds = cpuOfFamily(lab.server.pid) - before;
  await lab.disconnect(client);
  return { seconds, peakMegabytes: 0, workerMicroseconds: 0, databaseMicroseconds };
}

function findingOf(
  repetitions: readonly Repetition[],
  customers: number,
  previewSeconds: number,
  smallPeak: number | undefined,
): Finding {
  const of = (way: Way): Repetition[] => repetitions.filter((one) => one.way === way);
  const rate = (way: Way): number => customers / median(of(way).map((one) => one.seconds));
  const base = rate('set-based SQL');
  const peak = Math.max(...of('one worker').map((one) => one.peakMegabytes));
  const perInvoice = (way: Way, field: 'workerMicroseconds' | 'databaseMicroseconds'): number =>
    median(of(way).map((one) => one[field])) / customers;
  return {
    figures: [
      ...WAYS.map((way) =>
        figure(`${way}, ${customers} customers, median of ${of(way).length}`, rate(way), 'invoices/s'),
      ),
      figure(
        'set-based SQL, processor time of the database',
        perInvoice('set-based SQL', 'databaseMicroseconds'),
        'µs/invoice',
      ),
      figure(
        'one worker, processor time of the database',
        perInvoice('one worker', 'databaseMicroseconds'),
        'µs/invoice',
      ),
      figure('one worker, its own processor time', perInvoice('one worker', 'workerMicroseconds'), 'µs/invoice'),
      figure(`preview, ${customers} customers`, customers / previewSeconds, 'accounts/s'),
      figure(`most memory of one worker, ${customers} customers`, peak, 'MB'),
      ...(smallPeak === undefined ? [] : [figure(`most memory of one worker, ${SMALL} customers`, smallPeak, 'MB')]),
    ],
    goals: [
      atLeast('one worker / set-based SQL', rounded(rate('one worker') / base), 0.8, ''),
      atLeast('two workers / set-based SQL', rounded(rate('two workers') / base), 1, ''),
      atMost(
        'time of the preview / of the run by one worker',
        rounded((previewSeconds * rate('one worker')) / customers),
        1,
        '',
      ),
      ...(smallPeak === undefined ? [] : [atMost('memory, large run / small run', rounded(peak / smallPeak), 1.2, '')]),
    ],
  };
}
