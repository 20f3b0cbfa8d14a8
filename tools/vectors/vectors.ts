import { parseArgs } from 'node:util';
import { billingInvariants } from '@demarc/billing';
import { SetUpOperator } from '@demarc/crm';
import { Refusal } from '@demarc/kernel';
import { Lab } from '../bench/lab.ts';
import { Stage } from '../stage/stage.ts';
import { CaseLife } from './case-life.ts';
import { readVectors, type Vector } from './format.ts';
import { Unsupported } from './timeline.ts';
import { type CaseReport, judge } from './verdict.ts';

interface Report {
  readonly cases: CaseReport[];
  /** Promises about the stored data that do not hold after all cases. */
  readonly violations: { readonly id: string; readonly violation: string }[];
  /** Documents that a second run on each case's last day made: none. */
  readonly secondRunDocuments: number;
}

const USAGE = `npm run vectors -- --dir FOLDER [--only ID] [--json]
Lives every case of a folder through in the product, on a database of its own, and compares what came of it.`;

export async function vectors(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || values.dir === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return values.help ? 0 : 64;
  }
  const cases = readVectors(values.dir).filter((one) => values.only === undefined || one.id === values.only);
  const report: Report = { cases: [], violations: [], secondRunDocuments: 0 };
  const lab = await Lab.open({ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
  try {
    let made = report;
    for (const [group, members] of groups(cases)) made = await liveGroup(lab, group, members, made);
    process.stdout.write(values.json ? `${JSON.stringify(made)}\n` : inWords(made));
    const isRight = made.cases.every((one) => one.result !== 'wrong');
    return isRight && made.violations.length === 0 && made.secondRunDocuments === 0 ? 0 : 1;
  } finally {
    await lab.close();
  }
}

/** An installation has one currency and one time zone: cases that differ in these are lived through side by side. */
function groups(cases: readonly Vector[]): Map<string, Vector[]> {
  const found = new Map<string, Vector[]>();
  for (const one of cases) {
    const key = `${one.given.currency ?? 'EUR'} ${one.given.time_zone ?? 'UTC'}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}

async function liveGroup(lab: Lab, group: string, cases: readonly Vector[], report: Report): Promise<Report> {
  const [currency = 'EUR', timeZone = 'UTC'] = group.split(' ');
  const database = await lab.product(`vectors_${group.replace(/\W/g, '_').toLowerCase()}`);
  const begin = { seed: group, now: new Date('2000-01-01T08:00:00Z') };
  return Stage.on('vectors', lab.commandEnvironment(database), begin, async (stage) => {
    await stage.run(SetUpOperator, { name: 'Vectors', timeZone, currency, locale: 'en', country: 'DE' });
    let secondRunDocuments = report.secondRunDocuments;
    for (const vector of cases) {
      const { again, ...said } = await liveCase(stage, vector, timeZone);
      secondRunDocuments += again;
      report.cases.push(said);
      process.stderr.write(`${said.result.padEnd(11)} ${vector.id}${said.reason ? `: ${said.reason}` : ''}\n`);
    }
    for (const { id, sql } of billingInvariants)
      for (const { violation } of await stage.rows<{ violation: string }>(sql))
        report.violations.push({ id, violation });
    return { ...report, secondRunDocuments };
  });
}

async function liveCase(stage: Stage, vector: Vector, zone: string): Promise<CaseReport & { again: number }> {
  const { id, expect: expected } = vector;
  try {
    const life = await CaseLife.through(stage, vector, zone);
    const verdict = await judge(life);
    return { id, ...verdict, again: await life.runAgain() };
  } catch (error) {
    if (error instanceof Unsupported)
      return { id, result: 'unsupported', expected, found: null, reason: error.message, again: 0 };
    const reason =
      error instanceof Refusal
        ? `the product refused: ${error.code}, ${error.message}`
        : `the product failed: ${String(error)}`;
    const isRight = error instanceof Refusal && refusalIsRight(vector);
    return { id, result: isRight ? 'right' : 'wrong', expected, found: null, reason, again: 0 };
  }
}

/** A case that wants no line is as well met by refusing what was asked. */
function refusalIsRight({ expect }: Vector): boolean {
  return Array.isArray(expect['lines']) && expect['lines'].length === 0;
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
