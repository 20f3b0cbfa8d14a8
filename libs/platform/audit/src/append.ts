import type { Sql } from '@demarc/persistence';
import { entryHash, type AuditEntry } from './audit-entry.js';

/** Appends entries in the caller's transaction: what is rolled back leaves no trace of having been done. */
export async function appendAudit(sql: Sql, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    id: entry.id,
    at: entry.at.toISOString(),
    actor_kind: entry.actorKind,
    actor_id: entry.actorId,
    actor_name: entry.actorName,
    action: entry.action,
    outcome: entry.outcome,
    code: entry.code,
    partner_id: entry.partnerId,
    customer_id: entry.customerId,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
    sentence: entry.sentence,
    changes: entry.changes,
    request_id: entry.requestId,
    address: entry.address,
    hash: entryHash(entry),
  }));
  await sql.execute(
    `INSERT INTO platform.audit_entry (id, at, actor_kind, actor_id, actor_name, action, outcome, code, partner_id,
       customer_id, subject_kind, subject_id, sentence, changes, request_id, address, hash)
     SELECT id, at, actor_kind, actor_id, actor_name, action, outcome, code, partner_id, customer_id, subject_kind,
       subject_id, sentence, changes, request_id, address, hash
     FROM jsonb_to_recordset($1::jsonb) AS entry (id uuid, at timestamptz, actor_kind text, actor_id uuid, actor_name text,
       action text, outcome text, code text, partner_id uuid, customer_id uuid, subject_kind text, subject_id text,
       sentence text, changes jsonb, request_id text, address text, hash text)`,
    [JSON.stringify(rows)],
  );
}
