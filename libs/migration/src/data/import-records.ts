import type { Sql } from '@demarc/persistence';
import type { ImportException } from '../domain/exceptions/exception.js';

export interface StagedRow {
  readonly collection: string;
  readonly sourceId: string;
  readonly position: number;
  readonly raw: object;
  /** Sealed, in hexadecimal. */
  readonly secrets: string | null;
  readonly hash: string;
}

export interface BalanceControl {
  readonly customerId: string;
  readonly stored: string | null;
  readonly fromTransactions: string;
  readonly residue: string;
}

export interface NewRun {
  readonly id: string;
  readonly instance: string;
  readonly currency: string;
  readonly snapshotOn: string;
  readonly planHash: string;
  readonly notReadable: object;
  readonly preview: object;
  readonly startedBy: string;
}

export async function openRun(sql: Sql, run: NewRun, at: Date): Promise<void> {
  await sql.execute(
    `INSERT INTO migration.import_run (id, source, instance, status, currency, snapshot_on, plan_hash, not_readable, preview, started_by, started_at)
     VALUES ($1, 'splynx', $2, 'applying', $3, $4, $5, $6, $7, $8, $9)`,
    [
      run.id,
      run.instance,
      run.currency,
      run.snapshotOn,
      run.planHash,
      JSON.stringify(run.notReadable),
      JSON.stringify(run.preview),
      run.startedBy,
      at,
    ],
  );
}

export async function closeRun(sql: Sql, runId: string, at: Date): Promise<void> {
  await sql.execute(`UPDATE migration.import_run SET status = 'done', finished_at = $2 WHERE id = $1`, [runId, at]);
}

/** Keeps the latest raw row of each id; one that did not change is not touched. */
export async function stageRows(
  sql: Sql,
  instance: string,
  runId: string,
  rows: readonly StagedRow[],
  at: Date,
): Promise<number> {
  return sql.execute(
    `INSERT INTO migration.staged_row (instance, collection, source_id, position, raw, secrets, hash, run_id, fetched_at)
     SELECT $1, collection, "sourceId", position, raw, decode(secrets, 'hex'), hash, $2, $4
       FROM jsonb_to_recordset($3::jsonb) AS row (collection text, "sourceId" text, position int, raw jsonb, secrets text, hash text)
     ON CONFLICT (instance, collection, source_id) DO UPDATE SET position = excluded.position, raw = excluded.raw, secrets = excluded.secrets,
       hash = excluded.hash, run_id = excluded.run_id, fetched_at = excluded.fetched_at
     WHERE staged_row.hash <> excluded.hash`,
    [instance, runId, JSON.stringify(rows), at],
  );
}

export async function stagedHashes(sql: Sql, instance: string): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ key: string; hash: string }>(
    `SELECT collection || '/' || source_id AS key, hash FROM migration.staged_row WHERE instance = $1`,
    [instance],
  );
  return new Map(rows.map((row) => [row.key, row.hash]));
}

/** The list of exceptions is what the latest run found: what was put right in the source is no exception any more. */
export async function replaceExceptions(
  sql: Sql,
  instance: string,
  runId: string,
  found: readonly ImportException[],
  at: Date,
): Promise<void> {
  const values = [instance, JSON.stringify(found)];
  const rows = `jsonb_to_recordset($2::jsonb) AS row (code text, entity text, id text, note text)`;
  await sql.execute(
    `DELETE FROM migration.exception known WHERE known.instance = $1
       AND NOT EXISTS (SELECT 1 FROM ${rows} WHERE (row.code, row.entity, row.id) = (known.code, known.entity, known.source_id))`,
    values,
  );
  await sql.execute(
    `INSERT INTO migration.exception (instance, code, entity, source_id, note, run_id, found_at)
     SELECT $1, code, entity, id, note, $3, $4 FROM ${rows}
     ON CONFLICT (instance, code, entity, source_id) DO UPDATE SET note = excluded.note, run_id = excluded.run_id, found_at = excluded.found_at
     WHERE exception.note <> excluded.note`,
    [...values, runId, at],
  );
}

export async function readExceptions(sql: Sql, instance: string): Promise<readonly ImportException[]> {
  return sql.query<ImportException>(
    `SELECT code, entity, source_id AS id, note FROM migration.exception WHERE instance = $1
     ORDER BY code, entity, length(source_id), source_id`,
    [instance],
  );
}

export async function writeBalanceControls(
  sql: Sql,
  instance: string,
  runId: string,
  controls: readonly BalanceControl[],
): Promise<void> {
  await sql.execute(
    `INSERT INTO migration.balance_control (instance, customer_source_id, stored, from_transactions, residue, run_id)
     SELECT $1, "customerId", stored, "fromTransactions", residue, $2
       FROM jsonb_to_recordset($3::jsonb) AS row ("customerId" text, stored numeric, "fromTransactions" numeric, residue numeric)
     ON CONFLICT (instance, customer_source_id) DO UPDATE
       SET stored = excluded.stored, from_transactions = excluded.from_transactions, residue = excluded.residue, run_id = excluded.run_id
     WHERE (balance_control.stored, balance_control.from_transactions, balance_control.residue)
       IS DISTINCT FROM (excluded.stored, excluded.from_transactions, excluded.residue)`,
    [instance, runId, JSON.stringify(controls)],
  );
}
