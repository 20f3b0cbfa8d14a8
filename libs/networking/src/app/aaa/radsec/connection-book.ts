import type { Clock } from '@demarc/kernel';
import { type Database, EVERYTHING, type Sql } from '@demarc/persistence';
import type { TlsConnection } from '../../../radius/index.js';

/** What no process has said for so long is gone with its process. */
export const GONE_AFTER_MS = 120_000;

/** The connections of one process as rows. Written one after another, the last state only. */
export class ConnectionBook {
  private writing: Promise<void> | undefined;
  private next: readonly TlsConnection[] | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly process: string,
  ) {}

  write(connections: readonly TlsConnection[]): Promise<void> {
    this.next = connections;
    this.writing ??= this.writeNext().finally(() => {
      this.writing = undefined;
    });
    return this.writing;
  }

  private async writeNext(): Promise<void> {
    for (let now = this.next; now; now = this.next) {
      this.next = undefined;
      const connections = now;
      await this.database.write(EVERYTHING, ({ sql }) => this.put(sql, connections));
    }
  }

  private async put(sql: Sql, connections: readonly TlsConnection[]): Promise<void> {
    const now = this.clock.now();
    const ids = connections.map(({ id }) => id);
    await sql.execute(
      'DELETE FROM networking.radsec_connection WHERE (process = $1 AND id <> ALL ($2::uuid[])) OR seen_at < $3',
      [this.process, ids, new Date(now.getTime() - GONE_AFTER_MS)],
    );
    if (ids.length === 0) return;
    await sql.execute(PUT, [
      now,
      this.process,
      ids,
      connections.map(({ router }) => router.id),
      connections.map(({ from }) => from.address),
      connections.map(({ from }) => from.port),
      connections.map(({ protocol }) => protocol),
      connections.map(({ certificate }) => certificate.subject),
      connections.map(({ certificate }) => certificate.fingerprint),
      connections.map(({ certificate }) => certificate.validTo),
      connections.map(({ since }) => since),
      connections.map(({ heardAt }) => heardAt),
    ]);
  }
}

const PUT = `
  WITH now AS (
    SELECT one.*, router.partner_id FROM unnest($3::uuid[], $4::uuid[], $5::inet[], $6::int[], $7::text[], $8::text[], $9::text[], $10::timestamptz[],
        $11::timestamptz[], $12::timestamptz[])
      AS one (id, router_id, address, port, protocol, subject, fingerprint, expires_at, connected_at, heard_at)
    JOIN networking.router router ON router.id = one.router_id),
  kept AS (
    INSERT INTO networking.radsec_connection AS line (id, router_id, partner_id, process, address, port, protocol, certificate_subject, fingerprint,
      certificate_expires_at, connected_at, heard_at, seen_at)
    SELECT id, router_id, partner_id, $2, address, port, protocol, subject, fingerprint, expires_at, connected_at, heard_at, $1 FROM now
    ON CONFLICT (id) DO UPDATE SET heard_at = excluded.heard_at, seen_at = excluded.seen_at)
  UPDATE networking.router_tls tls SET certificate_subject = newest.subject, certificate_fingerprint = newest.fingerprint,
    certificate_expires_at = newest.expires_at,
    last_connected_at = newest.connected_at
  FROM (SELECT DISTINCT ON (router_id) * FROM now ORDER BY router_id, connected_at DESC) newest
  WHERE tls.router_id = newest.router_id AND tls.last_connected_at IS DISTINCT FROM newest.connected_at`;
