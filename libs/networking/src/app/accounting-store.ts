import { Injectable } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import type { AccountingRecord, AccountingSink } from '../radius/index.js';
import { AccessFeed } from './access-feed.js';
import { foldAccounting, type SessionReport } from './fold-accounting.js';
import { OnlineCount } from './online-count.js';
import { Partitions } from './partitions.js';

/** Without Gigawords a counter starts again at 4 GiB (RFC 2866 §5.3). */
const WRAP = '4294967296';

/**
 * Writes accounting in one statement a batch: opens, updates and closes sessions, and appends what was used since the
 * record before. Records that are late, doubled or older than what is known change nothing.
 */
@Injectable()
export class AccountingStore implements AccountingSink {
  constructor(
    private readonly database: Database,
    private readonly feed: AccessFeed,
    private readonly online: OnlineCount,
    private readonly partitions: Partitions,
    private readonly clock: Clock,
  ) {}

  async write(batch: readonly AccountingRecord[]): Promise<void> {
    const { reports, restarts } = foldAccounting(batch);
    const now = this.clock.now();
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await this.partitions.ensure(sql, 'usage_raw', now);
      await this.partitions.ensure(sql, 'session_closed', now);
      for (const restart of restarts) await closeAll(sql, restart.nasId, new Date(restart.atMs));
      if (reports.length > 0) await sql.execute(WRITE_REPORTS, this.columns(reports, now));
    });
    for (const report of reports) this.online.note(report, this.serviceOf(report.record));
    for (const restart of restarts) this.online.forgetNas(restart.nasId);
  }

  /** From our Class; else from the login, for sessions that another server let in. */
  private serviceOf(record: AccountingRecord): string | undefined {
    if (record.serviceId !== undefined) return record.serviceId;
    return record.login === undefined ? undefined : this.feed.snapshot.entryByLogin(record.login)?.serviceId;
  }

  private columns(reports: readonly SessionReport[], now: Date): unknown[] {
    const of = <T>(read: (report: SessionReport) => T): T[] => reports.map(read);
    return [
      of(({ record }) => record.sessionKey),
      of(({ record }) => this.serviceOf(record) ?? null),
      of(({ record }) => record.nasId),
      of(({ record }) => record.sessionId),
      of(({ record }) => record.login ?? null),
      of(({ record }) => record.policyVersion ?? null),
      of(({ record }) => record.sourceAddress),
      of(({ record }) => record.framedAddress ?? null),
      of(({ record }) => record.framedIpv6Prefix ?? record.framedIpv6Address ?? null),
      of(({ record }) => record.delegatedIpv6Prefix ?? null),
      of(({ record }) => record.callingMac ?? null),
      of(({ record }) => record.nasPortId ?? null),
      of(({ startedAtMs }) => new Date(startedAtMs).toISOString()),
      of(({ record }) => new Date(record.happenedAtMs).toISOString()),
      of(({ record }) => record.sessionSeconds),
      of(({ record }) => record.downloadOctets.toString()),
      of(({ record }) => record.uploadOctets.toString()),
      of(({ record }) => record.hasGigawords),
      of(({ hasEnded }) => hasEnded),
      of(({ record }) => record.terminateCause ?? null),
      now,
    ];
  }
}

async function closeAll(sql: Sql, routerId: string, before: Date): Promise<void> {
  await sql.execute(
    `WITH gone AS (DELETE FROM networking.session_open WHERE router_id = $1 AND started_at < $2 RETURNING *)
     INSERT INTO networking.session_closed (key, service_id, customer_id, partner_id, router_id, session_id, login, framed_ipv4,
       framed_ipv6, delegated_prefix, mac, nas_port, started_at, ended_at, session_seconds, download_octets, upload_octets, ended_as)
     SELECT key, service_id, customer_id, partner_id, router_id, session_id, login, framed_ipv4, framed_ipv6, delegated_prefix,
       mac, nas_port, started_at, greatest(updated_at, started_at), session_seconds, download_octets, upload_octets, 'nas_restart'
     FROM gone ON CONFLICT DO NOTHING`,
    [routerId, before],
  );
}

/**
 * `download` and `upload` are totals of the session: what wrapped counters counted before (`base`) plus the counter. A record
 * of a session that is closed already (`late`) is dropped; one with less session time than is known is `stale`.
 */
const WRITE_REPORTS = `
  WITH incoming AS (
    SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::inet[], $8::inet[], $9::inet[],
      $10::inet[], $11::macaddr[], $12::text[], $13::timestamptz[], $14::timestamptz[], $15::bigint[], $16::bigint[], $17::bigint[],
      $18::boolean[], $19::boolean[], $20::int[])
      AS report (key, service_id, router_id, session_id, login, policy_version, source, ipv4, ipv6, delegated, mac, nas_port,
        started_at, at, seconds, download, upload, wide, ended, cause)
  ), known AS (
    SELECT open.* FROM networking.session_open open JOIN incoming USING (key) FOR UPDATE OF open
  ), counted AS (
    SELECT incoming.key, incoming.router_id, incoming.session_id, incoming.source, incoming.at, incoming.ended, incoming.cause,
      coalesce(incoming.service_id, known.service_id) AS service_id, access.customer_id, access.partner_id,
      coalesce(incoming.login, known.login) AS login, coalesce(incoming.policy_version, known.policy_version) AS policy_version,
      coalesce(incoming.ipv4, known.framed_ipv4) AS ipv4, coalesce(incoming.ipv6::cidr, known.framed_ipv6) AS ipv6,
      coalesce(incoming.delegated::cidr, known.delegated_prefix) AS delegated, coalesce(incoming.mac, known.mac) AS mac,
      coalesce(incoming.nas_port, known.nas_port) AS nas_port, least(known.started_at, incoming.started_at) AS started_at,
      coalesce(known.download_octets, 0) AS download_before, coalesce(known.upload_octets, 0) AS upload_before,
      coalesce(known.session_seconds, 0) AS seconds_before,
      greatest(incoming.seconds, coalesce(known.session_seconds, 0)) AS seconds,
      incoming.download, incoming.upload,
      CASE WHEN known.key IS NULL THEN 0
        WHEN NOT incoming.wide AND incoming.seconds > known.session_seconds AND incoming.download < known.download_octets - known.download_base
        THEN known.download_base + ${WRAP} ELSE known.download_base END AS download_base,
      CASE WHEN known.key IS NULL THEN 0
        WHEN NOT incoming.wide AND incoming.seconds > known.session_seconds AND incoming.upload < known.upload_octets - known.upload_base
        THEN known.upload_base + ${WRAP} ELSE known.upload_base END AS upload_base
    FROM incoming
    LEFT JOIN known USING (key)
    LEFT JOIN networking.access access ON access.service_id = coalesce(incoming.service_id, known.service_id)
    WHERE known.key IS NOT NULL OR NOT EXISTS (SELECT 1 FROM networking.session_closed late WHERE late.key = incoming.key)
  ), total AS (
    SELECT *, greatest(download_before, download_base + download) AS download_total, greatest(upload_before, upload_base + upload) AS upload_total
    FROM counted
  ), opened AS (
    INSERT INTO networking.session_open AS open (key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version,
      source_address, framed_ipv4, framed_ipv6, delegated_prefix, mac, nas_port, started_at, updated_at, session_seconds,
      download_octets, upload_octets, download_base, upload_base)
    SELECT key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, source, ipv4, ipv6, delegated, mac,
      nas_port, started_at, $21, seconds, download_total, upload_total, download_base, upload_base
    FROM total WHERE NOT ended
    ON CONFLICT (key) DO UPDATE SET service_id = excluded.service_id, customer_id = excluded.customer_id,
      partner_id = excluded.partner_id, login = excluded.login, policy_version = excluded.policy_version,
      source_address = excluded.source_address, framed_ipv4 = excluded.framed_ipv4, framed_ipv6 = excluded.framed_ipv6,
      delegated_prefix = excluded.delegated_prefix, mac = excluded.mac, nas_port = excluded.nas_port,
      started_at = excluded.started_at, updated_at = excluded.updated_at,
      session_seconds = greatest(open.session_seconds, excluded.session_seconds),
      download_octets = greatest(open.download_octets, excluded.download_octets),
      upload_octets = greatest(open.upload_octets, excluded.upload_octets),
      download_base = excluded.download_base, upload_base = excluded.upload_base
  ), used AS (
    INSERT INTO networking.usage_raw (at, service_id, customer_id, partner_id, download_octets, upload_octets, seconds)
    SELECT $21, service_id, customer_id, partner_id, download_total - download_before, upload_total - upload_before,
      least(seconds - seconds_before, 2147483647)::int
    FROM total
    WHERE customer_id IS NOT NULL AND (download_total > download_before OR upload_total > upload_before OR seconds > seconds_before)
  ), removed AS (
    DELETE FROM networking.session_open open USING total WHERE open.key = total.key AND total.ended
  )
  INSERT INTO networking.session_closed (key, service_id, customer_id, partner_id, router_id, session_id, login, framed_ipv4,
    framed_ipv6, delegated_prefix, mac, nas_port, started_at, ended_at, session_seconds, download_octets, upload_octets, ended_as,
    terminate_cause)
  SELECT key, service_id, customer_id, partner_id, router_id, session_id, login, ipv4, ipv6, delegated, mac, nas_port, started_at,
    greatest(at, started_at), seconds, download_total, upload_total, 'stop', cause
  FROM total WHERE ended
  ON CONFLICT DO NOTHING`;
