import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { ratesByStep, type RatePoint, type UsedStretch } from '../../domain/recent-rates.js';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';

export const RECENT_STEP_MS = 300_000;
const HOUR_MS = 3_600_000;

export interface RecentUsageAsking {
  readonly serviceIds: readonly string[];
  readonly hours: number;
}

export interface RecentUsageOf {
  readonly serviceId: string;
  readonly points: readonly RatePoint[];
}

interface RawRow {
  readonly serviceId: string;
  readonly untilMs: number;
  readonly seconds: number;
  readonly downloadOctets: number;
  readonly uploadOctets: number;
}

/**
 * The last hours of some services by five minutes, from the raw reports: one statement over the newest part of them, for all rows that
 * are on a screen.
 */
@Injectable()
export class RecentUsage extends Query<RecentUsageAsking, RecentUsageOf[]> {
  readonly rule: Rule = {
    name: 'networking.recentUsage',
    sentence: 'See the rates of the last hours',
    permission: NetworkingPermissions['session.view'],
  };

  async answer({ serviceIds, hours }: RecentUsageAsking, { sql, clock, actor }: Asking): Promise<RecentUsageOf[]> {
    const toMs = clock.now().getTime();
    const fromMs = toMs - hours * HOUR_MS;
    const rows = await sql.query<RawRow>(
      `SELECT usage.service_id AS "serviceId", (extract(epoch FROM usage.at) * 1000)::float8 - usage.late_seconds * 1000.0::float8 AS "untilMs",
         usage.seconds, usage.download_octets::float8 AS "downloadOctets", usage.upload_octets::float8 AS "uploadOctets"
       FROM networking.usage_raw usage WHERE usage.at >= $2 AND usage.service_id = ANY ($1::uuid[]) AND ${reached('usage', 3)}`,
      [serviceIds, new Date(fromMs), reachOf(actor)],
    );
    const ofService = Map.groupBy(rows, (row): string => row.serviceId);
    return [...ofService].map(([serviceId, found]) => ({
      serviceId,
      points: ratesByStep(found satisfies readonly UsedStretch[], { fromMs, toMs, stepMs: RECENT_STEP_MS }),
    }));
  }
}
