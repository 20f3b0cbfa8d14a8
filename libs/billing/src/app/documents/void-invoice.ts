import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import type { CreditNoteId, InvoiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { ReasonField } from '../reason-field.js';
import { CreditInvoice } from './credit-invoice.js';

@InputType({ description: 'An invoice to void.' })
export class VoidInvoiceInput {
  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  @IsRecordId()
  invoiceId: InvoiceId;

  @ReasonField('Why; it stands on the credit note.')
  reason: string;
}

/** A credit note over all that is left takes the invoice back. What it was paid with is free again and settles what else is open. */
@Injectable()
export class VoidInvoice extends Command<VoidInvoiceInput, { invoiceId: InvoiceId; creditNoteId: CreditNoteId }> {
  readonly rule: CommandRule = {
    name: 'billing.voidInvoice',
    sentence: 'Void an invoice',
    permission: BillingPermissions['invoice.void'],
    risk: 'high',
  };
  readonly input = VoidInvoiceInput;

  constructor(private readonly credit: CreditInvoice) {
    super();
  }

  async handle(
    { invoiceId, reason }: VoidInvoiceInput,
    act: Act,
  ): Promise<{ invoiceId: InvoiceId; creditNoteId: CreditNoteId }> {
    const { creditNoteId } = await this.credit.handle({ invoiceId, reason }, act);
    return { invoiceId, creditNoteId };
  }
}
