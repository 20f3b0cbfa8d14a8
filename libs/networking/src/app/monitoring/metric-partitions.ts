import { Injectable } from '@nestjs/common';
import { addDays, addMonths, localDate, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';

export type MetricTable = 'metric_sample' | 'metric_hour';

/** Opens the partitions that samples of now need, each once a process. */
@Injectable()
export class MetricPartitions {
  private readonly opened = new Set<string>();

  async ensure(sql: Sql, target: MetricTable, at: Date): Promise<void> {
    for (const day of daysOf(target, localDate(at.toISOString().slice(0, 10)))) {
      const key = `${target}:${day}`;
      if (this.opened.has(key)) continue;
      await sql.query('SELECT networking.open_metric_partition($1, $2)', [target, day]);
      this.opened.add(key);
    }
  }
}

function daysOf(target: MetricTable, today: LocalDate): readonly LocalDate[] {
  if (target === 'metric_sample') return [today, addDays(today, 1)];
  const month = localDate(`${today.slice(0, 8)}01`);
  return [addMonths(month, -1), month, addMonths(month, 1)];
}
