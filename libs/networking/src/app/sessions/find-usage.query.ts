import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { addDays, daysBetween, invalid, type LocalDate } from '@demarc/kernel';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';

export type UsageGranularity = 'hour' | 'day' | 'month';

export interface UsageAsking {
  readonly customerId?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly from: LocalDate;
  /** The last day, itself included. */
  readonly through: LocalDate;
  readonly granularity: UsageGranularity;
}

export interface FoundUsage {
  readonly points: readonly UsagePoint[];
  readonly downloadOctets: string;
  readonly uploadOctets: string;
  /** Usage until then is in it; null when none was counted yet. */
  readonly countedTo: Date | null;
}

export interface UsagePoint {
  /** Start of the hour, or of the day or month in the operator’s zone. */
  readonly at: Date;
  readonly downloadOctets: string;
  readonly uploadOctets: string;
  readonly seconds: string;
}

const MOST_DAYS: Readonly<Record<UsageGranularity, number>> = { hour: 31, day: 400, month: 3_700 };
const SUMS =
  'sum(usage.download_octets)::text AS "downloadOctets", sum(usage.upload_octets)::text AS "uploadOctets", sum(usage.seconds)::text AS seconds';
const WHOSE = `($1::uuid IS NULL OR usage.customer_id = $1) AND ($2::uuid IS NULL OR usage.service_id = $2) AND ${reached('usage', 6)}`;

const HOURS = `SELECT usage.hour AS at, ${SUMS} FROM networking.usage_hour usage
  WHERE ${WHOSE} AND usage.hour >= ($3::date)::timestamp AT TIME ZONE $5 AND usage.hour < ($4::date + 1)::timestamp AT TIME ZONE $5
  GROUP BY usage.hour ORDER BY usage.hour`;

function days(unit: 'day' | 'month'): string {
  return `SELECT date_trunc('${unit}', usage.day::timestamp) AT TIME ZONE $5 AS at, ${SUMS} FROM networking.usage_day usage
    WHERE ${WHOSE} AND usage.day BETWEEN $3 AND $4 GROUP BY 1 ORDER BY 1`;
}

/** What a customer or a service used, hour by hour, by day or by month. */
@Injectable()
export class FindUsage extends Query<UsageAsking, FoundUsage> {
  readonly rule: Rule = {
    name: 'networking.findUsage',
    sentence: 'See usage',
    permission: NetworkingPermissions['session.view'],
    customer: 'own',
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(asking: UsageAsking, { sql, actor }: Asking): Promise<FoundUsage> {
    const { from, through, granularity, customerId, serviceId } = asking;
    if (customerId === undefined && serviceId === undefined)
      throw invalid('WHOSE_USAGE', 'Say whose usage: of a customer or of a service.');
    if (through < from || daysBetween(from, addDays(through, 1)) > MOST_DAYS[granularity])
      throw invalid('USAGE_RANGE', `At most ${MOST_DAYS[granularity]} days can be shown by the ${granularity}.`);
    const zone = (await this.operators.settings(sql)).timeZone;
    const points = await sql.query<UsagePoint>(granularity === 'hour' ? HOURS : days(granularity), [
      customerId ?? null,
      serviceId ?? null,
      from,
      through,
      zone,
      reachOf(actor),
    ]);
    const mark = await sql.first<{ rolled_to: Date }>(
      `SELECT rolled_to FROM networking.usage_watermark WHERE name = 'usage'`,
    );
    const total = (read: (point: UsagePoint) => string): string =>
      points.reduce((sum, point) => sum + BigInt(read(point)), 0n).toString();
    return {
      points,
      downloadOctets: total((point) => point.downloadOctets),
      uploadOctets: total((point) => point.uploadOctets),
      countedTo: mark?.rolled_to ?? null,
    };
  }
}
