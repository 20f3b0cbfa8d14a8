import type { MigrationClass } from '@demarc/persistence';
import { Messages1700000004000 } from './data/migrations/1700000004000-messages.js';

export { type MessageDraft, Messages, type MessageFate, type MessageState } from './app/messages.js';
export {
  type Attachment,
  Attachments,
  type DrawAttachment,
  type DrawnAttachment,
  type WithdrawnAttachment,
} from './app/attachments.js';
export { MessageStateView } from './api/message.view.js';
export { ListMessages } from './app/list-messages.query.js';
export { ResendMessage } from './app/resend-message.js';
export { Mailer, type Mail, type MailFate, MailNotTaken } from './mail/mailer.js';
export * from './messaging.module.js';
export * from './permissions.js';

export const messagingMigrations: readonly MigrationClass[] = [Messages1700000004000];
export { SendMessage } from './app/send-message.job.js';
