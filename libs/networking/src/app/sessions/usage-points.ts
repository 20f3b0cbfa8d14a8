import { addDays, daysBetween, invalid, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { usageMarks } from './usage-marks.js';

export type UsageGranularity = 'hour' | 'day' | 'month' | 'year';

export interface UsageSpan {
  readonly from: LocalDate;
  /** The last day, itself included. */
  readonly through: LocalDate;
  readonly granularity: UsageGranularity;
}

export interface UsagePoint {
  /** Start of the hour, or of the day, month or year in the provider’s zone. */
  readonly at: Date;
  readonly downloadOctets: string;
  readonly uploadOctets: string;
  readonly seconds: string;
}

export interface FoundUsage {
  readonly points: readonly UsagePoint[];
  readonly downloadOctets: string;
  readonly uploadOctets: string;
  /** Usage until then is in it; null when none was counted yet. */
  readonly countedTo: Date | null;
}

const MOST_DAYS: Readonly<Record<UsageGranularity, number>> = { hour: 31, day: 400, month: 3_700, year: 9_000 };

/** Whose usage: conditions on the rows of a tier, with their parameters from `$5` on. */
export interface UsageOwner {
  readonly condition: string;
  readonly values: readonly unknown[];
  /** Groups are few and stay by the hour; what is kept of services goes on to `usage_days`. */
  readonly tiers: 'of services' | 'of groups';
}

export function checkSpan({ from, through, granularity }: UsageSpan): void {
  if (through < from || daysBetween(from, addDays(through, 1)) > MOST_DAYS[granularity])
    throw invalid('USAGE_RANGE', `At most ${MOST_DAYS[granularity]} days can be shown by the ${granularity}.`);
}

/** The points of a graph, and their sum. */
export async function findPoints(sql: Sql, owner: UsageOwner, span: UsageSpan, zone: string): Promise<FoundUsage> {
  checkSpan(span);
  const marks = await usageMarks(sql);
  const final = owner.tiers === 'of services' ? marks.days : null;
  const points = await sql.query<UsagePoint>(statement(owner, span.granularity), [
    span.from,
    span.through,
    zone,
    ...(span.granularity === 'hour' ? [] : [final]),
    ...owner.values,
  ]);
  const total = (read: (point: UsagePoint) => string): string =>
    points.reduce((sum, point) => sum + BigInt(read(point)), 0n).toString();
  return {
    points,
    downloadOctets: total((point) => point.downloadOctets),
    uploadOctets: total((point) => point.uploadOctets),
    countedTo: marks.hours,
  };
}

function statement({ condition, tiers, values }: UsageOwner, granularity: UsageGranularity): string {
  const table = tiers === 'of services' ? 'networking.usage_hours' : 'networking.usage_groups';
  const firstOwn = granularity === 'hour' ? 4 : 5;
  const whose = values.reduce<string>(
    (text, _, index) => text.replaceAll(`:${index + 1}`, `$${firstOwn + index}`),
    condition,
  );
  if (granularity === 'hour') return hours(table, whose);
  const days = tiers === 'of services' ? ` UNION ALL ${finishedDays(whose)}` : '';
  return `SELECT date_trunc('${granularity}', day::timestamp) AT TIME ZONE $3 AS at, ${SUMS} FROM (${runningDays(table, whose)}${days}) one GROUP BY 1 ORDER BY 1`;
}

const SUMS =
  'sum(download)::text AS "downloadOctets", sum(upload)::text AS "uploadOctets", sum(seconds)::text AS seconds';
const STARTS = `usage.day_start >= $1::date::timestamp AT TIME ZONE $3 AND usage.day_start < ($2::date + 1)::timestamp AT TIME ZONE $3`;
const PARTS =
  'unnest(usage.download_octets, usage.upload_octets, usage.seconds) WITH ORDINALITY part (download, upload, seconds, place)';

function hours(table: string, whose: string): string {
  return `SELECT at, ${SUMS} FROM (
      SELECT usage.day_start + (place - 1) * interval '1 hour' AS at, download, upload, part.seconds FROM ${table} usage, ${PARTS}
      WHERE ${whose} AND ${STARTS} AND (download > 0 OR upload > 0 OR part.seconds > 0)) one
    GROUP BY at ORDER BY at`;
}

function runningDays(table: string, whose: string): string {
  return `SELECT (usage.day_start AT TIME ZONE $3)::date AS day, part.* FROM ${table} usage, LATERAL (
      SELECT sum(download) AS download, sum(upload) AS upload, sum(seconds) AS seconds
      FROM unnest(usage.download_octets, usage.upload_octets, usage.seconds) hour (download, upload, seconds)) part
    WHERE ${whose} AND ${STARTS} AND usage.day_start >= coalesce($4::timestamptz, '-infinity')`;
}

function finishedDays(whose: string): string {
  return `SELECT usage.month + place::int - 1, download, upload, part.seconds FROM networking.usage_days usage, ${PARTS}
    WHERE ${whose} AND usage.month >= date_trunc('month', $1::date) AND usage.month <= $2::date
      AND usage.month + place::int - 1 BETWEEN $1::date AND $2::date AND (download > 0 OR upload > 0 OR part.seconds > 0)`;
}
