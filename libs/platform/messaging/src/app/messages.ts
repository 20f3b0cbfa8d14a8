import { Inject, Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { SETTINGS, type Settings } from '@demarc/config';
import type { Id } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { bodyBinding } from './body-binding.js';
import { SendMessage } from './send-message.job.js';

export interface MessageDraft {
  /** One mail address. */
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
}

export type MessageState = 'queued' | 'sent' | 'failed' | 'unsent';

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
    const id = act.newId<'Message'>();
    const sealed = draft.confidential ? await this.secrets.seal('message_body', draft.text, bodyBinding(id)) : null;
    const state: MessageState = this.canSend ? 'queued' : 'unsent';
    await act.sql.execute(
      `INSERT INTO platform.message (id, partner_id, customer_id, purpose, recipient, subject, body, sealed_body, state, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        draft.partnerId ?? null,
        draft.customerId ?? null,
        draft.purpose,
        draft.to,
        draft.subject,
        draft.confidential ? null : draft.text,
        sealed,
        state,
        act.at,
      ],
    );
    if (this.canSend) act.enqueue(SendMessage, { messageId: id });
    return id;
  }
}
