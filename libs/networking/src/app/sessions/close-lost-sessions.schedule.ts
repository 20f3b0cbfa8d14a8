import { Injectable } from '@nestjs/common';
import { type JobOptions, ScheduledJob } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import { Partitions } from './partitions.js';

/**
 * Closes sessions of which nothing was heard for two and a half reports: the router died, or its Stop was lost on the way. At once, when
 * the router has given the address to another session since: no two hold one address.
 */
@Injectable()
export class CloseLostSessions extends ScheduledJob {
  readonly name = 'networking.close-lost-sessions';
  readonly cron = '* * * * *';
  override readonly options: JobOptions = { retryLimit: 0, retryDelaySeconds: 1, expireSeconds: 120, concurrency: 1 };
  /**
   * By router, since when nothing was heard of its quietest session when that was looked for last. A session is only heard of later, so
   * that until this is too long ago none of the router's is lost, and they need not be read.
   */
  private readonly quietSince = new Map<string, Date>();

  constructor(
    private readonly database: Database,
    private readonly partitions: Partitions,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    await this.database.write(EVERYTHING, async ({ sql }) => {
      const doubtful = await this.lookAtQuiet(sql, now);
      // A session ends when it was last heard of, however long nobody looked after it.
      const oldest = Math.min(now.getTime(), ...[...this.quietSince.values()].map((at) => at.getTime()));
      await this.partitions.ensureBetween(sql, 'session_closed', new Date(oldest), now);
      await sql.execute(CLOSE_REPLACED, [now]);
      if (doubtful.length > 0) await sql.execute(CLOSE_LOST, [now, doubtful]);
    });
  }

  /** Routers that may have lost sessions. */
  private async lookAtQuiet(sql: Sql, now: Date): Promise<readonly string[]> {
    const routers = await sql.query<{ id: string; since: Date }>(QUIET_SINCE, [
      now,
      [...this.quietSince.keys()],
      [...this.quietSince.values()],
    ]);
    for (const { id, since } of routers) this.quietSince.set(id, since);
    return routers.map(({ id }) => id);
  }
}

/** The margin is a minute, for clocks and queues. */
const LOST_BEFORE = '$1::timestamptz - make_interval(secs => router.interim_seconds * 2.5 + 60)';

const QUIET_SINCE = `
  SELECT router.id, coalesce(quietest.at, $1) AS since FROM networking.router router
    LEFT JOIN unnest($2::uuid[], $3::timestamptz[]) known (id, since) ON known.id = router.id
    CROSS JOIN LATERAL (SELECT min(session.updated_at) AS at FROM networking.session_open session WHERE session.router_id = router.id) quietest
   WHERE known.since IS NULL OR known.since < ${LOST_BEFORE}`;

const CLOSED = `INSERT INTO networking.session_closed (key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, framed_ipv4,
    framed_ipv6, delegated_prefix, mac, nas_port, started_at, ended_at, session_seconds, download_octets, upload_octets, download_base,
    upload_base, ended_as)
  SELECT key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, framed_ipv4, framed_ipv6, delegated_prefix,
    mac, nas_port, started_at, greatest(updated_at, started_at), session_seconds, download_octets, upload_octets, download_base, upload_base`;

/** What was used until the last report stays counted. */
const CLOSE_LOST = `
  WITH lost AS (
    DELETE FROM networking.session_open session USING networking.router router
     WHERE router.id = session.router_id AND router.id = ANY ($2::uuid[]) AND session.updated_at < ${LOST_BEFORE}
    RETURNING session.*)
  ${CLOSED}, 'lost' FROM lost ON CONFLICT DO NOTHING`;

/** Only of those that began lately is it asked what they took the place of. One that is heard again after all comes back. */
const CLOSE_REPLACED = `
  WITH replaced AS (
    DELETE FROM networking.session_open session USING networking.session_open newer
     WHERE newer.started_at > $1::timestamptz - interval '15 minutes' AND newer.framed_ipv4 = session.framed_ipv4
       AND newer.router_id = session.router_id AND newer.key <> session.key AND session.started_at < newer.started_at
       AND session.updated_at < newer.started_at
    RETURNING session.*)
  ${CLOSED}, 'replaced' FROM replaced ON CONFLICT DO NOTHING`;
