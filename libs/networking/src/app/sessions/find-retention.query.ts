import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { NetworkingPermissions } from '../../permissions.js';
import { type Partitioned, PARTITIONED } from './partitions.js';
import { readRetention, type Retention } from './retention.js';

export interface StoredRecords {
  readonly kind: Partitioned;
  readonly partitions: number;
  /** The first day of which there is anything. */
  readonly since: string | null;
  readonly bytes: string;
  /** What one full day adds, as the latest full days show; null until there is one. */
  readonly bytesADay: string | null;
}

export interface FoundRetention {
  readonly kept: Retention;
  readonly stored: readonly StoredRecords[];
}

/** How long records are kept, and what they take on the disk. */
@Injectable()
export class FindRetention extends Query<Record<string, never>, FoundRetention> {
  readonly rule: Rule = {
    name: 'networking.findRetention',
    sentence: 'See how long sessions, usage and logins are kept, and what they take',
    permission: NetworkingPermissions['retention.manage'],
  };

  async answer(_: Record<string, never>, { sql }: Asking): Promise<FoundRetention> {
    const stored = await sql.query<StoredRecords>(STORED, [[...PARTITIONED]]);
    return { kept: await readRetention(sql), stored };
  }
}

/** Empty partitions are made ahead; what a day costs is the mean of the last seven partitions that are over and hold something. */
const STORED = `
  SELECT target AS kind, count(part.name)::int AS partitions, min(part.first_day) FILTER (WHERE part.bytes > least_bytes)::text AS since,
    coalesce(sum(part.bytes), 0)::text AS bytes,
    (SELECT (sum(late.bytes) / sum(late.next_day - late.first_day))::bigint::text FROM (
      SELECT * FROM networking.partitions_of(target) over WHERE over.next_day <= current_date AND over.bytes > least_bytes
      ORDER BY over.first_day DESC LIMIT 7) late) AS "bytesADay"
  FROM unnest($1::text[]) WITH ORDINALITY given (target, place)
  CROSS JOIN LATERAL (SELECT coalesce(min(one.bytes), 0) AS least_bytes FROM networking.partitions_of(target) one) least
  LEFT JOIN LATERAL networking.partitions_of(target) part ON true
  GROUP BY target, place, least_bytes ORDER BY place`;
