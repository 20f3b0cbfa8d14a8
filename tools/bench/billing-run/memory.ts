import { atMost, type Benchmark, figure, type Finding, type Trial } from '../benchmark.ts';
import { inLab, type Lab } from '../lab.ts';
import { rounded } from '../statistics.ts';
import { prepareRun } from './prepared-run.ts';
import { doneByWorkers, verifyRun, type Work } from './run-workers.ts';

const SIZES = { small: 100_000, large: 500_000 } as const;
const QUICK_SIZES = { small: 10_000, large: 50_000 } as const;
/** "The same": what V8 happens to hold when it next collects differs by as much between two runs of one size. */
const SAME = 1.2;

interface Needed {
  readonly preview: Work;
  readonly issue: Work;
}

export const billingRunMemory: Benchmark = {
  name: 'billing-run-memory',
  sentence:
    'The most memory of the process that previews a run and of the one that issues it, 100,000 and 500,000 customers',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial)),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const sizes = trial.quick ? QUICK_SIZES : SIZES;
  const small = await needed(lab, 'small', sizes.small, trial);
  const large = await needed(lab, 'large', sizes.large, trial);
  const ratio = (step: keyof Needed): number => rounded(large[step].peakMegabytes / small[step].peakMegabytes);
  return {
    figures: (['preview', 'issue'] as const).flatMap((step) => [
      figure(`${step}, ${sizes.small} customers`, small[step].peakMegabytes, 'MB'),
      figure(`${step}, ${sizes.large} customers`, large[step].peakMegabytes, 'MB'),
      figure(`${step}, ${sizes.small} customers, pace`, sizes.small / small[step].seconds, 'customers/s'),
      figure(`${step}, ${sizes.large} customers, pace`, sizes.large / large[step].seconds, 'customers/s'),
    ]),
    goals: [
      atMost('memory of the preview, large / small', ratio('preview'), SAME, ''),
      atMost('memory of issuing, large / small', ratio('issue'), SAME, ''),
    ],
  };
}

async function needed(lab: Lab, name: string, customers: number, trial: Trial): Promise<Needed> {
  trial.tell(`${customers} customers are made`);
  const previews: Work[] = [];
  const { runId } = await prepareRun(lab, name, customers, async (_product, run, made) => {
    previews.push(await doneByWorkers(lab, made, { runId: run.runId, step: 'preview' }));
  });
  const [preview] = previews;
  if (!preview) throw new Error('nothing was previewed');
  trial.tell(`previewed in ${preview.seconds.toFixed(0)} s with ${preview.peakMegabytes.toFixed(0)} MB`);
  const database = await lab.database(name);
  const issue = await doneByWorkers(lab, database, { runId, step: 'issue' });
  trial.tell(`issued in ${issue.seconds.toFixed(0)} s with ${issue.peakMegabytes.toFixed(0)} MB`);
  await verifyRun(lab, database, customers);
  await lab.drop(name);
  return { preview, issue };
}
