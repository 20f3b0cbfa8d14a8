import type { Sql } from '@demarc/persistence';

export interface UsageMarks {
  /** Raw usage that was written before is in the hours. */
  readonly hours: Date | null;
  /** Days that began before are in the days, and nothing is added to them any more. */
  readonly days: Date | null;
}

const MARKS = 'SELECT name, rolled_to FROM networking.usage_watermark';

export async function usageMarks(sql: Sql): Promise<UsageMarks> {
  return marksOf(await sql.query<MarkRow>(MARKS));
}

/** For who moves them: one at a time, so that nothing is added to a day while it is carried on. */
export async function lockUsageMarks(sql: Sql, from: Date): Promise<{ readonly hours: Date; readonly days: Date }> {
  await sql.execute(
    `INSERT INTO networking.usage_watermark (name, rolled_to)
     SELECT 'hours', coalesce(min(at), $1) FROM networking.usage_raw UNION ALL SELECT 'days', '2000-01-01T00:00:00Z'
     ON CONFLICT DO NOTHING`,
    [from],
  );
  const { hours, days } = marksOf(await sql.query<MarkRow>(`${MARKS} ORDER BY name FOR UPDATE`));
  if (!hours || !days) throw new Error('the marks of usage are missing');
  return { hours, days };
}

export async function moveUsageMark(sql: Sql, name: keyof UsageMarks, to: Date): Promise<void> {
  await sql.execute('UPDATE networking.usage_watermark SET rolled_to = $2 WHERE name = $1', [name, to]);
}

interface MarkRow {
  readonly name: keyof UsageMarks;
  readonly rolled_to: Date;
}

function marksOf(rows: readonly MarkRow[]): UsageMarks {
  const of = (name: keyof UsageMarks): Date | null => rows.find((row) => row.name === name)?.rolled_to ?? null;
  return { hours: of('hours'), days: of('days') };
}
