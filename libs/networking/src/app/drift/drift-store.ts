import { Injectable } from '@nestjs/common';
import { contentHash, type Id } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import type { Comparison, DriftItem, KnownObject, ObjectDecision } from '../../routeros/objects/router-drift.js';
import { isSecretField, keyOf, type RouterObject, type RowValues } from '../../routeros/objects/router-object.js';
import type { KeptRouter } from './managed-routers.js';

export interface DriftMemory {
  readonly known: ReadonlyMap<string, KnownObject>;
  readonly decisions: readonly ObjectDecision[];
  readonly rests: boolean;
}

/** What a row is, without what must not be kept and without the id that the router forgets. */
export function digestOf({ menu, values }: Pick<RouterObject, 'menu' | 'values'>): string {
  return contentHash([menu, Object.entries(values).filter(([field]) => !isSecretField(field))]);
}

export function rowDigest(row: RowValues): string {
  const fields = Object.entries(row).filter(([field]) => !field.startsWith('.') && !isSecretField(field));
  return contentHash(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Keeps what a comparison found, and what the next one needs to tell where a difference comes from. */
@Injectable()
export class DriftStore {
  constructor(private readonly database: Database) {}

  recall(routerId: string): Promise<DriftMemory> {
    return this.database.read(EVERYTHING, async (sql) => {
      const known = await sql.query<KnownObject & { key: string }>(
        'SELECT key, version, digest, is_undone AS "isUndone" FROM networking.router_object WHERE router_id = $1',
        [routerId],
      );
      const decisions = await sql.query<ObjectDecision>(
        'SELECT menu, name, verdict, digest FROM networking.router_object_decision WHERE router_id = $1',
        [routerId],
      );
      const state = await sql.first<{ rests: boolean }>(
        'SELECT rests FROM networking.router_comparison WHERE router_id = $1',
        [routerId],
      );
      return { known: new Map(known.map((row) => [row.key, row])), decisions, rests: state?.rests ?? false };
    });
  }

  /** Replaces what was found before; what was found already keeps the time since when it differs. */
  async keep(
    sql: Sql,
    router: KeptRouter,
    comparison: Comparison,
    memory: DriftMemory,
    about: { readonly at: Date; readonly tookMs: number; readonly version: string; readonly next: Date },
  ): Promise<void> {
    const { items } = comparison;
    const count = (of: (item: DriftItem) => boolean): number => items.filter(of).length;
    await sql.execute(
      `INSERT INTO networking.router_comparison (router_id, partner_id, compared_at, took_ms, router_version, intended, same, missing, differ, extra, unfit, ignored, next_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (router_id) DO UPDATE SET partner_id = excluded.partner_id, compared_at = excluded.compared_at, took_ms = excluded.took_ms,
         router_version = excluded.router_version, intended = excluded.intended, same = excluded.same, missing = excluded.missing, differ = excluded.differ,
         extra = excluded.extra, unfit = excluded.unfit, ignored = excluded.ignored, next_at = excluded.next_at, fault = NULL, fault_code = NULL, failed_at = NULL`,
      [
        router.id,
        router.partnerId,
        about.at,
        about.tookMs,
        about.version,
        comparison.intended,
        comparison.same,
        count(({ remedy }) => remedy === 'add'),
        count(({ wanted, actual }) => wanted !== null && actual !== null),
        count(({ wanted, actual }) => wanted === null && actual !== null),
        count(({ remedy }) => remedy === 'none'),
        comparison.ignored,
        about.next,
      ],
    );
    await this.keepItems(sql, router, items, about.at);
    await sql.execute(SPENT, [router.id]);
    await this.keepKnown(sql, router.id, comparison.right, memory.known);
    await keepSeen(sql, router.id, comparison, memory.known);
    await forgetGone(sql, router.id, comparison, memory.known);
  }

  async keepFault(router: KeptRouter, at: Date, next: Date, code: string, fault: string): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `INSERT INTO networking.router_comparison (router_id, partner_id, failed_at, fault_code, fault, next_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (router_id) DO UPDATE SET failed_at = excluded.failed_at, fault_code = excluded.fault_code, fault = excluded.fault, next_at = excluded.next_at`,
        [router.id, router.partnerId, at, code, fault, next],
      ),
    );
  }

  private async keepItems(sql: Sql, router: KeptRouter, items: readonly DriftItem[], at: Date): Promise<void> {
    const before = await sql.query<{ name: string; menu: string | null; cause: string; since: Date }>(
      'DELETE FROM networking.router_drift_item WHERE router_id = $1 RETURNING name, menu, cause, since',
      [router.id],
    );
    if (items.length === 0) return;
    const since = new Map(before.map((row) => [`${row.menu} ${row.name} ${row.cause}`, row.since]));
    const rows = items.map((item, ordinal) => ({
      ordinal,
      menu: item.menu,
      kind: item.kind,
      key: item.key,
      name: item.name,
      cause: item.cause,
      remedy: item.remedy,
      service_id: item.serviceId,
      about_customer_id: item.customerId,
      fields: item.fields,
      row_digest: item.actual && rowDigest(item.actual),
      since: since.get(`${item.menu} ${item.name} ${item.cause}`) ?? at,
    }));
    await sql.execute(
      `INSERT INTO networking.router_drift_item (router_id, partner_id, ordinal, menu, kind, key, name, cause, remedy, service_id, about_customer_id, fields, row_digest, since)
       SELECT $1, coalesce(access.partner_id, $2), item.ordinal, item.menu, item.kind, item.key, item.name, item.cause, item.remedy, item.service_id,
         item.about_customer_id, item.fields, item.row_digest, item.since
       FROM jsonb_to_recordset($3::jsonb) AS item (ordinal int, menu text, kind text, key text, name text, cause text, remedy text, service_id uuid,
         about_customer_id uuid, fields jsonb, row_digest text, since timestamptz)
       LEFT JOIN networking.access access ON access.service_id = item.service_id`,
      [router.id, router.partnerId, JSON.stringify(rows)],
    );
  }

  /** Writes only what is new or another: of thousands of rows that stay right, none. */
  async keepKnown(
    sql: Sql,
    routerId: RouterIdText,
    right: readonly Pick<RouterObject, 'key' | 'version' | 'menu' | 'values'>[],
    known: ReadonlyMap<string, KnownObject>,
  ): Promise<void> {
    const fresh = right.flatMap((object) => {
      const digest = digestOf(object);
      const before = known.get(object.key);
      const isKnown = before?.digest === digest && before.version >= object.version && !before.isUndone;
      return isKnown ? [] : [{ object, digest }];
    });
    if (fresh.length === 0) return;
    await sql.execute(
      `INSERT INTO networking.router_object (router_id, key, version, digest) SELECT $1, * FROM unnest($2::text[], $3::int[], $4::text[])
       ON CONFLICT (router_id, key) DO UPDATE SET version = excluded.version, digest = excluded.digest, is_undone = false`,
      [
        routerId,
        fresh.map(({ object }) => object.key),
        fresh.map(({ object }) => object.version),
        fresh.map(({ digest }) => digest),
      ],
    );
  }
}

/** What bears our mark was told, right or not: when it is gone, somebody took it away. */
async function keepSeen(
  sql: Sql,
  routerId: RouterIdText,
  { items }: Comparison,
  known: ReadonlyMap<string, KnownObject>,
): Promise<void> {
  const seen = items.flatMap(({ menu, key, wanted, actual }) =>
    menu && key !== null && wanted && actual && keyOf(menu, actual) === key && !known.has(key) ? [key] : [],
  );
  if (seen.length === 0) return;
  await sql.execute(
    `INSERT INTO networking.router_object (router_id, key, version, digest) SELECT $1, key, 0, '' FROM unnest($2::text[]) AS key
     ON CONFLICT (router_id, key) DO NOTHING`,
    [routerId, seen],
  );
}

/** Of what should not be there and is not, nothing is known any more. */
async function forgetGone(
  sql: Sql,
  routerId: RouterIdText,
  { right, items }: Comparison,
  known: ReadonlyMap<string, KnownObject>,
): Promise<void> {
  const kept = new Set([...right.map(({ key }) => key), ...items.map(({ key }) => key)]);
  const gone = [...known.keys()].filter((key) => !kept.has(key));
  if (gone.length === 0) return;
  await sql.execute('DELETE FROM networking.router_object WHERE router_id = $1 AND key = ANY ($2::text[])', [
    routerId,
    gone,
  ]);
}

/** A word about a row that is gone, or is ours by now, is not kept for the next row of that name. */
const SPENT = `
  DELETE FROM networking.router_object_decision decision WHERE router_id = $1 AND verdict IN ('adopt', 'remove')
    AND NOT EXISTS (SELECT 1 FROM networking.router_drift_item item
      WHERE item.router_id = decision.router_id AND item.menu = decision.menu AND item.name = decision.name)`;

type RouterIdText = Id<'Router'>;
