import { Injectable } from '@nestjs/common';
import { addDays, addMonths, localDate, type LocalDate } from '@demarc/kernel';
import { type Database, databaseErrorCode, EVERYTHING, type Sql } from '@demarc/persistence';

/** What staff says how long to keep. */
export const PARTITIONED = [
  'session_closed',
  'usage_raw',
  'usage_hours',
  'usage_days',
  'usage_groups',
  'radius_log',
  'cgnat_block',
] as const;
export type Partitioned = (typeof PARTITIONED)[number];
export type MetricTable = 'metric_sample' | 'metric_hour';
type Table = Partitioned | MetricTable;

type Step = 'day' | 'month' | 'year';
/** As `networking.partition_length` has them. */
const STEP: Readonly<Record<Table, Step>> = {
  session_closed: 'month',
  usage_raw: 'day',
  usage_hours: 'day',
  usage_days: 'year',
  usage_groups: 'year',
  radius_log: 'day',
  cgnat_block: 'month',
  metric_sample: 'day',
  metric_hour: 'month',
};

/** A row for which there is no partition (PostgreSQL takes it for a violated check). */
const NO_PARTITION = '23514';

/** Opens the partitions that rows of these days need. */
@Injectable()
export class Partitions {
  /** What this process has opened and the database has committed. */
  private readonly opened = new Set<string>();

  /** For what is written at this time and soon. Asks the database once a process and day. */
  async openOnce(database: Database, targets: readonly Table[], at: Date): Promise<void> {
    const key = (target: Table, day: LocalDate): string => `${target}:${day}`;
    const missing = targets.filter((target) => around(target, at).some((day) => !this.opened.has(key(target, day))));
    if (missing.length === 0) return;
    await database.write(EVERYTHING, async ({ sql }) => {
      for (const target of missing) await open(sql, target, around(target, at));
    });
    for (const target of missing) for (const day of around(target, at)) this.opened.add(key(target, day));
  }

  /** Every partition from one time to another, in the transaction that is going to write there. */
  async ensureBetween(sql: Sql, target: Table, from: Date, to: Date): Promise<void> {
    await open(sql, target, firstDays(STEP[target], dayOf(from), dayOf(to)));
  }

  /** After somebody took a partition away: what this process believed to be there is looked at anew. Whether that may help. */
  forgetAfter(error: unknown): boolean {
    if (databaseErrorCode(error) !== NO_PARTITION) return false;
    this.opened.clear();
    return true;
  }
}

async function open(sql: Sql, target: Table, days: readonly LocalDate[]): Promise<void> {
  await sql.query('SELECT networking.open_partition($1, day) FROM unnest($2::date[]) day', [target, [...days]]);
}

function dayOf(at: Date): LocalDate {
  return localDate(at.toISOString().slice(0, 10));
}

/** By day: today and tomorrow. Else the one before (records may be a week late), this and next. */
function around(target: Table, at: Date): readonly LocalDate[] {
  const today = dayOf(at);
  if (STEP[target] === 'day') return [today, addDays(today, 1)];
  const months = STEP[target] === 'month' ? 1 : 12;
  return firstDays(STEP[target], addMonths(today, -months), addMonths(today, months));
}

function firstDays(step: Step, from: LocalDate, through: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = firstOf(step, from); day <= through;) {
    days.push(day);
    day = step === 'day' ? addDays(day, 1) : addMonths(day, step === 'month' ? 1 : 12);
  }
  return days;
}

function firstOf(step: Step, day: LocalDate): LocalDate {
  if (step === 'day') return day;
  return localDate(step === 'month' ? `${day.slice(0, 8)}01` : `${day.slice(0, 5)}01-01`);
}
