import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, notFound, Refusal } from '@demarc/kernel';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import type { CreditNoteId, InvoiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { lockAccountOf } from '../documents/credit-invoice.js';
import { VoidInvoice } from '../documents/void-invoice.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import { decideCancel, lastRecurring } from './decide-cancel.js';

@InputType({ description: 'The last recurring invoice of a customer, to be taken back.' })
export class CancelRecurringInvoiceInput {
  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  @IsRecordId()
  invoiceId: InvoiceId;

  @ReasonField('Why; it stands on the credit note.')
  reason: string;

  @Field(() => Boolean, { description: 'Are the days charged again, by the next run?' })
  @IsBoolean()
  chargeAgain: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The hash of the preview; when the figures are others by now, nothing is done.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  planHash?: string;
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
    private readonly policies: Policies,
    private readonly voiding: VoidInvoice,
  ) {
    super();
  }

  async handle(
    { invoiceId, reason, chargeAgain, planHash }: CancelRecurringInvoiceInput,
    act: Act,
  ): Promise<{ invoiceId: InvoiceId; creditNoteId: CreditNoteId }> {
    const account = await lockAccountOf(act, this.accounts, invoiceId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const decided = await decideCancel(act.sql, account, terms, act.todayIn(terms.zone), { invoiceId, chargeAgain });
    if (planHash !== undefined && planHash !== decided.hash)
      throw new Refusal('stale', 'INVOICE_CHANGED', 'The figures have changed since the preview. Look at them again.');
    const { invoice } = decided.credit;
    const voided = await this.voiding.handle({ invoiceId, reason }, act);
    if (chargeAgain) await releaseDays(act, invoiceId);
    const before = await lastRecurring(act.sql, account.customerId);
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

  @ReasonField('Why.')
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

function releaseDays(act: Act, invoiceId: InvoiceId): Promise<number> {
  return act.sql.execute(
    `UPDATE billing.charged_period period SET released_at = $2, released_by = $3 FROM billing.invoice_line line JOIN billing.service ON service.id = line.service_id
      WHERE line.invoice_id = $1 AND period.chain_id = service.chain_id AND period.service_id = line.service_id AND period.invoice_line_id = line.id AND period.released_at IS NULL`,
    [invoiceId, act.at, actorLabel(act.actor).name],
  );
}
