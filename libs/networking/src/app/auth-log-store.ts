import { Injectable } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import type { AuthLog, AuthLogLine } from '../radius/index.js';
import { addresses, booleans, instants, integers, texts, uuids } from './binary-columns.js';
import { Partitions } from './partitions.js';

/** Keeps the outcomes of logins, a batch in one statement. Losing some in a storm is better than a slow login. */
@Injectable()
export class AuthLogStore implements AuthLog {
  constructor(
    private readonly database: Database,
    private readonly partitions: Partitions,
    private readonly clock: Clock,
  ) {}

  async write(lines: readonly AuthLogLine[]): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await this.partitions.ensure(sql, 'radius_log', this.clock.now());
      await sql.query(
        `INSERT INTO networking.radius_log (at, outcome, code, reject_list, method, router_id, source_address, login, service_id,
           customer_id, partner_id, calling_station, nas_port, signed, secret_suspected)
         SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::int[], $5::text[], $6::uuid[], $7::inet[], $8::text[],
           $9::uuid[], $10::uuid[], $11::uuid[], $12::text[], $13::text[], $14::boolean[], $15::boolean[])`,
        [
          instants(lines.map((line) => line.atMs)),
          texts(lines.map((line) => line.outcome)),
          texts(lines.map((line) => line.code)),
          integers(lines.map((line) => line.list)),
          texts(lines.map((line) => line.method)),
          uuids(lines.map((line) => line.nasId)),
          addresses(lines.map((line) => line.sourceAddress)),
          texts(lines.map((line) => line.login)),
          uuids(lines.map((line) => line.serviceId)),
          uuids(lines.map((line) => line.customerId)),
          uuids(lines.map((line) => line.partnerId)),
          texts(lines.map((line) => line.callingStationId)),
          texts(lines.map((line) => line.nasPortId)),
          booleans(lines.map((line) => line.signed)),
          booleans(lines.map((line) => line.secretSuspected)),
        ],
      );
      await this.noteRouters(sql, lines);
    });
  }

  /** When each router was last heard, and when it last sent a request without Message-Authenticator: at most once a minute. */
  private async noteRouters(sql: Sql, lines: readonly AuthLogLine[]): Promise<void> {
    const unsigned = new Set(lines.filter((line) => !line.signed).map((line) => line.nasId));
    await sql.query(
      `UPDATE networking.router SET last_seen_at = $2::timestamptz,
         unsigned_seen_at = CASE WHEN id = ANY ($3::uuid[]) THEN $2 ELSE unsigned_seen_at END
       WHERE id = ANY ($1::uuid[]) AND (last_seen_at IS NULL OR last_seen_at < $2::timestamptz - interval '1 minute'
         OR (id = ANY ($3::uuid[]) AND (unsigned_seen_at IS NULL OR unsigned_seen_at < $2::timestamptz - interval '1 minute')))`,
      [[...new Set(lines.map((line) => line.nasId))], this.clock.now(), [...unsigned]],
    );
  }
}
