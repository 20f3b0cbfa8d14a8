import { Injectable } from '@nestjs/common';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { type Mail, Mailer, MailNotTaken } from '../mail/mailer.js';
import { type Attachment, Attachments, type DrawnAttachment, type WithdrawnAttachment } from './attachments.js';
import { bodyBinding } from './body-binding.js';

interface StoredMessage {
  recipient: string;
  subject: string;
  body: string | null;
  sealed_body: Buffer | null;
  attachment: Attachment | null;
  state: string;
}

/** Says until the answer is there what is true if it never comes. */
const CUT_OFF = 'Sending was cut off: it may have arrived. Send it again if it did not.';

/**
 * Hands a message to the mail server, once: whether a mail arrived whose sender died at it nobody can tell, and nobody is to
 * get one twice. So that is what stands there before it leaves, and a person decides.
 */
@Injectable()
export class SendMessage extends Job<{ messageId: string }> {
  readonly name = 'messaging.send-message';
  override readonly options = { ...DEFAULT_JOB, retryLimit: 6, retryDelaySeconds: 30, expireSeconds: 300 };

  constructor(
    private readonly database: Database,
    private readonly secrets: SecretBox,
    private readonly mailer: Mailer,
    private readonly attachments: Attachments,
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
    const attachment = await this.drawn(messageId, message.attachment, context);
    if (attachment && 'withdrawn' in attachment) return this.withdraw(messageId, attachment.withdrawn);
    if (!(await this.claim(messageId))) return;
    const { recipient: to, subject } = message;
    const reference = await this.send({ id: messageId, to, subject, text, attachment }, context);
    if (reference === null) return;
    await this.note(
      `UPDATE platform.message SET state = 'sent', sent_at = $2, provider_reference = $3, failure = NULL, sealed_body = NULL
        WHERE id = $1`,
      [messageId, this.clock.now(), reference],
    );
  }

  /** Before the mail is claimed: what cannot be drawn now has not left, and is tried again. */
  private async drawn(
    id: string,
    attachment: Attachment | null,
    context: JobContext,
  ): Promise<DrawnAttachment | WithdrawnAttachment | undefined> {
    if (!attachment) return undefined;
    try {
      return await this.attachments.draw(attachment);
    } catch (error) {
      await this.putOff(id, 'queued', error, context);
      throw error;
    }
  }

  /** Null when it is not tried again: the server wants it never, or nobody can tell whether it arrived. */
  private async send(mail: Mail, context: JobContext): Promise<string | null> {
    try {
      return await this.mailer.send(mail);
    } catch (error) {
      const fate = error instanceof MailNotTaken ? error.fate : 'not_now';
      if (fate === 'unknown') return null;
      if (fate === 'refused') {
        await this.note('UPDATE platform.message SET failure = $2 WHERE id = $1', [mail.id, said(error)]);
        return null;
      }
      await this.putOff(mail.id, 'failed', error, context);
      throw error;
    }
  }

  private async withdraw(id: string, why: string): Promise<void> {
    await this.note(
      `UPDATE platform.message SET state = 'withdrawn', failure = $2 WHERE id = $1 AND state = 'queued'`,
      [id, why],
    );
  }

  private putOff(id: string, from: 'queued' | 'failed', error: unknown, { retryCount }: JobContext): Promise<number> {
    return this.note('UPDATE platform.message SET state = $2, failure = $3 WHERE id = $1 AND state = $4', [
      id,
      retryCount >= this.options.retryLimit ? 'failed' : 'queued',
      said(error),
      from,
    ]);
  }

  /** One sender alone takes it from the queue. */
  private async claim(messageId: string): Promise<boolean> {
    const taken = await this.note(
      `UPDATE platform.message SET state = 'failed', tries = tries + 1, failure = $2 WHERE id = $1 AND state = 'queued'`,
      [messageId, CUT_OFF],
    );
    return taken === 1;
  }

  private load(id: string): Promise<StoredMessage | undefined> {
    return this.database.read(EVERYTHING, (sql) =>
      sql.first<StoredMessage>(
        'SELECT recipient, subject, body, sealed_body, attachment, state FROM platform.message WHERE id = $1',
        [id],
      ),
    );
  }

  private note(text: string, values: readonly unknown[]): Promise<number> {
    return this.database.write(EVERYTHING, ({ sql }) => sql.execute(text, values));
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 500) : 'unknown';
}
