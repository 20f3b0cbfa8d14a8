import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InstantScalar, pageOf, RecordIdScalar } from '@demarc/graphql';
import { IsRecordId } from '@demarc/commands';

export enum MessageStateView {
  QUEUED = 'queued',
  SENT = 'sent',
  FAILED = 'failed',
  UNSENT = 'unsent',
  WITHDRAWN = 'withdrawn',
}

registerEnumType(MessageStateView, {
  name: 'MessageState',
  description: 'How far a message has come.',
  valuesMap: {
    QUEUED: { description: 'Waits for the mail server.' },
    SENT: { description: 'The mail server has taken it.' },
    FAILED: { description: 'Given up, or cut off so that it may have arrived; `failure` says which.' },
    UNSENT: { description: 'Kept, because no mail server was set up.' },
    WITHDRAWN: { description: 'Stayed: the document that it carries did not count any more when it was to leave.' },
  },
});

@ObjectType('Message', { description: 'A mail that the product wrote to somebody.' })
export class MessageView {
  @Field(() => RecordIdScalar, { description: 'Names the message.' })
  id: string;

  @Field(() => String, { description: 'What it is for: `staff invitation`.' })
  purpose: string;

  @Field(() => String, { description: 'The mail address that it goes to.' })
  recipient: string;

  @Field(() => String, { description: 'The subject line.' })
  subject: string;

  @Field(() => String, {
    nullable: true,
    description: 'The text. Absent when it is confidential, such as one with a one-time link.',
  })
  body: string | null;

  @Field(() => Boolean, { description: 'Is the text for its recipient alone?' })
  confidential: boolean;

  @Field(() => MessageStateView, { description: 'How far it has come.' })
  state: MessageStateView;

  @Field(() => Int, { description: 'How often it was handed to the mail server.' })
  tries: number;

  @Field(() => String, {
    nullable: true,
    description: 'What the mail server said when it did not take it, or why it was cut off or withdrawn.',
  })
  failure: string | null;

  @Field(() => InstantScalar, { description: 'When it was written.' })
  createdAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When the mail server took it.' })
  sentAt: Date | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer that it is about.' })
  customerId: string | null;
}

export const MessagePageView = pageOf(MessageView, 'Message');

@InputType({ description: 'Which message to send again.' })
export class ResendMessageArgs {
  @Field(() => RecordIdScalar, { description: 'The message.' })
  @IsRecordId()
  messageId: string;
}

@ObjectType({ description: 'The message is on its way again.' })
export class ResentMessageView {
  @Field(() => RecordIdScalar, { description: 'The message.' })
  messageId: string;
}
