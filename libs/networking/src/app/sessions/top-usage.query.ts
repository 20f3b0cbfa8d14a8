import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { addDays, daysBetween, invalid, type LocalDate } from '@demarc/kernel';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';

const MOST_DAYS = 31;

export interface TopUsageAsking {
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly first: number;
  readonly planId?: string | undefined;
  readonly routerId?: string | undefined;
}

export interface TopUser {
  readonly serviceId: string;
  readonly customerId: string;
  readonly login: string | null;
  readonly downloadOctets: string;
  readonly uploadOctets: string;
}

/** Who used most, of all or of those who have a plan or are on a router now. */
@Injectable()
export class TopUsage extends Query<TopUsageAsking, readonly TopUser[]> {
  readonly rule: Rule = {
    name: 'networking.topUsage',
    sentence: 'See who uses most',
    permission: NetworkingPermissions['session.view'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(asking: TopUsageAsking, { sql, actor }: Asking): Promise<readonly TopUser[]> {
    const { from, through, first, planId, routerId } = asking;
    if (through < from || daysBetween(from, addDays(through, 1)) > MOST_DAYS)
      throw invalid('USAGE_RANGE', `At most ${MOST_DAYS} days can be compared.`);
    const zone = (await this.operators.settings(sql)).timeZone;
    return sql.query<TopUser>(TOP, [from, through, zone, first, planId ?? null, routerId ?? null, reachOf(actor)]);
  }
}

const TOP = `
  SELECT top.service_id AS "serviceId", top.customer_id AS "customerId", access.login, top.download::text AS "downloadOctets", top.upload::text AS "uploadOctets"
  FROM (
    SELECT usage.customer_id, usage.service_id, sum(part.download) AS download, sum(part.upload) AS upload
    FROM networking.usage_hours usage, LATERAL (
      SELECT sum(download) AS download, sum(upload) AS upload FROM unnest(usage.download_octets, usage.upload_octets) hour (download, upload)) part
    WHERE usage.day_start >= $1::date::timestamp AT TIME ZONE $3 AND usage.day_start < ($2::date + 1)::timestamp AT TIME ZONE $3
      AND ($5::uuid IS NULL AND $6::uuid IS NULL OR usage.service_id IN (SELECT access.service_id FROM networking.access access
        WHERE ($5::uuid IS NULL OR access.plan_id = $5) AND ($6::uuid IS NULL OR access.router_id = $6
          OR EXISTS (SELECT 1 FROM networking.session_open open WHERE open.service_id = access.service_id AND open.router_id = $6))))
      AND ${reached('usage', 7)}
    GROUP BY usage.customer_id, usage.service_id
    ORDER BY sum(part.download) + sum(part.upload) DESC, usage.service_id LIMIT $4) top
  LEFT JOIN networking.access access ON access.service_id = top.service_id
  ORDER BY top.download + top.upload DESC, top.service_id`;
