import { Injectable } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { type AuthEvent, type AuthLog, authLogLine } from '../radius/index.js';
import { Partitions } from './partitions.js';

/** Keeps the outcomes of logins, a batch in one statement. Losing some in a storm is better than a slow login. */
@Injectable()
export class AuthLogStore implements AuthLog {
  constructor(
    private readonly database: Database,
    private readonly partitions: Partitions,
    private readonly clock: Clock,
  ) {}

  async write(batch: readonly AuthEvent[]): Promise<void> {
    const lines = batch.map(authLogLine);
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await this.partitions.ensure(sql, 'radius_log', this.clock.now());
      await sql.execute(
        `INSERT INTO networking.radius_log (at, outcome, code, reject_list, method, router_id, source_address, login, service_id,
           customer_id, partner_id, calling_station, nas_port, signed, secret_suspected)
         SELECT line.at, line.outcome, line.code, line.list, line.method, line.router_id, line.source, line.login, line.service_id,
           access.customer_id, access.partner_id, line.calling_station, line.nas_port, line.signed, line.suspected
         FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::uuid[], $7::inet[], $8::text[], $9::uuid[],
           $10::text[], $11::text[], $12::boolean[], $13::boolean[])
           AS line (at, outcome, code, list, method, router_id, source, login, service_id, calling_station, nas_port, signed, suspected)
         LEFT JOIN networking.access access ON access.service_id = line.service_id`,
        [
          lines.map((line) => new Date(line.atMs).toISOString()),
          lines.map((line) => line.outcome),
          lines.map((line) => line.code ?? null),
          lines.map((line) => line.list ?? null),
          lines.map((line) => line.method),
          lines.map((line) => line.nasId),
          lines.map((line) => line.sourceAddress),
          lines.map((line) => line.login),
          lines.map((line) => line.serviceId ?? null),
          lines.map((line) => line.callingStationId ?? null),
          lines.map((line) => line.nasPortId ?? null),
          lines.map((line) => line.signed),
          lines.map((line) => line.secretSuspected),
        ],
      );
      await this.noteRouters(sql.execute.bind(sql), lines);
    });
  }

  /** When each router was last heard, and when it last sent a request without Message-Authenticator: at most once a minute. */
  private async noteRouters(
    execute: (text: string, values: unknown[]) => Promise<number>,
    lines: ReturnType<typeof authLogLine>[],
  ): Promise<void> {
    const unsigned = new Set(lines.filter((line) => !line.signed).map((line) => line.nasId));
    await execute(
      `UPDATE networking.router SET last_seen_at = $2::timestamptz,
         unsigned_seen_at = CASE WHEN id = ANY ($3::uuid[]) THEN $2 ELSE unsigned_seen_at END
       WHERE id = ANY ($1::uuid[]) AND (last_seen_at IS NULL OR last_seen_at < $2::timestamptz - interval '1 minute'
         OR (id = ANY ($3::uuid[]) AND (unsigned_seen_at IS NULL OR unsigned_seen_at < $2::timestamptz - interval '1 minute')))`,
      [[...new Set(lines.map((line) => line.nasId))], this.clock.now(), [...unsigned]],
    );
  }
}
