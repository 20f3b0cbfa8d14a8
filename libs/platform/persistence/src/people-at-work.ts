import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { EVERYTHING } from './scope.js';

/** What the role that serves people calls itself to PostgreSQL. */
export const SERVES_PEOPLE = 'demarc http';

const LONGEST_REST_MS = 1_000;

/** Says whether people are being served: then bulk work leaves a part of the machine to them. */
@Injectable()
export class PeopleAtWork {
  constructor(private readonly database: Database) {}

  /** Was anybody answered within the last two seconds, in whichever process? */
  async lately(): Promise<boolean> {
    const row = await this.database.read(EVERYTHING, (sql) =>
      sql.first<{ lately: boolean }>(
        `SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1
            AND state_change > clock_timestamp() - interval '2 seconds') AS lately`,
        [SERVES_PEOPLE],
      ),
    );
    return row?.lately ?? false;
  }

  /** Does a piece of bulk work; while people are at work a rest follows that is so many times as long. */
  async givingWay<T>(work: () => Promise<T>, times: number, signal: AbortSignal): Promise<T> {
    const startedMs = performance.now();
    const done = await work();
    const restMs = Math.min((performance.now() - startedMs) * times, LONGEST_REST_MS);
    if (await this.lately()) await delay(restMs, undefined, { signal }).catch(() => undefined);
    return done;
  }
}
