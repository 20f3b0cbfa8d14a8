import { Injectable } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import { type EffectiveRow, PolicyBook } from '../policies/effective-policies.js';
import type { PolicyRow } from '../policies/policy-row.js';
import { FORGET, REFRESH, VARIANTS } from './shaper-statements.js';

/** However many ask at once, the feed is worked out at most this often … */
const AT_LEAST_MS = 2_000;
/** … and takes at most this part of the time of one connection. */
const REST_TIMES = 9;
const REMEMBERED_MS = 30 * 86_400_000;

/**
 * Brings the feed up to date when somebody reads it: an installation without shapers pays nothing, and who reads is never
 * behind by more than the time between two readings of the same moment.
 */
@Injectable()
export class CircuitBook {
  private freshUntil = 0;
  private underway: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async bringUpToDate(): Promise<void> {
    if (performance.now() < this.freshUntil) return;
    this.underway ??= this.refresh().finally(() => {
      this.underway = undefined;
    });
    await this.underway;
  }

  /** Now, whenever it was done last. */
  async refresh(): Promise<void> {
    const began = performance.now();
    await this.database.write(EVERYTHING, ({ sql }) => this.write(sql));
    const now = performance.now();
    this.freshUntil = now + Math.max(AT_LEAST_MS, REST_TIMES * (now - began));
  }

  private async write(sql: Sql): Promise<void> {
    const feed = await sql.first<{ position: string }>('SELECT position::text FROM networking.shaper_feed FOR UPDATE');
    if (!feed) throw new Error('the feed of shapers has lost its row');
    const now = this.clock.now();
    // The planner takes what is worked out within the statement for a handful of rows, and would go through all for each of all.
    await sql.execute('SET LOCAL enable_nestloop = off');
    const written = await sql.first<{ position: string }>(REFRESH, [
      feed.position,
      JSON.stringify(await this.variants(sql)),
      now,
    ]);
    const gone = await sql.first<{ forgottenTo: string | null }>(FORGET, [new Date(now.getTime() - REMEMBERED_MS)]);
    await sql.execute(
      'UPDATE networking.shaper_feed SET position = $1, forgotten_to = greatest(forgotten_to, $2::bigint), refreshed_at = $3',
      [written?.position ?? feed.position, gone?.forgottenTo ?? null, now],
    );
  }

  /** Minimum and priority follow the speed that holds by the function that tells it to routers; here once a variant. */
  private async variants(sql: Sql): Promise<readonly object[]> {
    const book = new PolicyBook(await sql.query<PolicyRow>('SELECT * FROM networking.access_policy'));
    const inUse = await sql.query<{ planId: string; effective: EffectiveRow | null }>(VARIANTS);
    return inUse.flatMap(({ planId, effective }) => {
      const policy = book.of(planId, effective);
      if (!policy) return [];
      const { rates, guaranteed = null, priority = null } = policy;
      return [{ planId, effective, rates, guaranteed, priority }];
    });
  }
}
