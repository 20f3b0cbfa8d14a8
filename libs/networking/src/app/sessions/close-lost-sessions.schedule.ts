import { Injectable } from '@nestjs/common';
import { type JobOptions, ScheduledJob } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
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
      // A session ends when it was last heard of, however long nobody looked after it.
      const oldest = await sql.first<{ at: Date | null }>('SELECT min(updated_at) AS at FROM networking.session_open');
      await this.partitions.ensureBetween(sql, 'session_closed', oldest?.at ?? now, now);
      await sql.execute(CLOSE_REPLACED, [now]);
      await sql.execute(CLOSE_LOST, [now]);
    });
  }
}

const CLOSED = `INSERT INTO networking.session_closed (key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, framed_ipv4,
    framed_ipv6, delegated_prefix, mac, nas_port, started_at, ended_at, session_seconds, download_octets, upload_octets, download_base,
    upload_base, ended_as)
  SELECT key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, framed_ipv4, framed_ipv6, delegated_prefix,
    mac, nas_port, started_at, greatest(updated_at, started_at), session_seconds, download_octets, upload_octets, download_base, upload_base`;

/** The margin is a minute, for clocks and queues. What was used until the last report stays counted. */
const CLOSE_LOST = `
  WITH lost AS (
    DELETE FROM networking.session_open session USING networking.router router
     WHERE router.id = session.router_id AND session.updated_at < $1::timestamptz - make_interval(secs => router.interim_seconds * 2.5 + 60)
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
