import { Injectable } from '@nestjs/common';
import type { Actor } from '@demarc/access';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { invalid } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { goOnFrom, readCursor, startFrom, writeCursor, type FeedState } from '../../domain/shaper/feed-cursor.js';
import type { Circuit, ShaperChange, ShaperNode } from '../../domain/shaper/shaper-item.js';
import { NetworkingPermissions } from '../../permissions.js';
import { requireFullReach } from '../access/reach.js';

export const SHAPER_RULE = {
  sentence: 'Read what shapers are told',
  permission: NetworkingPermissions['shaper.view'],
} as const;

/** A shaper's key says by its right alone that it is told of all within its partners; of staff each reaches whom they reach. */
export function requireWholePicture(actor: Actor): void {
  if (actor.kind !== 'api_key') requireFullReach(actor);
}

export interface FeedAsking {
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface FeedPage {
  /** The consumer forgets what it has: this is the begin of the whole. */
  readonly begins: boolean;
  readonly cursor: string;
  readonly hasMore: boolean;
  readonly position: bigint;
  readonly changes: readonly ShaperChange[];
}

export async function feedState(sql: Sql): Promise<FeedState> {
  const row = await sql.first<{ epoch: string; position: string; forgotten_to: string }>(
    'SELECT epoch, position::text, forgotten_to::text FROM networking.shaper_feed',
  );
  if (!row) throw new Error('the feed of shapers has lost its row');
  return { epoch: row.epoch, position: BigInt(row.position), forgottenTo: BigInt(row.forgotten_to) };
}

/** Removals that came before a whole reading began are of no use to it. */
const CHANGES = `
  SELECT position::text, kind, id, node, circuit FROM (
    (SELECT position, kind, id, CASE WHEN removed_at IS NULL THEN body || jsonb_build_object('id', id, 'kind', kind) END AS node, NULL::jsonb AS circuit
       FROM networking.shaper_node
      WHERE position > $1 AND position <= $4 AND (removed_at IS NULL OR position > $2) ORDER BY position LIMIT $3)
    UNION ALL
    (SELECT position, 'circuit', id, NULL, CASE WHEN removed_at IS NULL THEN body || jsonb_build_object('id', id, 'customerId', customer_id) END
       FROM networking.shaper_circuit
      WHERE position > $1 AND position <= $4 AND (removed_at IS NULL OR position > $2) ORDER BY position LIMIT $3)
  ) change ORDER BY change.position LIMIT $3`;

/** What changed after a position, in order: exactly the differences, each thing once and as it is now. */
@Injectable()
export class ReadShaperFeed extends Query<FeedAsking, FeedPage> {
  readonly rule: Rule = { name: 'networking.readShaperFeed', ...SHAPER_RULE };

  async answer({ after, limit }: FeedAsking, { sql, actor }: Asking): Promise<FeedPage> {
    requireWholePicture(actor);
    const cursor = after === undefined ? undefined : readCursor(after);
    if (after !== undefined && !cursor)
      throw invalid('NOT_A_CURSOR', 'Give the cursor as an answer gave it, or none to begin.', [
        { field: 'after', message: 'is no cursor' },
      ]);
    const feed = await feedState(sql);
    const { from, begins } = startFrom(cursor, feed);
    const rows = await sql.query<ShaperChange>(CHANGES, [
      from.position.toString(),
      (from.began ?? from.position).toString(),
      limit + 1,
      feed.position.toString(),
    ]);
    const hasMore = rows.length > limit;
    const changes = rows.slice(0, limit);
    const last = changes.at(-1);
    const next = goOnFrom(from, feed, last && BigInt(last.position), hasMore);
    return { begins, cursor: writeCursor(next), hasMore, position: next.position, changes };
  }
}

export interface ShaperPicture {
  readonly feed: FeedState;
  readonly nodes: readonly ShaperNode[];
  readonly circuits: readonly Circuit[];
}

/** All that is there, as of one position. */
@Injectable()
export class ReadShaperPicture extends Query<Record<string, never>, ShaperPicture> {
  readonly rule: Rule = { name: 'networking.readShaperPicture', ...SHAPER_RULE };

  async answer(_: Record<string, never>, { sql, actor }: Asking): Promise<ShaperPicture> {
    requireWholePicture(actor);
    return readPicture(sql);
  }
}

interface CircuitRow {
  readonly id: string;
  readonly customerId: string;
  readonly body: Omit<Circuit, 'id' | 'customerId'>;
}

/**
 * The position is read first: what changes meanwhile is in the picture or behind the position, never neither. Circuits are put together
 * and in order here, because the database would write each document anew for it.
 */
export async function readPicture(sql: Sql): Promise<ShaperPicture> {
  const feed = await feedState(sql);
  const nodes = await sql.query<{ node: ShaperNode }>(
    `SELECT body || jsonb_build_object('id', id, 'kind', kind) AS node FROM networking.shaper_node WHERE removed_at IS NULL ORDER BY id`,
  );
  const rows = await sql.query<CircuitRow>(
    'SELECT id, customer_id AS "customerId", body FROM networking.shaper_circuit WHERE removed_at IS NULL',
  );
  const circuits = rows.map(({ id, customerId, body }): Circuit => ({ id, customerId, ...body }));
  circuits.sort((one, other) => Number(one.number) - Number(other.number) || (one.id < other.id ? -1 : 1));
  return { feed, nodes: nodes.map(({ node }) => node), circuits };
}
