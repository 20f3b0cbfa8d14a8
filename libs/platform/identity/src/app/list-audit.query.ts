import { Injectable } from '@nestjs/common';
import { type Asking, Query } from '@demarc/commands';
import { cutPage, decodeCursorOf, encodeCursor, type Page, pageSize } from '@demarc/graphql';
import { AuditPermissions } from '../permissions.js';

export interface AuditFilter {
  readonly first: number;
  readonly after?: string | undefined;
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly customerId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly outcome?: 'done' | 'refused' | undefined;
  /** Instants, `since` included, `before` not. */
  readonly since?: string | undefined;
  readonly before?: string | undefined;
}

export interface AuditRow {
  readonly id: string;
  readonly seq: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly code: string | null;
  readonly customerId: string | null;
  readonly partnerId: string | null;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly sentence: string;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly address: string | null;
  readonly sealed: boolean;
}

const MOST_COUNTED = 10_000;

const CONDITIONS = `($1::uuid IS NULL OR actor_id = $1) AND ($2::text IS NULL OR action = $2 OR starts_with(action, $2 || '.'))
  AND ($3::uuid IS NULL OR customer_id = $3) AND ($4::text IS NULL OR subject_id = $4) AND ($5::text IS NULL OR outcome = $5)
  AND ($6::timestamptz IS NULL OR at >= $6) AND ($7::timestamptz IS NULL OR at < $7)`;

/** The audit log inside the actor's scope, newest first. */
@Injectable()
export class ListAudit extends Query<AuditFilter, Page<AuditRow>> {
  readonly rule = { name: 'audit.auditLog', sentence: 'Read the audit log', permission: AuditPermissions.view };

  async answer(filter: AuditFilter, { sql }: Asking): Promise<Page<AuditRow>> {
    const [at, seq] = !filter.after ? [null, null] : decodeCursorOf(filter.after, ['instant', 'integer']);
    const values = [
      filter.actorId,
      filter.action,
      filter.customerId,
      filter.subjectId,
      filter.outcome,
      instant(filter.since),
      instant(filter.before),
    ].map((value) => value ?? null);
    const rows = await sql.query<AuditRow>(
      `SELECT id, seq, at, actor_kind AS "actorKind", actor_id AS "actorId", actor_name AS "actorName", action, outcome, code,
         customer_id AS "customerId", partner_id AS "partnerId", subject_kind AS "subjectKind", subject_id AS "subjectId", sentence,
         changes, request_id AS "requestId", address,
         EXISTS (SELECT 1 FROM platform.audit_seal WHERE entry_seq = seq) AS sealed
       FROM platform.audit_entry
       WHERE ${CONDITIONS} AND ($8::timestamptz IS NULL OR (at, seq) < ($8, $9::bigint))
       ORDER BY at DESC, seq DESC LIMIT $10`,
      [...values, at, seq, pageSize(filter.first) + 1],
    );
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM platform.audit_entry WHERE ${CONDITIONS} LIMIT ${MOST_COUNTED}) AS counted`,
      values,
    );
    const count = counted?.count ?? 0;
    return cutPage(rows, filter.first, (row) => encodeCursor([row.at.toISOString(), row.seq]), {
      count,
      exact: count < MOST_COUNTED,
    });
  }
}

/** As PostgreSQL takes it, whatever form of an instant came in. */
function instant(text: string | undefined): string | undefined {
  return text === undefined ? undefined : new Date(text).toISOString();
}
