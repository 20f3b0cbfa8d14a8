import { localDate, type LocalDate } from '@demarc/kernel';
import type { RawSet } from './source/read-source-set.js';

/** Fields that a server stamps by itself when it works on a row. */
const STAMPS = ['last_update', 'updated_at', 'last_online', 'real_create_datetime'] as const;

/**
 * The day that a set of files shows: the latest day that the server stamped, at the latest today. What is overdue is
 * overdue on that day, not on the day on which somebody reads the files.
 */
export function snapshotDay(raw: RawSet, today: LocalDate): LocalDate {
  let latest = '';
  for (const rows of raw.rows.values()) {
    for (const { value } of rows) {
      for (const field of STAMPS) {
        const stamp = value[field];
        if (typeof stamp !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(stamp)) continue;
        const day = stamp.slice(0, 10);
        if (day > latest && day <= today) latest = day;
      }
    }
  }
  return latest === '' || latest.startsWith('0000') ? today : localDate(latest);
}
