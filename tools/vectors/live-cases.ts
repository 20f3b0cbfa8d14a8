import { billingInvariants } from '@demarc/billing';
import { SetUpOperator } from '@demarc/crm';
import { Refusal } from '@demarc/kernel';
import { Stage } from '../stage/stage.ts';
import { CaseLife } from './case-life.ts';
import { isRecord, type Vector } from './format.ts';
import { Unsupported } from './timeline.ts';
import { type CaseReport, judge } from './verdict.ts';

/** Cases of one currency and one time zone: an installation has one of each. */
export interface Chunk {
  readonly currency: string;
  readonly timeZone: string;
  readonly cases: readonly Vector[];
}

export interface Report {
  readonly cases: readonly CaseReport[];
  /** Promises about the stored data that do not hold after all cases. */
  readonly violations: readonly { readonly id: string; readonly violation: string }[];
  /** Documents that a second run on each case's last day made: none. */
  readonly secondRunDocuments: number;
}

/** Lives cases through, one after the other, on a database that nobody else uses. */
export async function liveCases(chunk: Chunk, env: NodeJS.ProcessEnv): Promise<Report> {
  const { currency, timeZone } = chunk;
  const begin = { seed: `${currency} ${timeZone}`, now: new Date('2000-01-01T08:00:00Z') };
  return Stage.on('vectors', env, begin, async (stage) => {
    await stage.run(SetUpOperator, { name: 'Vectors', timeZone, currency, locale: 'en', country: 'DE' });
    const cases: CaseReport[] = [];
    let secondRunDocuments = 0;
    for (const vector of chunk.cases) {
      const { again, ...said } = await liveCase(stage, vector, timeZone);
      secondRunDocuments += again;
      if (again !== 0) process.stderr.write(`${vector.id}: a second run made ${again} documents\n`);
      cases.push(said);
    }
    const violations: { id: string; violation: string }[] = [];
    for (const { id, sql } of billingInvariants)
      for (const { violation } of await stage.rows<{ violation: string }>(sql)) violations.push({ id, violation });
    return { cases, violations, secondRunDocuments };
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
        ? `the product refused: ${error.code}, ${error.message}${detailsOf(error)}`
        : `the product failed: ${String(error)}`;
    const isRight = error instanceof Refusal && wantsNothing(vector);
    return { id, result: isRight ? 'right' : 'wrong', expected, found: null, reason, again: 0 };
  }
}

/** Which fields a refusal is about. */
function detailsOf({ faults }: Refusal): string {
  return faults.map(({ field, message }) => ` (${field}: ${message})`).join('');
}

/** A case that wants no line, and no amount, is as well met by refusing what was asked. */
function wantsNothing({ expect }: Vector): boolean {
  const answers = Object.entries(expect).filter(([key]) => key !== 'rejected_in_source');
  return (
    answers.every(([, wanted]) => isNothing(wanted)) && (answers.length > 0 || expect['rejected_in_source'] === true)
  );
}

function isNothing(wanted: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.every(isNothing);
  if (isRecord(wanted)) return Object.values(wanted).every(isNothing);
  return wanted === null || Number(wanted) === 0;
}
