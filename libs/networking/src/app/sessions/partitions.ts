import { Injectable } from '@nestjs/common';
import { addDays, addMonths, localDate, type LocalDate } from '@demarc/kernel';
import { databaseErrorCode, type Sql } from '@demarc/persistence';

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

type Step = 'day' | 'month' | 'year';
const STEP: Readonly<Record<Partitioned, Step>> = {
  session_closed: 'month',
  usage_raw: 'day',
  usage_hours: 'day',
  usage_days: 'year',
  usage_groups: 'year',
  radius_log: 'day',
  cgnat_block: 'month',
};

/** A row for which there is no partition (PostgreSQL takes it for a violated check). */
const NO_PARTITION = '23514';
/** Another process made it in the same moment: who waited for it does not see it within this transaction. */
const MADE_MEANWHILE = '42P07';

/** Opens the partitions that rows of these days need, each once a process. */
@Injectable()
export class Partitions {
  private readonly opened = new Set<string>();

  /** Whether this process has opened them before. */
  areOpen(targets: readonly Partitioned[], at: Date): boolean {
    return targets.every((target) => around(target, at).every((day) => this.opened.has(`${target}:${day}`)));
  }

  /** What is written at this time, and what is written soon. */
  async ensure(sql: Sql, target: Partitioned, at: Date): Promise<void> {
    await this.open(sql, target, around(target, at));
  }

  /** Every partition from one time to another. */
  async ensureBetween(sql: Sql, target: Partitioned, from: Date, to: Date): Promise<void> {
    await this.open(sql, target, firstDays(STEP[target], dayOf(from), dayOf(to)));
  }

  /** After somebody took a partition away or made it: what is there is looked at anew. Whether that may help. */
  forgetAfter(error: unknown): boolean {
    const code = databaseErrorCode(error);
    if (code !== NO_PARTITION && code !== MADE_MEANWHILE) return false;
    this.opened.clear();
    return true;
  }

  private async open(sql: Sql, target: Partitioned, days: readonly LocalDate[]): Promise<void> {
    for (const day of days) {
      const key = `${target}:${day}`;
      if (this.opened.has(key)) continue;
      await sql.query('SELECT networking.open_partition($1, $2)', [target, day]);
      this.opened.add(key);
    }
  }
}

function dayOf(at: Date): LocalDate {
  return localDate(at.toISOString().slice(0, 10));
}

/** By day: today and tomorrow. Else the one before (records may be a week late), this and next. */
function around(target: Partitioned, at: Date): readonly LocalDate[] {
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
