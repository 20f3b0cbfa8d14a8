import type { Sql } from '@demarc/persistence';
import type { Entity } from '../domain/entities.js';

export interface Reference {
  readonly entity: Entity;
  readonly sourceId: string;
  readonly targetId: string;
  readonly hash: string;
  readonly facts?: Readonly<Record<string, string | boolean>>;
}

/** Which row of ours each row of one source instance became. Read once, then kept in step with what is committed. */
export class References {
  private readonly known = new Map<string, Reference>();

  static async load(sql: Sql, instance: string): Promise<References> {
    const references = new References();
    const rows = await sql.query<Reference>(
      `SELECT entity, source_id AS "sourceId", target_id AS "targetId", hash FROM migration.external_reference WHERE instance = $1`,
      [instance],
    );
    references.add(rows);
    return references;
  }

  get(entity: Entity, sourceId: string): Reference | undefined {
    return this.known.get(`${entity}/${sourceId}`);
  }

  idOf(entity: Entity, sourceId: string | undefined): string | undefined {
    return sourceId === undefined ? undefined : this.get(entity, sourceId)?.targetId;
  }

  /** Only after the rows are committed. */
  add(references: readonly Reference[]): void {
    for (const reference of references) this.known.set(`${reference.entity}/${reference.sourceId}`, reference);
  }
}

export async function writeReferences(
  sql: Sql,
  instance: string,
  runId: string,
  references: readonly Reference[],
): Promise<void> {
  if (references.length === 0) return;
  await sql.execute(
    `INSERT INTO migration.external_reference (instance, entity, source_id, target_id, hash, facts, run_id)
     SELECT $1, entity, "sourceId", "targetId", hash, coalesce(facts, '{}'), $2
       FROM jsonb_to_recordset($3::jsonb) AS row (entity text, "sourceId" text, "targetId" uuid, hash text, facts jsonb)
     ON CONFLICT (instance, entity, source_id) DO UPDATE SET hash = excluded.hash, facts = excluded.facts, run_id = excluded.run_id
     WHERE (external_reference.hash, external_reference.facts) IS DISTINCT FROM (excluded.hash, excluded.facts)`,
    [instance, runId, JSON.stringify(references)],
  );
}
