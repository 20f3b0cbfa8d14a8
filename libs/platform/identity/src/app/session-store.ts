import { Injectable } from '@nestjs/common';
import { asId, Clock, type Id, IdSource, RandomSource } from '@demarc/kernel';
import { Database, NOTHING, type Sql } from '@demarc/persistence';
import { endsAt, isOver, type SessionState, type SubjectKind } from '../domain/session-life.js';
import { tellIdentityChanged } from './identity-news.js';
import type { RequestOrigin } from './request-origin.js';
import { tokenHash } from './token-hash.js';

export interface SessionRecord {
  readonly id: Id<'Session'>;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly state: SessionState;
  readonly authenticatedAt: Date;
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
}

/** A session as its owner's browser gets it: the token exists nowhere else. */
export interface OpenedSession {
  readonly id: Id<'Session'>;
  readonly token: string;
  readonly kind: SubjectKind;
  readonly state: SessionState;
}

interface SessionRow {
  id: string;
  subject_kind: SubjectKind;
  subject_id: string;
  state: SessionState;
  authenticated_at: Date;
  last_seen_at: Date;
  ends_at: Date;
}

/** How old `last_seen_at` may grow before it is written again. */
const SEEN_EVERY_MS = 60_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Sessions live in the database and end there at once, for every process. */
@Injectable()
export class SessionStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly random: RandomSource,
  ) {}

  /** Always a new id and a new token, so that one planted before the sign-in is worth nothing (fixation). */
  async open(
    sql: Sql,
    subject: { kind: SubjectKind; id: string },
    state: SessionState,
    origin: RequestOrigin,
  ): Promise<OpenedSession> {
    const id = this.ids.next<'Session'>();
    const token = this.random.token(32);
    const now = this.clock.now();
    await sql.execute(
      `INSERT INTO platform.session (id, token_hash, subject_kind, subject_id, state, created_at, authenticated_at, last_seen_at, ends_at, address, user_agent)
       VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7, $8, $9)`,
      [
        id,
        tokenHash(token),
        subject.kind,
        subject.id,
        state,
        now,
        endsAt(subject.kind, state, now),
        origin.address,
        origin.userAgent?.slice(0, 300) ?? null,
      ],
    );
    return { id, token, kind: subject.kind, state };
  }

  async find(token: string, kind: SubjectKind): Promise<SessionRecord | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const row = await this.database.read(NOTHING, (sql) =>
      sql.first<SessionRow>(
        `SELECT id, subject_kind, subject_id, state, authenticated_at, last_seen_at, ends_at FROM platform.session
         WHERE token_hash = $1 AND subject_kind = $2 AND ended_at IS NULL`,
        [tokenHash(token), kind],
      ),
    );
    if (!row) return undefined;
    const session = toRecord(row);
    return isOver(kind, session, this.clock.now()) ? undefined : session;
  }

  /** Notes that the session is in use; answers it with the new moment. Written at most once a minute. */
  async seen(session: SessionRecord): Promise<SessionRecord> {
    const now = this.clock.now();
    if (now.getTime() - session.lastSeenAt.getTime() < SEEN_EVERY_MS) return session;
    await this.database.write(NOTHING, ({ sql }) =>
      sql.execute('UPDATE platform.session SET last_seen_at = greatest(last_seen_at, $2) WHERE id = $1', [
        session.id,
        now,
      ]),
    );
    return { ...session, lastSeenAt: now };
  }
}

/** Ends one session; answers whether it was still open. */
export async function endSession(sql: Sql, id: string, because: string, at: Date): Promise<boolean> {
  const ended = await sql.execute(
    'UPDATE platform.session SET ended_at = $2, ended_because = $3 WHERE id = $1 AND ended_at IS NULL',
    [id, at, because],
  );
  await tellIdentityChanged(sql);
  return ended === 1;
}

/** Ends every session of somebody, but the one to keep if any; answers how many. */
export async function endSessionsOf(
  sql: Sql,
  kind: SubjectKind,
  subjectId: string,
  because: string,
  at: Date,
  keep?: string,
): Promise<number> {
  const ended = await sql.execute(
    `UPDATE platform.session SET ended_at = $3, ended_because = $4
     WHERE subject_kind = $1 AND subject_id = $2 AND ended_at IS NULL AND id IS DISTINCT FROM $5::uuid`,
    [kind, subjectId, at, because, keep ?? null],
  );
  await tellIdentityChanged(sql);
  return ended;
}

function toRecord(row: SessionRow): SessionRecord {
  return {
    id: asId<'Session'>(row.id),
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    state: row.state,
    authenticatedAt: row.authenticated_at,
    lastSeenAt: row.last_seen_at,
    endsAt: row.ends_at,
  };
}
