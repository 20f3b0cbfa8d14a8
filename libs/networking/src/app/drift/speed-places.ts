import { Injectable } from '@nestjs/common';
import type { Sql } from '@demarc/persistence';
import { type PlaceNews, placeNews, type SpeedPlaces } from '../../routeros/objects/speed-places.js';
import type { SpeedPlace } from '../../radius/index.js';
import { ACCESS_CHANNEL } from '../aaa/access-feed.js';

/**
 * Which queues were read on their routers: from then on logins are answered without a speed. Sessions that were let in before have
 * theirs from the answer until they end.
 */
@Injectable()
export class SpeedPlaceBook {
  /** At a router as it was kept last, or of one service there. */
  async at(sql: Sql, routerId: string, serviceId: string | null = null): Promise<SpeedPlaces> {
    const rows = await sql.query<{ id: string; place: SpeedPlace }>(
      `SELECT service_id AS id, kept_by AS place FROM networking.speed_place
        WHERE router_id = $1 AND ($2::uuid IS NULL OR service_id = $2::uuid)`,
      [routerId, serviceId],
    );
    return new Map(rows.map(({ id, place }) => [id, place]));
  }

  async keep(sql: Sql, routerId: string, { put, gone }: Pick<PlaceNews, 'put' | 'gone'>, at: Date): Promise<void> {
    if (put.size + gone.length === 0) return;
    await sql.execute('DELETE FROM networking.speed_place WHERE router_id = $1 AND service_id = ANY ($2::uuid[])', [
      routerId,
      gone,
    ]);
    await sql.execute(PUT, [routerId, [...put.keys()], [...put.values()], at]);
    await sql.query(`SELECT pg_notify('${ACCESS_CHANNEL}', id::text) FROM unnest($1::uuid[]) AS id`, [
      [...gone, ...put.keys()],
    ]);
  }

  /** What was read of one service. */
  async keepOne(sql: Sql, routerId: string, serviceId: string, place: SpeedPlace | undefined, at: Date): Promise<void> {
    const before = await this.at(sql, routerId, serviceId);
    const now: SpeedPlaces = new Map(place === undefined ? [] : [[serviceId, place]]);
    await this.keep(sql, routerId, placeNews(before, now, new Set()), at);
  }
}

const PUT = `
  INSERT INTO networking.speed_place (service_id, router_id, kept_by, since) SELECT now.id, $1, now.place, $4
    FROM unnest($2::uuid[], $3::text[]) AS now (id, place)
  ON CONFLICT (service_id) DO UPDATE SET router_id = excluded.router_id, kept_by = excluded.kept_by, since = excluded.since`;
