import { Injectable } from '@nestjs/common';
import { Command, type Act, type CommandRule, IsRecordId } from '@demarc/commands';
import { conflict, notFound } from '@demarc/kernel';
import { MessagingPermissions } from '../permissions.js';
import { Messages } from './messages.js';
import { SendMessage } from './send-message.job.js';

export class ResendMessageInput {
  @IsRecordId()
  messageId: string;
}

@Injectable()
export class ResendMessage extends Command<ResendMessageInput, { messageId: string }> {
  readonly rule: CommandRule = {
    name: 'messaging.resendMessage',
    sentence: 'Send a message again that failed or was never sent',
    permission: MessagingPermissions['message.send'],
    risk: 'normal',
  };
  readonly input = ResendMessageInput;

  constructor(private readonly messages: Messages) {
    super();
  }

  async handle({ messageId }: ResendMessageInput, act: Act): Promise<{ messageId: string }> {
    const message = await act.sql.first<{ state: string; recipient: string; subject: string }>(
      'SELECT state, recipient, subject FROM platform.message WHERE id = $1 FOR UPDATE',
      [messageId],
    );
    if (!message) throw notFound('message');
    if (message.state === 'sent') throw conflict('ALREADY_SENT', 'This message was sent. Write a new one instead.');
    if (message.state === 'queued') throw conflict('ALREADY_QUEUED', 'This message is on its way.');
    if (message.state === 'withdrawn')
      throw conflict(
        'MESSAGE_WITHDRAWN',
        'What this message carries does not count any more. Send the document from its own page if it is to go out all the same.',
      );
    if (!this.messages.canSend)
      throw conflict(
        'NO_MAIL_SERVER',
        'No mail server is set up. Set SMTP_URL, start again, and then send the message.',
      );
    await act.sql.execute(`UPDATE platform.message SET state = 'queued', failure = NULL WHERE id = $1`, [messageId]);
    act.enqueue(SendMessage, { messageId });
    act.audit({ kind: 'message', id: messageId }, `Sent “${message.subject}” to ${message.recipient} again`);
    return { messageId };
  }
}
