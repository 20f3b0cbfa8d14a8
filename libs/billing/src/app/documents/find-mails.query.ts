import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursorOf, encodeCursor, type Page, pageSize } from '@demarc/graphql';
import { partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { type MessageFate, Messages, type MessageState } from '@demarc/messaging';
import { BillingPermissions } from '../../permissions.js';
import { reached } from '../accounts/reach.js';
import type { MailedKind, UnsentReason } from './document-mails.js';
import { counted } from './find-documents.query.js';

export interface FoundMail {
  readonly documentId: string;
  readonly postedAt: Date;
  readonly to: string;
  readonly byItself: boolean;
  readonly state: MessageState;
  readonly sentAt: Date | null;
  readonly failure: string | null;
}

interface MailRow extends Omit<FoundMail, keyof MessageFate> {
  readonly messageId: string;
}

/** The last mail with each of these documents. */
@Injectable()
export class LastMailsOf extends Query<{ kind: MailedKind; ids: readonly string[] }, FoundMail[]> {
  readonly rule: Rule = {
    name: 'billing.lastMailsOf',
    sentence: 'See when documents were mailed',
    permission: BillingPermissions['invoice.view'],
  };

  constructor(private readonly messages: Messages) {
    super();
  }

  async answer({ kind, ids }: { kind: MailedKind; ids: readonly string[] }, { sql }: Asking): Promise<FoundMail[]> {
    const rows = await sql.query<MailRow>(
      `SELECT DISTINCT ON (document_id) document_id AS "documentId", created_at AS "postedAt", recipient AS "to",
         by_itself AS "byItself", message_id AS "messageId"
       FROM billing.document_mail WHERE kind = $1 AND document_id = ANY ($2::uuid[]) AND message_id IS NOT NULL
       ORDER BY document_id, created_at DESC, id DESC`,
      [kind, ids],
    );
    const fates = await this.messages.fatesOf(
      sql,
      rows.map(({ messageId }) => messageId),
    );
    return rows.flatMap(({ messageId, ...row }) => {
      const fate = fates.get(messageId);
      return fate ? [{ ...row, state: fate.state, sentAt: fate.sentAt, failure: fate.failure }] : [];
    });
  }
}

export interface FoundUnmailed {
  readonly id: string;
  readonly kind: MailedKind;
  readonly documentId: string;
  readonly number: string;
  readonly customerId: string;
  readonly reason: UnsentReason;
  readonly triedAt: Date;
}

/** What was last done about mailing a document. */
const LAST = `NOT EXISTS (SELECT 1 FROM billing.document_mail later
  WHERE later.document_id = mail.document_id AND (later.created_at, later.id) > (mail.created_at, mail.id))`;

const UNMAILED = `billing.document_mail mail WHERE message_id IS NULL AND ($1::uuid IS NULL OR run_id = $1)
  AND ($2::uuid[] IS NULL OR partner_id = ANY ($2::uuid[])) AND ${reached('mail', 3)}
  AND ($4::text IS NULL OR unsent_because = $4) AND ${LAST}`;

export interface UnmailedFilter {
  readonly runId?: string | undefined;
  readonly reason?: UnsentReason | undefined;
  readonly first: number;
  readonly after?: string | undefined;
}

/** Documents that were to be mailed and were not: to customers without an address, or made void before the mail left. */
@Injectable()
export class ListUnmailed extends Query<UnmailedFilter, Page<FoundUnmailed>> {
  readonly rule: Rule = {
    name: 'billing.listUnmailed',
    sentence: 'List documents that were to be mailed and were not',
    permission: BillingPermissions['invoice.view'],
  };

  async answer({ runId, reason, first, after }: UnmailedFilter, { sql, actor }: Asking): Promise<Page<FoundUnmailed>> {
    const values = [runId ?? null, partnersOf(actor), reachesOnlyAddedBy(actor), reason ?? null];
    const [at, id] = after ? decodeCursorOf(after, ['instant', 'id']) : [null, null];
    const rows = await sql.query<FoundUnmailed>(
      `SELECT id, kind, document_id AS "documentId", customer_id AS "customerId", unsent_because AS reason,
         created_at AS "triedAt",
         coalesce((SELECT number FROM billing.invoice WHERE invoice.id = document_id),
                  (SELECT number FROM billing.credit_note WHERE credit_note.id = document_id)) AS number
       FROM ${UNMAILED} AND ($5::timestamptz IS NULL OR (created_at, id) < ($5, $6::uuid))
       ORDER BY created_at DESC, id DESC LIMIT $7`,
      [...values, at, id, pageSize(first) + 1],
    );
    return cutPage(
      rows,
      first,
      (row) => encodeCursor([row.triedAt.toISOString(), row.id]),
      await counted(sql, `SELECT 1 FROM ${UNMAILED}`, values),
    );
  }
}

/** How many invoices of a run were handed to the mail, by themselves or by hand. */
@Injectable()
export class CountRunMails extends Query<{ runId: string }, number> {
  readonly rule: Rule = {
    name: 'billing.countRunMails',
    sentence: 'See how many invoices of a billing run were mailed',
    permission: BillingPermissions['run.view'],
  };

  async answer({ runId }: { runId: string }, { sql }: Asking): Promise<number> {
    const row = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM billing.document_mail mail WHERE run_id = $1 AND message_id IS NOT NULL AND ${LAST}`,
      [runId],
    );
    return row?.count ?? 0;
  }
}
