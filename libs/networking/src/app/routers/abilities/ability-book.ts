import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { type Ability, isKnownNotToWork, teaches } from '../../../domain/router-ability.js';

export interface Lesson {
  readonly routerId: string;
  readonly method: string;
  readonly change: string;
  readonly state: 'acknowledged' | 'refused';
  readonly errorCause: number | null;
}

interface Kept {
  readonly abilities: readonly AbilityRow[];
  /** Whether the router can be looked at. */
  readonly hasApi: boolean;
  readonly atMs: number;
}

interface AbilityRow extends Ability {
  readonly method: string;
  readonly effectAt: Date | null;
}

interface Sum {
  readonly lesson: Lesson;
  acknowledged: number;
  refused: number;
  refusedInRow: number;
}

const FRESH_MS = 10_000;
const PROOF_EVERY_MS = 24 * 3_600_000;
const PROOF_SOON_MS = 60_000;
const WRITE_AFTER_MS = 2_000;

/**
 * What routers answered to changes, summed in memory and written now and then: a router with ten thousand sessions must not
 * have one row that ten thousand convergences wait for.
 */
@Injectable()
export class AbilityBook implements OnApplicationShutdown {
  private readonly log = new Logger('abilities');
  private readonly known = new Map<string, Kept>();
  private readonly proofsAskedAtMs = new Map<string, number>();
  private sums = new Map<string, Sum>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whether asking this router for this change is known to lead nowhere. */
  async isKnownNotToWork(routerId: string, method: string, change: string): Promise<boolean> {
    const { abilities } = await this.of(routerId);
    return isKnownNotToWork(
      abilities.filter((one) => one.method === method),
      change,
      this.clock.now(),
    );
  }

  /** Whether it is time to look if an acknowledged change is really there: once a day, where the router can be looked at. */
  async wantsProof(routerId: string, method: string, change: string): Promise<boolean> {
    const { abilities, hasApi } = await this.of(routerId);
    if (!hasApi || change === '') return false;
    const nowMs = this.clock.now().getTime();
    const known = abilities.find((one) => one.method === method && one.change === change);
    const key = `${routerId} ${method} ${change}`;
    const last = Math.max(known?.effectAt?.getTime() ?? 0, this.proofsAskedAtMs.get(key) ?? 0);
    if (nowMs - last < (known && known.ineffectiveInRow > 0 ? PROOF_SOON_MS : PROOF_EVERY_MS)) return false;
    this.proofsAskedAtMs.set(key, nowMs);
    return true;
  }

  note(lesson: Lesson): void {
    if (lesson.change === '' || (lesson.state === 'refused' && !teaches(lesson.errorCause))) return;
    const key = `${lesson.routerId} ${lesson.method} ${lesson.change}`;
    const sum = this.sums.get(key) ?? { lesson, acknowledged: 0, refused: 0, refusedInRow: 0 };
    if (lesson.state === 'acknowledged') {
      sum.acknowledged += 1;
      sum.refusedInRow = 0;
    } else {
      sum.refused += 1;
      sum.refusedInRow += 1;
    }
    this.sums.set(key, { ...sum, lesson });
    this.timer ??= setTimeout(() => void this.write(), WRITE_AFTER_MS).unref();
  }

  async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const sums = [...this.sums.values()];
    this.sums = new Map();
    if (sums.length === 0) return;
    const now = this.clock.now();
    try {
      await this.database.write(EVERYTHING, ({ sql }) =>
        sql.execute(LEARN, [
          now,
          sums.map(({ lesson }) => lesson.routerId),
          sums.map(({ lesson }) => lesson.method),
          sums.map(({ lesson }) => lesson.change),
          sums.map(({ acknowledged }) => acknowledged),
          sums.map(({ refused }) => refused),
          sums.map(({ refusedInRow }) => refusedInRow),
          sums.map(({ lesson }) => (lesson.state === 'refused' ? lesson.errorCause : null)),
        ]),
      );
      for (const { lesson } of sums) this.known.delete(lesson.routerId);
    } catch (error) {
      // What is lost is learnt again from the next answers.
      this.log.warn({ err: error }, 'what routers answered could not be written down');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.write();
  }

  private async of(routerId: string): Promise<Kept> {
    const nowMs = this.clock.now().getTime();
    const kept = this.known.get(routerId);
    if (kept && Math.abs(nowMs - kept.atMs) < FRESH_MS) return kept;
    const read = await this.database.read(EVERYTHING, async (sql): Promise<Kept> => {
      const abilities = await sql.query<AbilityRow>(
        `SELECT method, change, refused_in_row AS "refusedInRow", error_cause AS "errorCause", ineffective_in_row AS "ineffectiveInRow",
           effect_at AS "effectAt", greatest(refused_at, CASE WHEN effect = 'not_seen' THEN effect_at END) AS "lastFailedAt"
         FROM networking.router_ability WHERE router_id = $1`,
        [routerId],
      );
      const api = await sql.first('SELECT 1 FROM networking.router WHERE id = $1 AND api_password IS NOT NULL', [
        routerId,
      ]);
      return { abilities, hasApi: api !== undefined, atMs: nowMs };
    });
    this.known.set(routerId, read);
    return read;
  }
}

const LEARN = `
  INSERT INTO networking.router_ability AS kept (router_id, partner_id, method, change, acknowledged, refused, refused_in_row, error_cause,
    last_at, acknowledged_at, refused_at)
  SELECT told.router_id, router.partner_id, told.method, told.change, told.acknowledged, told.refused, told.in_row, told.cause, $1,
      CASE WHEN told.acknowledged > 0 THEN $1::timestamptz END, CASE WHEN told.refused > 0 THEN $1::timestamptz END
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[], $8::int[])
      AS told (router_id, method, change, acknowledged, refused, in_row, cause)
    JOIN networking.router router ON router.id = told.router_id
  ON CONFLICT (router_id, method, change) DO UPDATE SET acknowledged = kept.acknowledged + excluded.acknowledged,
    refused = kept.refused + excluded.refused,
    refused_in_row = CASE WHEN excluded.acknowledged > 0 THEN excluded.refused_in_row ELSE kept.refused_in_row + excluded.refused_in_row END,
    error_cause = CASE WHEN excluded.refused > 0 THEN excluded.error_cause ELSE kept.error_cause END, last_at = excluded.last_at,
    acknowledged_at = coalesce(excluded.acknowledged_at, kept.acknowledged_at), refused_at = coalesce(excluded.refused_at, kept.refused_at)`;
