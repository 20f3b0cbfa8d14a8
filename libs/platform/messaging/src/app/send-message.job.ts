import { Injectable } from '@nestjs/common';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { Mailer } from '../mail/mailer.js';
import { bodyBinding } from './body-binding.js';

interface StoredMessage {
  recipient: string;
  subject: string;
  body: string | null;
  sealed_body: Buffer | null;
  state: string;
}

/**
 * Hands a message to the mail server. A crash between the server's answer and our note of it sends the mail again, with
 * the same Message-ID, so that a mailbox can tell that it is the same one.
 */
@Injectable()
export class SendMessage extends Job<{ messageId: string }> {
  readonly name = 'messaging.send-message';
  override readonly options = { ...DEFAULT_JOB, retryLimit: 6, retryDelaySeconds: 30, expireSeconds: 120 };

  constructor(
    private readonly database: Database,
    private readonly secrets: SecretBox,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run({ messageId }: { messageId: string }, context: JobContext): Promise<void> {
    const message = await this.load(messageId);
    if (message?.state !== 'queued') return;
    const text = message.sealed_body
      ? await this.secrets.open('message_body', message.sealed_body, bodyBinding(messageId))
      : (message.body ?? '');
    try {
      const reference = await this.mailer.send({
        id: messageId,
        to: message.recipient,
        subject: message.subject,
        text,
      });
      await this.note(
        `UPDATE platform.message SET state = 'sent', sent_at = $2, tries = tries + 1, provider_reference = $3, failure = NULL,
           sealed_body = NULL WHERE id = $1`,
        [messageId, this.clock.now(), reference],
      );
    } catch (error) {
      const last = context.retryCount >= this.options.retryLimit;
      await this.note(`UPDATE platform.message SET state = $2, tries = tries + 1, failure = $3 WHERE id = $1`, [
        messageId,
        last ? 'failed' : 'queued',
        error instanceof Error ? error.message.slice(0, 500) : 'unknown',
      ]);
      throw error;
    }
  }

  private load(id: string): Promise<StoredMessage | undefined> {
    return this.database.read(EVERYTHING, (sql) =>
      sql.first<StoredMessage>(
        'SELECT recipient, subject, body, sealed_body, state FROM platform.message WHERE id = $1',
        [id],
      ),
    );
  }

  private async note(text: string, values: readonly unknown[]): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) => sql.execute(text, values));
  }
}
