import type { Sql } from '@demarc/persistence';
import { chainHash, entryHash, FIRST_CHAIN_HASH, type AuditEntry } from './audit-entry.js';

const SEAL_LOCK = 7_031_002;

interface StoredEntry {
  seq: string;
  hash: string;
}

/**
 * Chains the entries that are not sealed yet, oldest first, and answers how many it sealed. Only entries of transactions
 * that can no longer be overtaken are taken (their xid lies below the oldest running one).
 */
export async function sealAudit(sql: Sql, most = 5_000): Promise<number> {
  await sql.execute('SELECT pg_advisory_xact_lock($1)', [SEAL_LOCK]);
  const last = await sql.first<{ no: string; chain_hash: string }>(
    'SELECT no, chain_hash FROM platform.audit_seal ORDER BY no DESC LIMIT 1',
  );
  const open = await sql.query<StoredEntry>(
    `SELECT entry.seq, entry.hash FROM platform.audit_entry entry
     LEFT JOIN platform.audit_seal seal ON seal.entry_seq = entry.seq
     WHERE seal.no IS NULL AND entry.xid < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY entry.seq LIMIT $1`,
    [most],
  );
  let no = BigInt(last?.no ?? 0);
  let chain = last?.chain_hash ?? FIRST_CHAIN_HASH;
  const seals = open.map((entry) => {
    no += 1n;
    chain = chainHash(chain, entry.hash);
    return { no: no.toString(), entry_seq: entry.seq, chain_hash: chain };
  });
  if (seals.length === 0) return 0;
  await sql.execute(
    `INSERT INTO platform.audit_seal (no, entry_seq, chain_hash)
     SELECT no, entry_seq, chain_hash FROM jsonb_to_recordset($1::jsonb) AS seal (no bigint, entry_seq bigint, chain_hash text)`,
    [JSON.stringify(seals)],
  );
  return seals.length;
}

export interface AuditFault {
  readonly no: string;
  readonly entrySeq: string;
  readonly fault: 'entry missing' | 'entry changed' | 'chain broken' | 'number missing';
}

interface ChainRow {
  no: string;
  entry_seq: string;
  chain_hash: string;
  id: string | null;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string;
  action: string;
  outcome: 'done' | 'refused';
  code: string | null;
  partner_id: string | null;
  customer_id: string | null;
  subject_kind: string | null;
  subject_id: string | null;
  sentence: string;
  changes: Record<string, unknown>;
  request_id: string | null;
  address: string | null;
  hash: string;
}

/** Walks the whole chain and names the first bad entry, or answers undefined when every seal holds. */
export async function verifyAudit(sql: Sql): Promise<AuditFault | undefined> {
  let chain = FIRST_CHAIN_HASH;
  let expected = 1n;
  for (;;) {
    const rows = await sql.query<ChainRow>(
      `SELECT seal.no, seal.entry_seq, seal.chain_hash, entry.* FROM platform.audit_seal seal
       LEFT JOIN platform.audit_entry entry ON entry.seq = seal.entry_seq
       WHERE seal.no >= $1 ORDER BY seal.no LIMIT 5000`,
      [expected.toString()],
    );
    for (const row of rows) {
      const fault = faultOf(row, expected, chain);
      if (fault) return { no: row.no, entrySeq: row.entry_seq, fault };
      chain = row.chain_hash;
      expected += 1n;
    }
    if (rows.length === 0) return undefined;
  }
}

function faultOf(row: ChainRow, expected: bigint, chain: string): AuditFault['fault'] | undefined {
  if (row.no !== expected.toString()) return 'number missing';
  if (row.id === null) return 'entry missing';
  if (entryHash(toEntry(row, row.id)) !== row.hash) return 'entry changed';
  return chainHash(chain, row.hash) === row.chain_hash ? undefined : 'chain broken';
}

function toEntry(row: ChainRow, id: string): AuditEntry {
  return {
    id,
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action,
    outcome: row.outcome,
    code: row.code,
    partnerId: row.partner_id,
    customerId: row.customer_id,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    sentence: row.sentence,
    changes: row.changes,
    requestId: row.request_id,
    address: row.address,
  };
}
