import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { reachesOnlyAddedBy } from '@demarc/crm';
import { MessagingPermissions } from '@demarc/messaging';

export interface LastContact {
  readonly customerId: string;
  readonly kind: 'message' | 'note';
  readonly at: Date;
  /** The subject of a message, the beginning of a note. */
  readonly about: string;
  /** Of a message: whether it went out. Null for a note. */
  readonly state: 'queued' | 'sent' | 'failed' | 'unsent' | null;
  /** Who wrote a note. */
  readonly by: string | null;
}

/** When each of these customers was last written to or spoken with: a message of the product, or a note of a colleague. */
@Injectable()
export class LastContactsOf extends Query<{ readonly customerIds: readonly string[] }, LastContact[]> {
  readonly rule: Rule = {
    name: 'reporting.lastContactsOf',
    sentence: 'See when customers were last written to',
    permission: MessagingPermissions['message.view'],
  };

  answer({ customerIds }: { readonly customerIds: readonly string[] }, { sql, actor }: Asking): Promise<LastContact[]> {
    return sql.query<LastContact>(LAST, [customerIds, reachesOnlyAddedBy(actor)]);
  }
}

const LAST = `
  SELECT customer.id AS "customerId", contact.kind, contact.at, contact.about, contact.state, contact.by
  FROM crm.customer customer CROSS JOIN LATERAL (
    (SELECT 'message' AS kind, coalesce(sent_at, created_at) AS at, subject AS about, state, NULL::text AS by FROM platform.message
      WHERE customer_id = customer.id ORDER BY created_at DESC LIMIT 1)
    UNION ALL
    (SELECT 'note', at, left(text, 80), NULL, author FROM crm.note WHERE customer_id = customer.id ORDER BY at DESC, id DESC LIMIT 1)
    ORDER BY at DESC LIMIT 1) contact
  WHERE customer.id = ANY ($1::uuid[]) AND ($2::uuid IS NULL OR customer.added_by = $2)`;
