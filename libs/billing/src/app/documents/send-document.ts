import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, invalid, notFound } from '@demarc/kernel';
import { Messages } from '@demarc/messaging';
import { IsOptional } from 'class-validator';
import type { CreditNoteId, InvoiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { withinReach } from '../accounts/reach.js';
import { DocumentMails } from './document-mails.js';

@InputType({ description: 'The document to mail: an invoice or a credit note.' })
export class SendDocumentInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The invoice.' })
  @IsOptional()
  @IsRecordId()
  invoiceId?: InvoiceId | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The credit note.' })
  @IsOptional()
  @IsRecordId()
  creditNoteId?: CreditNoteId | null;
}

/** Mails a document to its customer, whether it went out before or not: somebody asked for it. */
@Injectable()
export class SendDocument extends Command<SendDocumentInput, { to: string }> {
  readonly rule: CommandRule = {
    name: 'billing.sendDocument',
    sentence: 'Mail an invoice or a credit note to its customer',
    permission: BillingPermissions['invoice.send'],
    risk: 'normal',
  };
  readonly input = SendDocumentInput;

  constructor(
    private readonly customers: Customers,
    private readonly messages: Messages,
    private readonly mails: DocumentMails,
  ) {
    super();
  }

  async handle({ invoiceId, creditNoteId }: SendDocumentInput, act: Act): Promise<{ to: string }> {
    const id = invoiceId ?? creditNoteId;
    if (!id || (invoiceId && creditNoteId)) throw invalid('ONE_DOCUMENT', 'Name one invoice or one credit note.');
    const kind = invoiceId ? 'invoice' : 'credit_note';
    const name = invoiceId ? 'invoice' : 'credit note';
    const [document] = await this.mails.documents(act.sql, kind, [id]);
    if (!document) throw notFound(name);
    const { customerId, partnerId, number } = await withinReach(this.customers, act.sql, act.actor, document, name);
    if (!this.messages.canSend)
      throw conflict(
        'NO_MAIL_SERVER',
        'No mail server is set up. Set SMTP_URL, start again, and then send the document.',
      );
    const [to] = await this.mails.post(act, kind, [document], false);
    if (!to)
      throw conflict('NO_MAIL_ADDRESS', 'The customer has no mail address. Add one, and then send the document.');
    act.audit(
      { kind, id, customerId, partnerId },
      `${invoiceId ? 'Invoice' : 'Credit note'} ${number} mailed to ${to}`,
    );
    return { to };
  }
}
