import { Field, ObjectType } from '@nestjs/graphql';
import { InstantScalar, pageOf, RecordIdScalar } from '@demarc/graphql';
import { type MessageState, MessageStateView } from '@demarc/messaging';
import type { MailedKind, UnsentReason } from '../app/documents/document-mails.js';
import { MailedKindEnum, UnsentReasonEnum } from '../app/settings/document-enums.js';

@ObjectType('DocumentMail', { description: 'A mail with a document attached.' })
export class DocumentMailView {
  @Field(() => InstantScalar, { description: 'When it was written.' })
  postedAt: Date;

  @Field(() => String, { description: 'Whom it goes to: an address, or several with commas between.' })
  to: string;

  @Field(() => Boolean, { description: 'Did the settings send it, and not a person?' })
  byItself: boolean;

  @Field(() => MessageStateView, { description: 'How far it has come.' })
  state: MessageState;

  @Field(() => InstantScalar, { nullable: true, description: 'When the mail server took it.' })
  sentAt: Date | null;

  @Field(() => String, { nullable: true, description: 'What went wrong last.' })
  failure: string | null;
}

@ObjectType('UnmailedDocument', { description: 'A document that was to go out by mail and did not.' })
export class UnmailedDocumentView {
  @Field(() => RecordIdScalar, { description: 'Names the entry.' })
  id: string;

  @Field(() => MailedKindEnum, { description: 'What it is.' })
  kind: MailedKind;

  @Field(() => RecordIdScalar, { description: 'The document.' })
  documentId: string;

  @Field(() => String, { description: 'Its number.' })
  number: string;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => UnsentReasonEnum, { description: 'Why it did not.' })
  reason: UnsentReason;

  @Field(() => InstantScalar, { description: 'When it was to go out.' })
  triedAt: Date;
}

export const UnmailedDocumentPage = pageOf(UnmailedDocumentView, 'UnmailedDocument');

@ObjectType('SentDocument', { description: 'The document is on its way.' })
export class SentDocumentView {
  @Field(() => String, { description: 'Whom it goes to.' })
  to: string;
}
