import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Lab, type LabDatabase, messageFrom } from '../bench/lab.ts';
import { ROOT } from '../start/workspace.ts';
import { casesOf, readVectors, type Vector } from './format.ts';
import type { Chunk, Report } from './live-cases.ts';
import { randomCase } from './random-cases.ts';
import { CONVENTIONS } from './reference-cases.ts';
import type { CaseReport } from './verdict.ts';

const USAGE = `npm run vectors -- --dir FOLDER [--only ID] [--workers N] [--json]
npm run vectors -- --random N [--seed N] …
Lives every case of a folder through in the product, on databases of its own, and compares what came of it; or as many
random ones, whose answers are worked out by a calculator that shares nothing with the product.`;

/** Fewer cases than this are not worth a process more. */
const WORTH_A_PROCESS = 8;
const MOST_WORKERS = 4;
const CASES_LIMIT_MS = 3_600_000;

export async function vectors(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string' },
      only: { type: 'string' },
      random: { type: 'string' },
      seed: { type: 'string' },
      workers: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const { dir, random } = values;
  if (values.help || (dir === undefined && random === undefined)) {
    process.stderr.write(`${USAGE}\n`);
    return values.help ? 0 : 64;
  }
  const read = dir === undefined ? [] : readVectors(dir);
  const thrown = random === undefined ? [] : randomVectors(Number(random), Number(values.seed ?? 1));
  const cases = [...read, ...thrown].filter((one) => values.only === undefined || one.id === values.only);
  const most = Number(values.workers ?? Math.min(MOST_WORKERS, availableParallelism()));
  const workers = Math.max(1, Math.min(most, Math.ceil(cases.length / WORTH_A_PROCESS)));
  const report = await liveThrough(cases, workers);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : inWords(report));
  const isRight = report.cases.every((one) => one.result !== 'wrong');
  return isRight && report.violations.length === 0 && report.secondRunDocuments === 0 ? 0 : 1;
}

/** As if they had been read from a file, so that nothing about them is special. */
function randomVectors(count: number, seed: number): Vector[] {
  const cases = Array.from({ length: count }, (_, index) => randomCase(seed * 1_000_000 + index));
  return casesOf(`random cases of seed ${seed}`, JSON.stringify({ format: 1, conventions: CONVENTIONS, cases }));
}

/** Shares the cases out among processes; answers in the order of the cases. */
async function liveThrough(cases: readonly Vector[], workers: number): Promise<Report> {
  const lab = await Lab.open({ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
  try {
    const template = await lab.product('vectors');
    const waiting = chunksOf(cases, workers);
    const databases: LabDatabase[] = [];
    for (const index of waiting.keys()) databases.push(await lab.copy('vectors', `vectors_${index + 1}`));
    const todo = waiting.map((chunk, index) => ({ chunk, database: databases[index] ?? template }));
    const reports = await Promise.all(Array.from({ length: Math.min(workers, todo.length) }, () => work(lab, todo)));
    return together(cases, reports.flat());
  } finally {
    await lab.close();
  }
}

/** One process, which takes what waits until nothing does. */
async function work(lab: Lab, todo: { chunk: Chunk; database: LabDatabase }[]): Promise<Report[]> {
  const reports: Report[] = [];
  const worker = await lab.program(join(ROOT, 'tools/vectors/worker.ts'), [], process.env);
  for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
    const said = messageFrom<{ report?: Report; fault?: string }>(worker.child, CASES_LIMIT_MS);
    worker.child.send({ chunk: next.chunk, env: lab.commandEnvironment(next.database) });
    const { report, fault } = await said;
    if (!report) throw new Error(`cases could not be lived through: ${fault ?? 'no word why'}`);
    for (const one of report.cases)
      process.stderr.write(`${one.result.padEnd(11)} ${one.id}${one.reason ? `: ${one.reason}` : ''}\n`);
    reports.push(report);
  }
  await worker.end();
  return reports;
}

/** By currency and time zone, and large groups in as many parts as there are processes; the longest first. */
function chunksOf(cases: readonly Vector[], workers: number): Chunk[] {
  const groups = new Map<string, Vector[]>();
  for (const one of cases) {
    const key = `${one.given.currency ?? 'EUR'} ${one.given.time_zone ?? 'UTC'}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const most = Math.max(WORTH_A_PROCESS, Math.ceil(cases.length / workers));
  const chunks = [...groups].flatMap(([key, members]) => {
    const [currency = '', timeZone = ''] = key.split(' ');
    const parts = Math.ceil(members.length / most);
    // Dealt out like cards: cases of one file are alike, and so are their costs.
    return Array.from({ length: parts }, (_, part) => ({
      currency,
      timeZone,
      cases: members.filter((_one, index) => index % parts === part),
    }));
  });
  return chunks.sort((left, right) => right.cases.length - left.cases.length);
}

function together(cases: readonly Vector[], reports: readonly Report[]): Report {
  const byId = new Map<string, CaseReport[]>();
  for (const one of reports.flatMap((report) => report.cases)) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
  return {
    cases: cases.flatMap(({ id }) => byId.get(id)?.shift() ?? []),
    violations: reports.flatMap((report) => report.violations),
    secondRunDocuments: reports.reduce((sum, report) => sum + report.secondRunDocuments, 0),
  };
}

function inWords({ cases, violations, secondRunDocuments }: Report): string {
  const count = (result: CaseReport['result']): number => cases.filter((one) => one.result === result).length;
  return [
    `${count('right')} right, ${count('wrong')} wrong, ${count('unsupported')} unsupported`,
    ...violations.map(({ id, violation }) => `${id} does not hold: ${violation}`),
    `a second run made ${secondRunDocuments} documents`,
    '',
  ].join('\n');
}
