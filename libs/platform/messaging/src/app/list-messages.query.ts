import { Injectable } from '@nestjs/common';
import { type Asking, Query } from '@demarc/commands';
import { cutPage, decodeCursorOf, encodeCursor, type Page, pageSize } from '@demarc/graphql';
import { MessagingPermissions } from '../permissions.js';
import type { MessageState } from './messages.js';

export interface MessageFilter {
  readonly first: number;
  readonly after?: string | undefined;
  readonly state?: MessageState | undefined;
}

export interface MessageRow {
  readonly id: string;
  readonly purpose: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string | null;
  readonly confidential: boolean;
  readonly state: MessageState;
  readonly tries: number;
  readonly failure: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly customerId: string | null;
}

const MOST_COUNTED = 10_000;

/** Messages in the actor's scope, newest first. A confidential text is never among them. */
@Injectable()
export class ListMessages extends Query<MessageFilter, Page<MessageRow>> {
  readonly rule = {
    name: 'messaging.messages',
    sentence: 'See the messages that were sent or wait',
    permission: MessagingPermissions['message.view'],
  };

  async answer(filter: MessageFilter, { sql }: Asking): Promise<Page<MessageRow>> {
    const [at, id] = !filter.after ? [null, null] : decodeCursorOf(filter.after, ['instant', 'id']);
    const rows = await sql.query<MessageRow>(
      `SELECT id, purpose, recipient, subject, body, body IS NULL AS confidential, state, tries, failure,
         created_at AS "createdAt", sent_at AS "sentAt", customer_id AS "customerId"
       FROM platform.message
       WHERE ($1::text IS NULL OR state = $1) AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $4`,
      [filter.state ?? null, at, id, pageSize(filter.first) + 1],
    );
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM platform.message WHERE $1::text IS NULL OR state = $1 LIMIT $2) AS counted`,
      [filter.state ?? null, MOST_COUNTED],
    );
    const count = counted?.count ?? 0;
    return cutPage(rows, filter.first, (row) => encodeCursor([row.createdAt.toISOString(), row.id]), {
      count,
      exact: count < MOST_COUNTED,
    });
  }
}
