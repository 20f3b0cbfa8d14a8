import { Global, Module } from '@nestjs/common';
import { MessageResolver } from './api/message.resolver.js';
import { Attachments } from './app/attachments.js';
import { ListMessages } from './app/list-messages.query.js';
import { Messages } from './app/messages.js';
import { ResendMessage } from './app/resend-message.js';
import { SendMessage } from './app/send-message.job.js';
import { Mailer } from './mail/mailer.js';
import { SmtpMailer } from './mail/smtp.adapter.js';

@Global()
@Module({
  providers: [
    Messages,
    Attachments,
    SendMessage,
    ResendMessage,
    ListMessages,
    MessageResolver,
    { provide: Mailer, useClass: SmtpMailer },
  ],
  exports: [Messages, Attachments],
})
export class MessagingModule {}
