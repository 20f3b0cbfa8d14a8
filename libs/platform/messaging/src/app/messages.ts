import { Inject, Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { SETTINGS, type Settings } from '@demarc/config';
import type { Id } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import type { Sql } from '@demarc/persistence';
import type { Attachment } from './attachments.js';
import { bodyBinding } from './body-binding.js';
import { SendMessage } from './send-message.job.js';

export interface MessageDraft {
  /** One mail address, or several with `, ` between them. */
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** `staff invitation`, `payment receipt`: what it is for, as the list of messages says it. */
  readonly purpose: string;
  readonly customerId?: Id<'Customer'>;
  readonly partnerId?: Id<'Partner'>;
  /** The text holds a secret (a one-time link): only its recipient ever reads it. */
  readonly confidential?: boolean;
  readonly attachment?: Attachment;
}

/** What became of a message. */
export interface MessageFate {
  readonly id: string;
  readonly state: MessageState;
  readonly sentAt: Date | null;
  readonly failure: string | null;
}

/** Papers go out by the thousand; a link that somebody waits for does not stand in line behind them. */
const BEHIND_OTHERS = { priority: -1 };

export type MessageState = 'queued' | 'sent' | 'failed' | 'unsent' | 'withdrawn';

/** The way in for every context: a message exists if, and only if, the command that causes it commits. */
@Injectable()
export class Messages {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly secrets: SecretBox,
  ) {}

  /** Can mail leave this installation at all? */
  get canSend(): boolean {
    return this.settings.smtpUrl !== undefined;
  }

  async post(act: Act, draft: MessageDraft): Promise<Id<'Message'>> {
    const [id] = await this.postAll(act, [draft]);
    if (!id) throw new Error('a message was not posted');
    return id;
  }

  /** Many at once, in the order of the drafts. */
  async postAll(act: Act, drafts: readonly MessageDraft[]): Promise<Id<'Message'>[]> {
    const ids = drafts.map(() => act.newId<'Message'>());
    const sealed = await Promise.all(
      drafts.map(({ confidential, text }, at) =>
        confidential ? this.secrets.seal('message_body', text, bodyBinding(ids[at] ?? '')) : null,
      ),
    );
    const state: MessageState = this.canSend ? 'queued' : 'unsent';
    await act.sql.execute(
      `INSERT INTO platform.message (id, partner_id, customer_id, purpose, recipient, subject, body, sealed_body, attachment, state, created_at)
       SELECT id, partner_id, customer_id, purpose, recipient, subject, body, sealed_body, attachment::jsonb, $10, $11
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::text[])
           AS draft (id, partner_id, customer_id, purpose, recipient, subject, body, sealed_body, attachment)`,
      [
        ids,
        drafts.map(({ partnerId }) => partnerId ?? null),
        drafts.map(({ customerId }) => customerId ?? null),
        drafts.map(({ purpose }) => purpose),
        drafts.map(({ to }) => to),
        drafts.map(({ subject }) => subject),
        drafts.map(({ confidential, text }) => (confidential ? null : text)),
        sealed,
        drafts.map(({ attachment }) => (attachment ? JSON.stringify(attachment) : null)),
        state,
        act.at,
      ],
    );
    if (this.canSend)
      for (const [at, messageId] of ids.entries())
        act.enqueue(SendMessage, { messageId }, drafts[at]?.attachment ? BEHIND_OTHERS : undefined);
    return ids;
  }

  /** What became of messages of the caller's scope. */
  async fatesOf(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, MessageFate>> {
    const rows = await sql.query<MessageFate>(
      'SELECT id, state, sent_at AS "sentAt", failure FROM platform.message WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
