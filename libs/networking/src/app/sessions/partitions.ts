import { Injectable } from '@nestjs/common';
import { addDays, addMonths, localDate, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';

type Partitioned = 'session_closed' | 'usage_raw' | 'usage_hour' | 'radius_log';

/** Opens the partitions that rows of these days need, each once a process. */
@Injectable()
export class Partitions {
  private readonly opened = new Set<string>();

  /** Whether this process has opened them before. */
  areOpen(targets: readonly Partitioned[], at: Date): boolean {
    const today = dayOf(at);
    return targets.every((target) => daysOf(target, today).every((day) => this.opened.has(`${target}:${day}`)));
  }

  async ensure(sql: Sql, target: Partitioned, at: Date): Promise<void> {
    for (const day of daysOf(target, dayOf(at))) {
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

/** By day: today and tomorrow. By month: last (records may be a week late), this and next. */
function daysOf(target: Partitioned, today: LocalDate): readonly LocalDate[] {
  if (target === 'usage_raw' || target === 'radius_log') return [today, addDays(today, 1)];
  const month = localDate(`${today.slice(0, 8)}01`);
  return [addMonths(month, -1), month, addMonths(month, 1)];
}
