import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, notFound } from '@demarc/kernel';
import { IsBoolean, IsString, MaxLength, MinLength } from 'class-validator';
import type { CreditNoteId, InvoiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { VoidInvoice } from '../documents/void-invoice.js';

@InputType({ description: 'The last recurring invoice of a customer, to be taken back.' })
export class CancelRecurringInvoiceInput {
  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  @IsRecordId()
  invoiceId: InvoiceId;

  @Field(() => String, { description: 'Why; it stands on the credit note.' })
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  reason: string;

  @Field(() => Boolean, { description: 'Are the days charged again, by the next run?' })
  @IsBoolean()
  chargeAgain: boolean;
}

/**
 * Voids the last recurring invoice by a full credit note. Its days stay charged, so that no run charges them again by
 * itself; that is decided here or later, by name.
 */
@Injectable()
export class CancelRecurringInvoice extends Command<
  CancelRecurringInvoiceInput,
  { invoiceId: InvoiceId; creditNoteId: CreditNoteId }
> {
  readonly rule: CommandRule = {
    name: 'billing.cancelRecurringInvoice',
    sentence: 'Cancel the last recurring invoice',
    permission: BillingPermissions['invoice.void'],
    risk: 'high',
  };
  readonly input = CancelRecurringInvoiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly voiding: VoidInvoice,
  ) {
    super();
  }

  async handle(
    { invoiceId, reason, chargeAgain }: CancelRecurringInvoiceInput,
    act: Act,
  ): Promise<{ invoiceId: InvoiceId; creditNoteId: CreditNoteId }> {
    const invoice = await act.sql.first<{ customer_id: string; kind: string; number: string }>(
      'SELECT customer_id, kind, number FROM billing.invoice WHERE id = $1',
      [invoiceId],
    );
    if (!invoice) throw notFound('invoice');
    const account = await this.accounts.lock(act, invoice.customer_id);
    const last = await lastRecurring(act, account.customerId);
    if (invoice.kind !== 'recurring' || last?.id !== invoiceId)
      throw conflict(
        'NOT_THE_LAST_INVOICE',
        `Invoice ${invoice.number} is not the last recurring invoice of this customer. Credit it instead.`,
      );
    const voided = await this.voiding.handle({ invoiceId, reason }, act);
    if (chargeAgain) await releaseDays(act, invoiceId);
    const before = await lastRecurring(act, account.customerId);
    await act.sql.execute('UPDATE billing.account SET last_invoice_minor = $2 WHERE customer_id = $1', [
      account.customerId,
      before?.gross_minor ?? null,
    ]);
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.audit(
      { kind: 'invoice', id: invoiceId, ...about },
      chargeAgain
        ? `Invoice ${invoice.number} cancelled; its days are charged again`
        : `Invoice ${invoice.number} cancelled; its days stay charged`,
    );
    return voided;
  }
}

@InputType({ description: 'A void invoice whose days are to be charged again.' })
export class ReleaseDaysInput {
  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  @IsRecordId()
  invoiceId: InvoiceId;

  @Field(() => String, { description: 'Why.' })
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  reason: string;
}

/** Decides that the days of a void invoice are charged again; the next run finds them. */
@Injectable()
export class ReleaseDays extends Command<ReleaseDaysInput, { invoiceId: InvoiceId }> {
  readonly rule: CommandRule = {
    name: 'billing.releaseDays',
    sentence: 'Have the days of a void invoice charged again',
    permission: BillingPermissions['invoice.void'],
    risk: 'high',
  };
  readonly input = ReleaseDaysInput;

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async handle({ invoiceId, reason }: ReleaseDaysInput, act: Act): Promise<{ invoiceId: InvoiceId }> {
    const invoice = await act.sql.first<{ customer_id: string; status: string; number: string }>(
      'SELECT customer_id, status, number FROM billing.invoice WHERE id = $1',
      [invoiceId],
    );
    if (!invoice) throw notFound('invoice');
    const account = await this.accounts.lock(act, invoice.customer_id);
    if (invoice.status !== 'void')
      throw conflict(
        'INVOICE_STANDS',
        `Invoice ${invoice.number} stands. Only the days of a void one are charged again.`,
      );
    if ((await releaseDays(act, invoiceId)) === 0)
      throw conflict('NO_DAYS', `No days of invoice ${invoice.number} are left to be charged again.`);
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.audit(
      { kind: 'invoice', id: invoiceId, ...about },
      `Days of invoice ${invoice.number} are charged again: ${reason}`,
    );
    return { invoiceId };
  }
}

function lastRecurring(act: Act, customerId: string): Promise<{ id: string; gross_minor: string } | undefined> {
  return act.sql.first(
    `SELECT id, gross_minor FROM billing.invoice WHERE customer_id = $1 AND kind = 'recurring' AND status = 'issued' ORDER BY issued_on DESC, id DESC LIMIT 1`,
    [customerId],
  );
}

function releaseDays(act: Act, invoiceId: InvoiceId): Promise<number> {
  return act.sql.execute(
    `UPDATE billing.charged_period period SET released_at = $2, released_by = $3 FROM billing.invoice_line line
      WHERE line.invoice_id = $1 AND period.service_id = line.service_id AND period.invoice_line_id = line.id AND period.released_at IS NULL`,
    [invoiceId, act.at, actorLabel(act.actor).name],
  );
}
